import { type PermissionKey, permissionGroup } from '../../shared/catalogue/permission-groups.ts';
import type { Account } from '../../shared/place.ts';
import type { ListedProject, ListedZone, Places } from '../../shared/places.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import { wholeSeconds } from '../../shared/until.ts';
import type { KeyInHand, KeyRing } from './key-ring.ts';
import type { Notebook } from './notebook.ts';
import { newMark, type PendingTokens } from './pending-tokens.ts';
import type { Clock, Cloudflare, RandomId, TokenPolicy } from './ports.ts';
import type { Secret } from './secret.ts';

type Parts = {
  readonly keyRing: KeyRing;
  readonly pendingTokens: PendingTokens;
  readonly clock: Clock;
  readonly random: RandomId;
};

const minutesToLive = 10;
/* How many accounts are asked for their projects at the same time. */
const accountsAtOnce = 6;

/** Which accounts, websites and projects the setup key reaches: as known since it was connected, or read anew. */
export async function listPlaces(
  parts: Parts & { readonly notebook: Notebook },
  fresh: boolean,
): Promise<Result<Places, Problem>> {
  const { notebook, keyRing } = parts;
  const { world } = notebook.book;
  if (world === null) return failed({ code: 'no-setup-key' });
  const known = keyRing.knowledge(world);
  if (known !== null && !fresh) return ok(known.places);
  const key = await keyRing.key(world);
  if (!key.ok) return key;
  const [places, groups] = await Promise.all([
    readPlaces(parts, key.value),
    keyRing.cloudflare(world).listPermissionGroups(key.value.secret, key.value.owner),
  ]);
  if (places.ok) {
    keyRing.learn(key.value, { places: places.value, permissionGroups: groups.ok ? groups.value : null });
  }
  return places;
}

/**
 * Reads which accounts, websites and Pages projects a setup key reaches. A setup key can do nothing but manage tokens,
 * so it makes a token that may only read and lives for ten minutes, reads with it, and deletes it at once.
 */
export async function readPlaces(
  parts: Parts,
  key: KeyInHand,
  signal?: AbortSignal,
): Promise<Result<Places, Problem>> {
  const mark = newMark(parts.random);
  const end = new Date(parts.clock.now().getTime() + minutesToLive * 60_000);
  const created = await parts.pendingTokens.create(
    key,
    { mark, keychainItem: null },
    {
      name: `Permission Slip, reading your lists [${mark}]`,
      policies: readingPolicies(key),
      expiresOn: wholeSeconds(end),
    },
  );
  if (!created.ok) return failed(created.problem.because);
  try {
    return await readWith(parts.keyRing.cloudflare(key.world), created.value.value, key, signal);
  } finally {
    await parts.pendingTokens.tidyUp(mark, { key });
  }
}

/** What the reading token may do: see zones and Pages projects, and for a user's key also which accounts there are. */
function readingPolicies({ owner }: Pick<KeyInHand, 'owner'>): readonly TokenPolicy[] {
  const ids = (keys: readonly PermissionKey[]) => keys.map((one) => permissionGroup(one).id);
  return owner.kind === 'account'
    ? [
        { permissions: ids(['zone.read']), on: { kind: 'all-zones-of-account', account: owner.accountId } },
        { permissions: ids(['pages.read']), on: { kind: 'account', account: owner.accountId } },
      ]
    : [
        { permissions: ids(['zone.read']), on: { kind: 'all-zones' } },
        { permissions: ids(['accountSettings.read', 'pages.read']), on: { kind: 'all-accounts' } },
      ];
}

async function readWith(
  cloudflare: Cloudflare,
  token: Secret,
  { owner }: Pick<KeyInHand, 'owner'>,
  signal?: AbortSignal,
): Promise<Result<Places, Problem>> {
  const [zones, listed] = await Promise.all([
    cloudflare.listZones(token, signal),
    owner.kind === 'account' ? ok<readonly Account[]>([]) : cloudflare.listAccounts(token, signal),
  ]);
  if (!zones.ok) return zones;
  if (!listed.ok) return listed;
  const accounts = accountsOf(zones.value, listed.value, owner.kind === 'account' ? owner.accountId : null);
  const found: (readonly ListedProject[])[] = [];
  for (let at = 0; at < accounts.length; at += accountsAtOnce) {
    const asked = accounts.slice(at, at + accountsAtOnce);
    const answers = asked.map(({ id }) => cloudflare.listPagesProjects(token, id, signal));
    for (const answer of await Promise.all(answers)) {
      /* An account without the Pages product refuses; that leaves the rest of the list true. */
      const hasNoPages = !answer.ok && ['missing-permission', 'not-found'].includes(answer.problem.code);
      if (answer.ok) found.push(answer.value);
      else if (!hasNoPages) return answer;
    }
  }
  return ok({ accounts, zones: zones.value, projects: found.flat() });
}

/* An account token may not list accounts, but every zone names its own. */
function accountsOf(
  zones: readonly ListedZone[],
  listed: readonly Account[],
  own: string | null,
): readonly Account[] {
  const byId = new Map<string, Account>();
  if (own !== null) byId.set(own, { id: own, name: own });
  for (const account of [...listed, ...zones.map((zone) => zone.account)]) {
    if (own === null || account.id === own) byId.set(account.id, account);
  }
  return [...byId.values()].sort((a, b) => a.name.localeCompare(b.name));
}
