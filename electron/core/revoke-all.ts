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

type Parts = {
  readonly notebook: Notebook;
  readonly clock: Clock;
  readonly agents: Pick<AgentDesk, 'stop'>;
  readonly pendingTokens: Pick<PendingTokens, 'tidyUpAll'>;
  /** Revokes one slip, unless it is being revoked already; answers how that ended. */
  readonly revoke: (id: string) => Promise<Result<Revoked, Problem>>;
  /** Shows the owner what has changed. */
  readonly publish: () => void;
};

/** How far stopping all is. */
export type StopAllProgress = Omit<Extract<Progress, { doing: 'stopping-all' }>, 'doing'>;

/** What has to end first: a stop of some slips, and the making of another, which was told to end. */
type UnderWay = {
  readonly stopping: Promise<unknown>;
  readonly making: Promise<Result<{ readonly id: string }, unknown> | undefined> | undefined;
};

/* How often Cloudflare may ask to wait before a slip is left for later. */
const mostWaits = 3;

/**
 * Stops every slip that is in force, for the worst day, and deletes the old tokens of slips, which an agent may still
 * have. That all slips shall stop is written down first, so that a crash, or a Cloudflare that can't be reached, leaves
 * none of them forgotten. A slip that was being made may be there all the same, and is stopped last.
 */
export async function revokeAll(
  parts: Parts,
  { stopping, making }: UnderWay,
  tell: (told: StopAllProgress) => void,
  signal: AbortSignal,
): Promise<Result<readonly StoppedSlip[], Problem>> {
  const { notebook } = parts;
  const noted = await noteEach(parts, () => true);
  /* A full disk is no reason to let in the agents that work through this app. */
  if (!noted.ok) {
    await parts.agents.stop(null);
    return noted;
  }
  const meant = new Set(notebook.book.slips.filter(waitsToStop).map(({ id }) => id));
  await stopping;
  /* What was under way may have let one off, which is not stopped for that. */
  const ended = await stopEach(parts, ({ id }) => meant.has(id), tell, signal);
  const made = await making;
  const isMade = ({ id }: Slip) => made?.ok === true && made.value.id === id;
  await noteEach(parts, isMade);
  const late = await stopEach(parts, isMade, tell, signal);
  for (const world of new Set(notebook.book.pending.map((one) => one.world))) {
    if (!signal.aborted) await parts.pendingTokens.tidyUpAll(world);
  }
  return ok([...ended, ...late]);
}

/* Writes down that slips in force shall stop, and shows it. */
async function noteEach(
  { notebook, clock, publish }: Parts,
  isMeant: (slip: Slip) => boolean,
): Promise<Result<null, Problem>> {
  const now = clock.now();
  const since = now.toISOString();
  const noted = await notebook.change((book) => ({
    ...book,
    slips: book.slips.map((slip) =>
      slip.stopping === null && isInForce(stampOf(slip, now)) && isMeant(slip)
        ? { ...slip, stopping: { since } }
        : slip,
    ),
  }));
  if (noted.ok) publish();
  return noted;
}

/** Stops every slip that waits to be stopped, one after the other, and says how each ended. */
export function stopPending(
  parts: Parts,
  tell: (told: StopAllProgress) => void,
  signal: AbortSignal,
): Promise<readonly StoppedSlip[]> {
  return stopEach(parts, waitsToStop, tell, signal);
}

async function stopEach(
  parts: Parts,
  isMeant: (slip: Slip) => boolean,
  tell: (told: StopAllProgress) => void,
  signal: AbortSignal,
): Promise<readonly StoppedSlip[]> {
  const ids = new Set<string>();
  const addMeant = () => {
    for (const slip of parts.notebook.book.slips) {
      if (isMeant(slip)) ids.add(slip.id);
    }
  };
  addMeant();
  const ended: StoppedSlip[] = [];
  /* Those that are meant only since it began come last. */
  for (const id of ids) {
    const told = { done: ended.length, of: ids.size };
    ended.push(await stopPatiently(parts, id, (seconds) => tell({ ...told, waiting: seconds }), signal));
    addMeant();
  }
  return ended;
}

async function stopPatiently(
  parts: Parts,
  id: string,
  tell: (waiting: number | null) => void,
  signal: AbortSignal,
): Promise<StoppedSlip> {
  for (let waits = 0; ; waits += 1) {
    if (signal.aborted) return { id, outcome: 'waits', because: { code: 'stopped' } };
    tell(null);
    const revoked = await parts.revoke(id);
    /* The owner may have stopped it by itself before its turn came. */
    if (revoked.ok || revoked.problem.code === 'slip-over') return { id, outcome: 'stopped' };
    const { problem } = revoked;
    if (problem.code !== 'rate-limited' || waits >= mostWaits)
      return { id, outcome: 'waits', because: problem };
    tell(problem.retryAfterSeconds);
    await parts.clock.wait(problem.retryAfterSeconds * 1000, signal);
  }
}
