import { useState } from 'react';
import { agentName } from '../../shared/agents.ts';
import type { Slip } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import styles from './SlipPage.module.css';

/** Saves a list of what the agent of a slip asked for, for whoever wants to look closer. */
export function SaveActivity({ slip }: { readonly slip: Slip }) {
  const { client, snapshot } = useApp();
  const [saved, setSaved] = useState<{ readonly isWhole: boolean } | null>(null);
  const save = useAction(
    () => client.call('agents:save-activity', { id: slip.id }),
    ({ how, isWhole }) => setSaved(how === 'saved' ? { isWhole } : null),
  );
  if (!snapshot.agents.atWork.some((one) => one.slip === slip.id)) return null;
  return (
    <>
      {saved === null ? null : saved.isWhole ? (
        <Notice tone="good" title="The list is saved" urgent>
          Each request is in it, and how it ended. No token is in the file.
        </Notice>
      ) : (
        <Notice tone="soon" title="The list is saved, but it is not whole" urgent>
          A line was changed, or one is missing. Somebody or something on this computer wrote into our log.
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
