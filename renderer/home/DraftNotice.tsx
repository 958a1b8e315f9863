import { useState } from 'react';
import { agentName } from '../../shared/agents.ts';
import { jobOf } from '../../shared/catalogue/jobs.ts';
import { choiceOf, type Draft } from '../../shared/wizard.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { useOtherWorld } from '../slip/use-other-world.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';

/** A slip that was begun and not finished, with the way on, the way to let go of it, and the way back from that. */
export function DraftNotice() {
  const { client, snapshot, show, announce } = useApp();
  const { draft, slips } = snapshot;
  const changed = slips.find(({ id }) => id === draft?.changes?.id);
  const elsewhere = useOtherWorld(changed);
  const [thrown, setThrown] = useState<readonly Draft[]>([]);
  const gone = thrown.at(-1);
  const discard = useAction(
    async (unwanted: Draft) => {
      const answer = await client.call('draft:discard');
      if (answer.ok) setThrown((before) => [...before, unwanted]);
      return answer;
    },
    () => announce('The unfinished slip is gone.'),
  );
  const bringBack = useAction(
    (wanted: Draft) => client.call('draft:begin', { draft: wanted }),
    () => {
      setThrown((before) => before.slice(0, -1));
      announce('It is back.');
    },
  );
  return (
    <>
      {gone === undefined ? null : (
        <Notice
          tone="calm"
          title="The unfinished slip is gone"
          actions={
            <>
              <Button small busy={bringBack.busy} onClick={() => void bringBack.start(gone)}>
                Bring it back
              </Button>
              <Button small tone="quiet" onClick={() => setThrown([])}>
                Hide
              </Button>
            </>
          }
        >
          {aboutText(gone)}
        </Notice>
      )}
      {draft === null ? null : (
        /* One that waited comes up in the place of the other; a second press must not hit it. */
        <Notice
          key={thrown.length}
          tone="calm"
          title={
            draft.changes === null
              ? 'You have started a slip'
              : `You have started to change slip ${draft.changes.number}`
          }
          actions={
            <>
              {elsewhere === null ? (
                <Button small onClick={() => show({ name: 'wizard' })}>
                  Go on with it
                </Button>
              ) : (
                elsewhere.button
              )}
              <Button small tone="quiet" busy={discard.busy} onClick={() => void discard.start(draft)}>
                Throw it away
              </Button>
            </>
          }
        >
          {aboutText(draft)} Your answers are still here.{' '}
          {elsewhere?.text ?? 'Nothing has been made at Cloudflare.'}
        </Notice>
      )}
      {elsewhere?.problem}
      <ActionProblem of={discard} />
      <ActionProblem of={bringBack} />
    </>
  );
}

/* Which of several drafts it is, as far as it was answered. */
function aboutText({ who, job, where }: Draft): string {
  const title = job === null ? '' : jobOf(choiceOf(job)).title.trim();
  const zone = where.zones.kind === 'one' ? (where.zones.zone?.name ?? where.domain) : 'all websites';
  const parts = [who === null ? '' : `for ${agentName(who)}`, zone === '' ? '' : `on ${zone}`];
  return `${[title || 'A new slip', ...parts].filter((part) => part !== '').join(', ')}.`;
}
