import { agentName } from '../../shared/agents.ts';
import { deadSince, type Slip } from '../../shared/slip.ts';
import { isElsewhere } from '../../shared/slip-import.ts';
import { useApp } from '../app/app-context.ts';
import { momentText } from '../app/dates.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';

type DeadNoticeProps = { readonly slip: Slip; readonly leads: boolean; readonly onSwap: () => void };

/** That a token works no more, or not from this computer, and what helps. */
export function DeadNotice({ slip, leads, onSwap }: DeadNoticeProps) {
  const { checked } = slip;
  if (checked === null || deadSince(slip) === null) return null;
  if (isElsewhere(slip)) return <ElsewhereNotice slip={slip} leads={leads} onSwap={onSwap} />;
  const lost = checked.outcome === 'lost';
  return (
    <Notice
      tone="stop"
      title={lost ? "The token is not in this computer's keychain" : 'Cloudflare refuses this token'}
      actions={
        <Button small tone={leads ? 'primary' : 'plain'} onClick={onSwap}>
          Rotate the token
        </Button>
      }
    >
      We saw it on {momentText(checked.at)}.{' '}
      {lost ? 'Somebody deleted it there.' : 'Somebody deleted or changed it there.'} {agentName(slip.who)}{' '}
      can't work with it. Rotate the token to a new value, or stop this agent.
    </Notice>
  );
}

function ElsewhereNotice({ slip, leads, onSwap }: DeadNoticeProps) {
  const { client, show, announce } = useApp();
  /* The slip is gone from the list, and this screen with it, before the answer comes. */
  const takeOff = useAction(async () => {
    const answer = await client.call('slip:take-off', { id: slip.id });
    if (answer.ok) {
      announce('The slip is off the list.');
      show({ name: 'home' });
    }
    return answer;
  });
  return (
    <>
      <Notice
        tone="soon"
        title="The token is not on this computer"
        actions={
          <>
            <Button small tone={leads ? 'primary' : 'plain'} onClick={onSwap}>
              Rotate the token
            </Button>
            <Button small tone="quiet" busy={takeOff.busy} onClick={() => void takeOff.start()}>
              Take it off this list
            </Button>
          </>
        }
      >
        The slip came from another list. Its token may still work on the other computer. Rotating makes a new
        one for this computer, and the other one then stops. Taking it off the list changes nothing at
        Cloudflare.
      </Notice>
      <ActionProblem of={takeOff} />
    </>
  );
}
