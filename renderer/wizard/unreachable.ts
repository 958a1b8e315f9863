import type { Places } from '../../shared/places.ts';
import type { WhereAnswer } from '../../shared/wizard.ts';

/** What has to be taken back from an answer because the live lists do not hold it; null if all of it is there. */
export function unreachable(where: WhereAnswer, places: Places): Partial<WhereAnswer> | null {
  const { account, zones, pagesProject } = where;
  if (account === null) return null;
  if (!places.accounts.some(({ id }) => id === account.id)) return { account: null };
  const zone = zones.kind === 'one' ? zones.zone : null;
  const zoneGone = zone !== null && !places.zones.some(({ id }) => id === zone.id);
  const projectGone = pagesProject !== null && !places.projects.some(({ name }) => name === pagesProject);
  if (!zoneGone && !projectGone) return null;
  return {
    ...(zoneGone ? { zones: { kind: 'one', zone: null } } : {}),
    ...(projectGone ? { pagesProject: null } : {}),
  };
}
