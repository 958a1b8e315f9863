import { agentName } from '../../shared/agents.ts';
import type { AllowedAlike } from '../../shared/approvals/card.ts';
import type { Slip } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { momentText } from '../app/dates.ts';
import { useAction } from '../app/use-action.ts';
import { useSaying } from '../app/use-saying.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';

/** That agents wait for the owner's answer, which is given in another window. Of one slip, or of all. */
export function QuestionNotice({ slip = null }: { readonly slip?: Slip | null }) {
  const { client, snapshot } = useApp();
  const saying = useSaying();
  /* What went wrong is said while that very question, or what was allowed, is there. */
  const show = useAction((_question: string) => client.call('agents:show-questions'));
  const askAgain = useAction(({ slip: id }: AllowedAlike) =>
    saying('We ask you again from now on.', client.call('agents:ask-again', { id })),
  );
  const { waiting, alike } = snapshot.agents.asks;
  const isMeant = (one: { readonly slip: string }) => slip === null || one.slip === slip.id;
  const [first, ...more] = waiting.filter(isMeant);
  const allowed = alike.filter(isMeant);
  const [asked] = askAgain.given ?? [];
  const asker = snapshot.slips.find(({ id }) => id === first?.slip);
  return (
    <>
      {first === undefined ? null : (
        <Notice
          tone="soon"
          title={`${asker === undefined ? 'An agent' : agentName(asker.who)} waits for your answer`}
          actions={
            <Button small tone="primary" busy={show.busy} onClick={() => void show.start(first.id)}>
              Show the question
            </Button>
          }
        >
          It wants this: {first.says} {more.length === 0 ? '' : `And ${more.length} more. `}Nothing happens
          until you say yes.
        </Notice>
      )}
      {first !== undefined && show.given?.[0] === first.id ? <ActionProblem of={show} /> : null}
      {asked !== undefined && allowed.some((one) => keyOf(one) === keyOf(asked)) ? (
        <ActionProblem of={askAgain} />
      ) : null}
      {allowed.map((one) => (
        <Notice
          key={keyOf(one)}
          tone="calm"
          title="Changes like one you allowed pass without your word"
          actions={
            <Button small busy={askAgain.busy} onClick={() => void askAgain.start(one)}>
              Ask me again from now on
            </Button>
          }
        >
          That ends on {momentText(one.until)}. You allowed changes like this one: {one.says}
        </Notice>
      ))}
    </>
  );
}

function keyOf({ slip, rule, until }: AllowedAlike): string {
  return `${slip} ${rule} ${until}`;
}
