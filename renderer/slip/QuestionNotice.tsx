import { agentName } from '../../shared/agents.ts';
import type { Slip } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { momentText } from '../app/dates.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';

/** That agents wait for the owner's answer, which is given in another window. Of one slip, or of all. */
export function QuestionNotice({ slip = null }: { readonly slip?: Slip | null }) {
  const { client, snapshot } = useApp();
  const show = useAction(() => client.call('agents:show-questions'));
  const askAgain = useAction((id: string) => client.call('agents:ask-again', { id }));
  const { waiting, alike } = snapshot.agents.asks;
  const isMeant = (one: { readonly slip: string }) => slip === null || one.slip === slip.id;
  const [first, ...more] = waiting.filter(isMeant);
  const asker = snapshot.slips.find(({ id }) => id === first?.slip);
  return (
    <>
      {first === undefined ? null : (
        <Notice
          tone="soon"
          title={`${asker === undefined ? 'An agent' : agentName(asker.who)} waits for your answer`}
          actions={
            <Button small tone="primary" busy={show.busy} onClick={() => void show.start()}>
              Show the question
            </Button>
          }
        >
          {first.says} {more.length === 0 ? '' : `And ${more.length} more. `}Nothing happens until you say
          yes.
        </Notice>
      )}
      {first === undefined ? null : <ActionProblem of={show} />}
      <ActionProblem of={askAgain} />
      {alike.filter(isMeant).map((one) => (
        <Notice
          key={`${one.slip} ${one.rule} ${one.until}`}
          tone="calm"
          title="Changes like one you allowed pass without your word"
          actions={
            <Button small busy={askAgain.busy} onClick={() => void askAgain.start(one.slip)}>
              Ask me again from now on
            </Button>
          }
        >
          That ends on {momentText(one.until)}. You allowed this one: {one.says}
        </Notice>
      ))}
    </>
  );
}
