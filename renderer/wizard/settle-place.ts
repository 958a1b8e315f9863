import { type Account, readDomain } from '../../shared/place.ts';
import type { Places } from '../../shared/places.ts';
import type { WhereAnswer } from '../../shared/wizard.ts';

/** What an answer has to change now that the live lists are there: found, or taken back; null if it stands. */
export function settlePlace(where: WhereAnswer, places: Places): Partial<WhereAnswer> | null {
  const found = foundByName(where, places);
  const gone = unreachable({ ...where, ...found }, places);
  const change = { ...found, ...gone };
  const { account, domain } = { ...where, ...change };
  /* A website that was typed and is not in the list may be in another account. */
  const only = account === null && domain === '' ? onlyAccount(places) : null;
  if (only !== null) return { ...change, account: only };
  return found === null && gone === null ? null : change;
}

/** The account of a key that reaches no other: nobody has to choose it. */
export function onlyAccount({ accounts: [only, second] }: Places): Account | null {
  return second === undefined ? (only ?? null) : null;
}

/* A website that was typed before there was a list is the same website in the list. */
function foundByName({ zones, domain }: WhereAnswer, places: Places): Partial<WhereAnswer> | null {
  if (zones.kind !== 'one' || zones.zone !== null || domain === '') return null;
  const name = readDomain(domain);
  const found = name.ok ? places.zones.filter((zone) => zone.name === name.value) : [];
  const [zone, ...others] = found;
  if (zone === undefined || others.length > 0) return null;
  return { account: zone.account, zones: { kind: 'one', zone: { id: zone.id, name: zone.name } } };
}

function unreachable(where: WhereAnswer, places: Places): Partial<WhereAnswer> | null {
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
