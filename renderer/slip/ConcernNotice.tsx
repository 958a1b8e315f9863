import { type ConcernKind, firstConcern, remedyOf } from '../../shared/concerns.ts';
import type { Slip } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';

type ConcernNoticeProps = {
  readonly slip: Pick<Slip, 'id' | 'concerns'>;
  readonly leads: boolean;
  readonly onStop: (why: ConcernKind) => void;
  readonly onSwap: () => void;
};

const texts: Readonly<Record<ConcernKind, { readonly title: string; readonly meaning: string }>> = {
  'person-left': {
    title: 'Someone who used this slip has left',
    meaning: 'You said so. Its token still works, for whoever has it.',
  },
  'unsure-where': {
    title: 'You are not sure where the token was saved',
    meaning: 'Rotate it to a new value. Then a copy that lies around opens nothing.',
  },
  'job-done': {
    title: 'The job of this slip is done',
    meaning: 'You said so. Its token still works, though nobody needs it.',
  },
};

const saidByAgent: (typeof texts)[ConcernKind] = {
  title: 'Your agent says the job is done',
  meaning: 'Look whether it is. If nothing is left to do, stop it. Until then its slip stays open.',
};

/** What the owner or the agent said about a slip and nothing was done about yet, with its one action. */
export function ConcernNotice({ slip, leads, onStop, onSwap }: ConcernNoticeProps) {
  const { client, announce } = useApp();
  const kind = firstConcern(slip);
  const takeBack = useAction(
    (what: ConcernKind) => client.call('slip:take-back', { id: slip.id, what }),
    () => announce('Taken back.'),
  );
  if (kind === null) return null;
  const isOfAgent = slip.concerns.some(({ what, by }) => what === kind && by === 'agent');
  const { title, meaning } = isOfAgent ? saidByAgent : texts[kind];
  return (
    <>
      <Notice
        tone="soon"
        title={title}
        actions={
          <>
            {remedyOf[kind] === 'stop' ? (
              <Button small tone="stop" onClick={() => onStop(kind)}>
                Stop this agent now
              </Button>
            ) : (
              <Button small tone={leads ? 'primary' : 'plain'} onClick={onSwap}>
                Rotate the token
              </Button>
            )}
            <Button small tone="quiet" busy={takeBack.busy} onClick={() => void takeBack.start(kind)}>
              That is not so
            </Button>
          </>
        }
      >
        {meaning}
      </Notice>
      <ActionProblem of={takeBack} />
    </>
  );
}
