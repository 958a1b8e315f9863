import { agentName } from '../../shared/agents.ts';
import { deadSince, type Slip } from '../../shared/slip.ts';
import { momentText } from '../app/dates.ts';
import { Notice } from '../ui/Notice.tsx';

/** That the daily check found a token which works no more, and what helps. */
export function DeadNotice({ slip }: { readonly slip: Slip }) {
  const { checked } = slip;
  if (checked === null || deadSince(slip) === null) return null;
  const lost = checked.outcome === 'lost';
  return (
    <Notice
      tone="stop"
      title={lost ? "The token is not in this computer's keychain" : 'Cloudflare refuses this token'}
    >
      We saw it on {momentText(checked.at)}.{' '}
      {lost ? 'Somebody deleted it there.' : 'Somebody deleted or changed it there.'} {agentName(slip.who)}{' '}
      can't work with it. Swap the token for a new one below, or stop this slip.
    </Notice>
  );
}
