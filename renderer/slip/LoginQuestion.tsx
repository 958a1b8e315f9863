import { useState } from 'react';
import type { LoginItemState } from '../../shared/preferences.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { HeldBack } from '../settings/LoginPart.tsx';
import { useSettingsFacts } from '../settings/use-settings-facts.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';

/** Asks once, at the end of the first slip, whether the app shall start at login. */
export function LoginQuestion() {
  const { client, snapshot, announce } = useApp();
  const [wasAsked] = useState(snapshot.preferences.loginAsked);
  const [answered, setAnswered] = useState<LoginItemState | null>(null);
  const [facts] = useSettingsFacts();
  const set = useAction(
    (on: boolean) => client.call('login-item:set', { on }),
    (state) => {
      if (state === 'off') announce('Fine. You can change this in the settings.');
      setAnswered(state);
    },
  );
  if (wasAsked || facts?.loginItem !== 'off') return null;
  if (answered === 'blocked') return <HeldBack platform={snapshot.platform} />;
  if (answered === 'on') {
    return (
      <Notice tone="good" title="It will start when you log in" urgent>
        You can change this in the settings.
      </Notice>
    );
  }
  if (answered !== null) return null;
  return (
    <>
      <Notice
        tone="calm"
        title="Shall the app start when you log in?"
        actions={
          <>
            <Button small busy={set.busy && set.given?.[0] === true} onClick={() => void set.start(true)}>
              Yes, start it
            </Button>
            <Button
              small
              tone="quiet"
              busy={set.busy && set.given?.[0] === false}
              onClick={() => void set.start(false)}
            >
              No, thanks
            </Button>
          </>
        }
      >
        It then waits in the tray, without a window, and reminds you before a slip ends.
      </Notice>
      <ActionProblem of={set} />
    </>
  );
}
