import type { Platform } from '../../shared/credential-command.ts';
import { useApp } from '../app/app-context.ts';
import { useSetting } from '../app/use-setting.ts';
import { CheckField } from '../ui/CheckField.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import styles from './Settings.module.css';
import { useSettingsFacts } from './use-settings-facts.ts';

/** Whether the app starts when the owner logs in, as the system has it now. */
export function LoginPart() {
  const { client, snapshot } = useApp();
  const [facts, change] = useSettingsFacts();
  const start = useSetting(
    facts !== null && facts.loginItem !== 'off',
    (on) => client.call('login-item:set', { on }),
    (loginItem) => change({ loginItem }),
  );
  if (facts === null) return null;
  const { loginItem } = facts;
  if (loginItem === 'unavailable') {
    return (
      <Notice tone="calm" title="This copy of the app can't start at login">
        Once it is installed on this computer, it can. Until then, open it yourself.
      </Notice>
    );
  }
  return (
    <>
      <ActionProblem of={start} />
      <div className={styles.group}>
        <CheckField
          label="Start Permission Slip when I log in"
          hint="It waits in the tray, without a window, and reminds you in time."
          checked={start.value}
          onChange={start.set}
        />
      </div>
      {loginItem === 'blocked' ? <HeldBack platform={snapshot.platform} /> : null}
    </>
  );
}

/** What to do where the system's own settings keep the app from starting. */
export function HeldBack({ platform }: { readonly platform: Platform }) {
  return (
    <Notice tone="soon" title="Your computer holds it back">
      {platform === 'darwin'
        ? 'Open System Settings, then General, then Login Items. Allow Permission Slip there.'
        : 'Open the Task Manager, then Startup apps. Enable Permission Slip there.'}
    </Notice>
  );
}
