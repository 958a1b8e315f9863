import type { AgentAtWork } from '../../shared/agents-at-work.ts';
import { dayMs, instantOf } from '../../shared/instant.ts';
import type { Slip } from '../../shared/slip.ts';

/** How old what Cloudflare said of a slip's use may be, in milliseconds. It is asked once a day where a key is at hand. */
const knownForMs = 2 * dayMs;

/** When the agent of a slip was last at work, in a few words; null where that is not known. */
export function usedText({ used }: Slip, work: AgentAtWork | undefined, now: Date): string | null {
  const last = work?.lastRequest ?? null;
  const today = last !== null && daysSince(last, now) === 0 ? (work?.today ?? 0) : 0;
  const requests = today === 1 ? '1 request today' : `${today} requests today`;
  if (work?.inUse) return today === 0 ? 'In use now' : `In use now, ${requests}`;
  if (today > 0) return requests;
  const told = used !== null && now.getTime() - instantOf(used.seenAt) < knownForMs ? used : null;
  const seen = [last, told?.at ?? null].filter((at) => at !== null);
  if (seen.length === 0) return told === null ? null : 'Not used yet';
  const days = Math.min(...seen.map((at) => daysSince(at, now)));
  if (days === 0) return 'Last used today';
  if (days === 1) return 'Last used yesterday';
  return days < 7 ? `Last used ${days} days ago` : `Not used for ${days} days`;
}

/* Days of this computer's calendar, of which some are an hour shorter or longer. */
function daysSince(at: string, now: Date): number {
  const days = (dayOf(now) - dayOf(new Date(instantOf(at)))) / dayMs;
  return Math.max(0, Math.round(days));
}

function dayOf(moment: Date): number {
  return new Date(moment).setHours(0, 0, 0, 0);
}
