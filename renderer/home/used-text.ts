import type { AgentAtWork } from '../../shared/agents-at-work.ts';
import { dayMs, instantOf } from '../../shared/instant.ts';
import type { Slip } from '../../shared/slip.ts';

/** How old what Cloudflare said of a slip's use may be, in milliseconds. It is asked once a day where a key is at hand. */
const knownForMs = 2 * dayMs;

/**
 * When the agent of a slip was last at work, in a few words; null where that is not known. Of an agent that has the token
 * itself only what Cloudflare saw is known, up to a day late.
 */
export function usedText({ used, route }: Slip, work: AgentAtWork | undefined, now: Date): string | null {
  const last = work?.lastRequest ?? null;
  const today = last !== null && daysSince(last, now) === 0 ? (work?.today ?? 0) : 0;
  const requests = today === 1 ? '1 request today' : `${today} requests today`;
  if (work?.inUse) return today === 0 ? 'In use now' : `In use now, ${requests}`;
  if (today > 0) return requests;
  const told = used !== null && now.getTime() - instantOf(used.seenAt) < knownForMs ? used : null;
  const seen = [last, told?.at ?? null].filter((at) => at !== null);
  const isOurs = route.kind === 'local';
  if (seen.length === 0) return told === null ? null : isOurs ? 'Not used yet' : 'No use seen yet';
  const days = Math.min(...seen.map((at) => daysSince(at, now)));
  if (days >= 7) return isOurs ? `Not used for ${days} days` : `No use seen for ${days} days`;
  const when = days === 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`;
  return isOurs ? `Last used ${when}` : `Last seen in use ${when}`;
}

/* Days of this computer's calendar, of which some are an hour shorter or longer. */
function daysSince(at: string, now: Date): number {
  const days = (dayOf(now) - dayOf(new Date(instantOf(at)))) / dayMs;
  return Math.max(0, Math.round(days));
}

function dayOf(moment: Date): number {
  return new Date(moment).setHours(0, 0, 0, 0);
}
