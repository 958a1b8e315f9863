import { useState } from 'react';
import { agentName } from '../../shared/agents.ts';
import type { Slip } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import styles from './SlipPage.module.css';

type Saved = { readonly isUntouched: boolean; readonly missing: number };

/** Saves a list of what the agent of a slip asked for, for whoever wants to look closer. */
export function SaveActivity({ slip }: { readonly slip: Slip }) {
  const { client, snapshot } = useApp();
  const [saved, setSaved] = useState<Saved | null>(null);
  const save = useAction(
    () => client.call('agents:save-activity', { id: slip.id }),
    (answer) => setSaved(answer.how === 'saved' ? answer : null),
  );
  if (!snapshot.agents.atWork.some((one) => one.slip === slip.id)) return null;
  return (
    <>
      {saved === null ? null : saved.isUntouched && saved.missing === 0 ? (
        <Notice tone="good" title="The list is saved" urgent>
          Each request is in it, and how it ended. No token is in the file.
        </Notice>
      ) : (
        <Notice tone="soon" title="The list is saved, but it is not whole" urgent>
          {saved.isUntouched
            ? `The disk of this computer could not be written to for a while, so ${requests(saved.missing)} not in the list.`
            : 'A line was changed, or one is missing. Somebody or something on this computer wrote into our log.'}
        </Notice>
      )}
      <ActionProblem of={save} />
      <p className={styles.save}>
        <Button
          tone="link"
          busy={save.busy}
          onClick={() => {
            setSaved(null);
            void save.start();
          }}
        >
          Save what {agentName(slip.who)} did
        </Button>
      </p>
    </>
  );
}

function requests(missing: number): string {
  return missing === 1 ? '1 request is' : `${missing} requests are`;
}
