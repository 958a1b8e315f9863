import { type PermissionKey, permissionGroup } from '../../shared/catalogue/permission-groups.ts';
import type { PolicySlip } from '../../shared/policy/policy-of.ts';
import type { LeftToken, Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import { newRecord, type Proof, type Route, type Slip, type World } from '../../shared/slip.ts';
import type { Progress } from '../../shared/snapshot.ts';
import { resolveUntil, type Until } from '../../shared/until.ts';
import { type Draft, finishDraft, type SlipRequest } from '../../shared/wizard.ts';
import { type Book, isDraftOf, withoutDraftThat } from './book.ts';
import { isSameOwner, type KeyRing, type SetupKey } from './key-ring.ts';
import type { Notebook } from './notebook.ts';
import { isOwnToken } from './own-token.ts';
import { newMark, type PendingTokens } from './pending-tokens.ts';
import { resolvePermissionIds } from './permission-ids.ts';
import type { Clock, CreatedToken, Keychain, RandomId, TokenOrder } from './ports.ts';
import { proveSlip } from './prove-slip.ts';
import { replaceToken } from './replace-token.ts';
import { findLiveSlip } from './slips.ts';
import { storeAndReadBack } from './store-secret.ts';
import { orderFor, permissionsOf } from './token-order.ts';

type Parts = {
  readonly keyRing: KeyRing;
  readonly pendingTokens: PendingTokens;
  readonly notebook: Notebook;
  readonly keychain: Keychain;
  readonly clock: Clock;
  readonly random: RandomId;
  readonly routeFor: (slip: PolicySlip) => Promise<Route>;
};

/** What was settled before Cloudflare is asked for anything. */
type Plan = {
  readonly key: SetupKey;
  readonly request: SlipRequest;
  readonly id: string;
  readonly number: number;
  readonly mark: string;
  readonly until: Until;
  readonly order: TokenOrder;
  /** The slip that gets this token in place of its own; null for a new slip. */
  readonly changes: Slip | null;
};

type Step = Extract<Progress, { doing: 'issuing' }>['step'];

/** Why a making is called off where all agents are stopped: a slip that is made all the same bears that it shall stop. */
export const stopOfAll = 'stop of all agents';

/**
 * Makes a slip: create the token, prove it, lock it in the keychain, read it back, and only then write the slip down.
 * Whatever fails on the way, the token is deleted again or stays on the list of things to clean up.
 */
export async function issueSlip(
  parts: Parts,
  world: World,
  { request, changes }: { readonly request: SlipRequest; readonly changes?: string | undefined },
  tell: (step: Step) => void,
  signal: AbortSignal,
): Promise<Result<{ readonly id: string }, Problem>> {
  const plan = await planIssue(parts, world, request, changes ?? null);
  if (!plan.ok) return plan;
  if (signal.aborted) return failed({ code: 'stopped' });

  tell('creating');
  const { key, mark, id, order } = plan.value;
  const created = await parts.pendingTokens.create(
    key,
    { mark, keychainItem: plan.value.changes === null ? id : null },
    order,
  );
  if (!created.ok) return failed(notMade(created.problem.because, created.problem.token, mark));

  const kept = await proveAndKeep(parts, plan.value, created.value, tell, signal);
  if (kept.ok) {
    parts.pendingTokens.release(mark);
    return ok({ id });
  }
  tell('tidying-up');
  /* Where Cloudflare's answers make no sense, the id that it gave may be another token's. */
  const known = kept.problem.code === 'malformed-answer' ? { key, tokenId: null } : { key };
  return failed(notMade(kept.problem, await parts.pendingTokens.tidyUp(mark, known), mark));
}

async function proveAndKeep(
  parts: Parts,
  plan: Plan,
  token: CreatedToken,
  tell: (step: Step) => void,
  signal: AbortSignal,
): Promise<Result<null, Problem>> {
  tell('proving');
  const { key, request, order, until } = plan;
  const places = parts.keyRing.knowledge(key.world)?.places ?? null;
  const proven = await proveSlip(
    { cloudflare: parts.keyRing.cloudflare(key.world), clock: parts.clock },
    { token, owner: key.owner, request, order, until, places },
    signal,
  );
  if (!proven.ok) return proven;
  if (signal.aborted) return failed({ code: 'stopped' });

  tell('storing');
  if (plan.changes !== null) return putIntoSlip(parts, plan, token, proven.value, tell);
  const stored = await storeAndReadBack(parts.keychain, plan.id, token.value);
  if (!stored.ok) return stored;
  if (signal.aborted) return failed({ code: 'stopped' });

  tell('writing-down');
  const now = parts.clock.now();
  const made = slipOf(plan, token, proven.value, now);
  const slip = { ...made, route: await parts.routeFor(made) };
  const stopping = () => (signal.reason === stopOfAll ? { since: now.toISOString() } : null);
  return parts.notebook.change((book) => withSlip(book, { ...slip, stopping: stopping() }, plan.mark));
}

/* The old token is deleted last, and stays on the list of things to clean up if that can't be done now. */
async function putIntoSlip(
  parts: Parts,
  plan: Plan,
  token: CreatedToken,
  proof: Proof,
  tell: (step: Step) => void,
): Promise<Result<null, Problem>> {
  const { who, job, access, task, place, until, token: made } = slipOf(plan, token, proof, parts.clock.now());
  const next = { who, job, access, task, place, until, token: made, proof, keptAnyway: null };
  const replaced = await replaceToken(parts, plan.id, { mark: plan.mark, next, value: token.value });
  if (!replaced.ok) return replaced;
  tell('deleting-old');
  await parts.pendingTokens.deleteOld(replaced.value.oldMark, plan.key);
  return ok(null);
}

async function planIssue(
  parts: Parts,
  world: World,
  asked: SlipRequest,
  replacedId: string | null,
): Promise<Result<Plan, Problem>> {
  const replaced = replacedId === null ? ok(null) : findReplaceable(parts, world, replacedId);
  if (!replaced.ok) return replaced;
  const request = readRequest(asked);
  if (!request.ok) return request;
  const until = resolveUntil(request.value.until, parts.clock.now());
  if (!until.ok) return until;
  const key = await parts.keyRing.key(world);
  if (!key.ok) return key;
  if (replaced.value !== null && isSameOwner(key.value.owner, replaced.value.token.owner)) {
    /* The token before is deleted once the new one works. */
    const own = await isOwnToken(parts.keyRing.cloudflare(world), key.value, replaced.value);
    if (!own.ok) return own;
  }
  const permissions: readonly PermissionKey[] = permissionsOf(request.value);
  const refused = key.value.owner.kind === 'account' ? ofOwnLogin(permissions) : [];
  if (refused.length > 0) return failed({ code: 'permission-of-own-login', names: refused });
  const live = parts.keyRing.knowledge(world)?.permissionGroups ?? null;
  const ids = resolvePermissionIds(permissions, live);
  if (!ids.ok) return ids;
  const mark = newMark(parts.random);
  const number = replaced.value?.number ?? parts.notebook.book.nextNumber;
  return ok({
    key: key.value,
    request: request.value,
    id: replaced.value?.id ?? `slip-${parts.random.letters(16)}`,
    changes: replaced.value,
    number,
    mark,
    until: until.value,
    order: orderFor(request.value, until.value, ids.value, { number, mark }),
  });
}

/* What is half done has to be finished first, and what the owner wants stopped gets no new token. */
function findReplaceable({ notebook }: Parts, world: World, id: string): Result<Slip, Problem> {
  const found = findLiveSlip(notebook, id);
  if (!found.ok) return found;
  const { rotating, replacing, stopping } = found.value;
  if (found.value.world !== world) return failed({ code: 'slip-unknown' });
  return rotating === null && replacing === null && stopping === null ? found : failed({ code: 'slip-busy' });
}

/* Some products have no place in a token that the account owns; Cloudflare would refuse the whole order. */
function ofOwnLogin(permissions: readonly PermissionKey[]): readonly string[] {
  return permissions
    .map(permissionGroup)
    .filter(({ accountTokens }) => !accountTokens)
    .map(({ row }) => row);
}

/*
 * The window has checked the same; this is the check that counts. A place that does not fit its job could otherwise
 * become a token for every website, and a secret could be written down.
 */
function readRequest({ who, job, access, task, place, until }: SlipRequest): Result<SlipRequest, Problem> {
  const { account, reach, pagesProject, hostname, path } = place;
  return finishDraft({
    step: 'terms',
    who,
    job: typeof job === 'string' ? { id: job, access } : { ...job, access },
    where: {
      account,
      zones:
        reach.kind === 'all-zones'
          ? { kind: 'all', reason: reach.reason }
          : { kind: 'one', zone: reach.kind === 'one-zone' ? reach.zone : null },
      pagesProject,
      hostname: hostname ?? '',
      path: path ?? '',
      domain: '',
    },
    task,
    until,
    guide: null,
    replaces: null,
    changes: null,
  });
}

function slipOf(plan: Plan, token: CreatedToken, proof: Proof, now: Date): Slip {
  const { key, request, id, number, until, order } = plan;
  const at = now.toISOString();
  return {
    id,
    number,
    world: key.world,
    who: request.who,
    job: request.job,
    access: request.access,
    task: request.task,
    place: request.place,
    until,
    token: { id: token.id, owner: key.owner, name: order.name, ending: token.value.ending },
    route: { kind: 'keychain' },
    createdAt: at,
    proof,
    events: [
      { at, what: 'created' },
      { at: proof.at, what: 'proven' },
      { at, what: 'stored' },
    ],
    keptAnyway: null,
    rotating: null,
    checked: null,
    reminding: null,
    ...newRecord,
    stopping: null,
    replaces: null,
    revoked: null,
  };
}

/* A slip that came from elsewhere meanwhile may have taken the number. */
function withSlip(book: Book, made: Slip, mark: string): Book {
  const isTaken = book.slips.some(({ number }) => number === made.number);
  const slip = isTaken ? { ...made, number: book.nextNumber } : made;
  const isMeant = (draft: Draft) => isDraftOf(slip, draft);
  const replaces = [...book.asideDrafts, book.draft].findLast(
    (one) => one !== null && isMeant(one),
  )?.replaces;
  return {
    ...withoutDraftThat(book, isMeant),
    slips: [...book.slips, { ...slip, replaces: replaces ?? null }],
    pending: book.pending.filter((one) => one.mark !== mark),
    nextNumber: Math.max(book.nextNumber, slip.number + 1),
  };
}

function notMade(because: Problem, token: LeftToken, mark: string): Problem {
  return because.code === 'slip-not-made' ? because : { code: 'slip-not-made', because, token, mark };
}
