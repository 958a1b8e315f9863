import type { Revoked } from '../../shared/ipc/contract.ts';
import type { Problem } from '../../shared/problem.ts';
import { ok, type Result } from '../../shared/result.ts';
import { isInForce, type Slip, stampOf, waitsToStop } from '../../shared/slip.ts';
import type { Progress } from '../../shared/snapshot.ts';
import type { StoppedSlip } from '../../shared/stop-all.ts';
import type { AgentDesk } from './agent-desk.ts';
import type { Notebook } from './notebook.ts';
import type { PendingTokens } from './pending-tokens.ts';
import type { Clock } from './ports.ts';
import type { Store } from './store.ts';

type Parts = {
  readonly notebook: Notebook;
  readonly clock: Clock;
  readonly agents: Pick<AgentDesk, 'stop'>;
  readonly pendingTokens: Pick<PendingTokens, 'tidyUpAll'>;
  /** Revokes one slip, unless it is being revoked already. */
  readonly revoke: (id: string) => Revoking;
  /** Whether a slip's token is being made or swapped, for which its end has to wait. */
  readonly isChanging: (id: string) => boolean;
  /** Shows the owner what has changed. */
  readonly publish: () => void;
  readonly tell: Store['tell'];
  readonly takeBack: Store['takeBack'];
};

/** A slip that is being revoked. */
export type Revoking = {
  readonly answer: Promise<Result<Revoked, Problem>>;
  /** Resolves, if it does, once there is no token left to delete; the keychain may take its time after that. */
  readonly gone: Promise<void>;
  readonly isGone: () => boolean;
};

/** What tells of a stop of many, and calls it off. */
export type StopOfMany = {
  readonly tell: (told: StopAllProgress) => void;
  /** No token is left that this stop could still delete. */
  readonly allGone: () => void;
  readonly signal: AbortSignal;
};

/** How far stopping all is. */
export type StopAllProgress = Omit<Extract<Progress, { doing: 'stopping-all' }>, 'doing'>;

/* How often Cloudflare may ask to wait before a slip is left for later. */
const mostWaits = 3;
/* The length of Cloudflare's rate limit window, in milliseconds: on the worst day nothing that asks for more is waited for. */
const longestWaitMs = 300_000;

/**
 * Stops every slip that is in force, for the worst day, and deletes the old tokens of slips, which an agent may still
 * have. That all slips shall stop is written down first, so that a crash, or a Cloudflare that can't be reached, leaves
 * none of them forgotten; what can't be written down is done all the same, and told. The rest waits until what is
 * `underWay` has ended.
 */
export async function revokeAll(
  parts: Parts,
  underWay: Promise<unknown>,
  how: StopOfMany,
): Promise<Result<readonly StoppedSlip[], Problem>> {
  const { notebook, clock } = parts;
  const now = clock.now();
  const isMeant = (slip: Slip) => waitsToStop(slip) || isInForce(stampOf(slip, now));
  const toStop = (slip: Slip): Slip =>
    isMeant(slip) ? { ...slip, stopping: slip.stopping ?? { since: now.toISOString() } } : slip;
  const noted = await notebook.change((book) => ({
    ...book,
    slips: book.slips.map(toStop),
    adopting: book.adopting === null ? null : toStop(book.adopting),
  }));
  if (noted.ok) parts.publish();
  else await parts.agents.stop(null);
  const meant = new Set(notebook.book.slips.filter(isMeant).map(({ id }) => id));
  await underWay;
  /* What was under way may have let one off, which is not stopped for that. */
  const { ended } = await stopEach(parts, ({ id }) => meant.has(id), how);
  for (const world of new Set(notebook.book.pending.map((one) => one.world))) {
    if (!how.signal.aborted) await parts.pendingTokens.tidyUpAll(world);
  }
  how.allGone();
  const all = await ended;
  if (noted.ok) parts.takeBack({ code: 'stop-all-not-written' });
  else parts.tell({ code: 'stop-all-not-written', because: noted.problem });
  return ok(all);
}

/** Stops every slip that waits to be stopped, one after the other, and says how each ended. */
export async function stopPending(
  parts: Parts,
  how: StopOfMany,
): Promise<Result<readonly StoppedSlip[], Problem>> {
  const { ended } = await stopEach(parts, waitsToStop, how);
  how.allGone();
  return ok(await ended);
}

/* A keychain that is locked keeps no other slip's token alive: what it has of each is read or taken out beside that. */
async function stopEach(
  parts: Parts,
  isMeant: (slip: Slip) => boolean,
  { tell, signal }: StopOfMany,
): Promise<{ readonly ended: Promise<readonly StoppedSlip[]> }> {
  const { notebook, clock, isChanging } = parts;
  const ids = new Set<string>();
  const addMeant = () => {
    const meant = notebook.book.slips.filter(isMeant);
    const inTurn = meant.toSorted((a, b) => Number(isChanging(a.id)) - Number(isChanging(b.id)));
    for (const { id } of inTurn) ids.add(id);
  };
  addMeant();
  const stopping = new Map<string, Promise<StoppedSlip>>();
  const waits = new Map<string, { readonly times: number; readonly until: number }>();
  /* Those that are meant only since it began come last, and after them those for which Cloudflare asked to wait. */
  for (const id of ids) {
    const told = { done: stopping.size, of: ids.size };
    const { times, until } = waits.get(id) ?? { times: 0, until: 0 };
    const left = Math.min(until - clock.now().getTime(), longestWaitMs);
    if (left > 0) {
      tell({ ...told, waiting: Math.ceil(left / 1000) });
      await clock.wait(left, signal);
    }
    tell({ ...told, waiting: null });
    const gone = Promise.withResolvers<null>();
    const one = stopOne(parts, id, () => gone.resolve(null), signal);
    const ended = await Promise.race([one, gone.promise]);
    const limited =
      ended?.outcome === 'waits' && ended.because.code === 'rate-limited' ? ended.because : null;
    addMeant();
    if (limited === null || times >= mostWaits) {
      stopping.set(id, one);
      continue;
    }
    const waitMs = Math.min(limited.retryAfterSeconds * 1000, longestWaitMs);
    waits.set(id, { times: times + 1, until: clock.now().getTime() + waitMs });
    ids.delete(id);
    ids.add(id);
  }
  return { ended: Promise.all(stopping.values()) };
}

async function stopOne(
  { revoke }: Parts,
  id: string,
  gone: () => void,
  signal: AbortSignal,
): Promise<StoppedSlip> {
  if (signal.aborted) return { id, outcome: 'waits', because: { code: 'stopped' } };
  const revoking = revoke(id);
  void revoking.gone.then(gone);
  const revoked = await revoking.answer;
  /* The owner may have stopped it by itself before its turn came; and a full disk gives no agent its token back. */
  return revoked.ok || revoking.isGone() || revoked.problem.code === 'slip-over'
    ? { id, outcome: 'stopped' }
    : { id, outcome: 'waits', because: revoked.problem };
}
