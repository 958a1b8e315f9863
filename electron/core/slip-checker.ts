import { dayMs, hourMs } from '../../shared/instant.ts';
import type { CloudflareProblem } from '../../shared/problem.ts';
import type { Slip } from '../../shared/slip.ts';
import { isElsewhere } from '../../shared/slip-import.ts';
import type { KeyRing } from './key-ring.ts';
import type { Notebook } from './notebook.ts';
import type { Clock, Keychain } from './ports.ts';
import type { Secret } from './secret.ts';
import { changeOneSlip, withEvent } from './slips.ts';
import { TokenUse } from './token-use.ts';
import { verifySurely } from './verify-surely.ts';

type Parts = {
  readonly notebook: Notebook;
  readonly keyRing: KeyRing;
  /** A check is quiet: what it finds of the keychain's own state is not told. */
  readonly keychain: Keychain;
  readonly clock: Clock;
};

/** Between two checks, and before the first one after a start, so that neither start nor network is crowded. */
const betweenMs = 30_000;

/** What a check found; or how long to leave the slip alone, or all of them, since it could find nothing out. */
type Found =
  | NonNullable<Slip['checked']>['outcome']
  | { readonly leaveAloneMs: number; readonly concerns: 'this-one' | 'all' };

/* Would meet the next slip, too. */
const concernsAll: ReadonlySet<CloudflareProblem['code']> = new Set([
  'offline',
  'timed-out',
  'rate-limited',
  'cloudflare-down',
  'clock-wrong',
  'stopped',
]);

/** Asks Cloudflare once a day, with each slip's own token, whether it still takes it. Only reads. */
export class SlipChecker {
  readonly #parts: Parts;
  readonly #use: TokenUse;
  #notBefore: number | null = null;
  /* Until when a slip of which nothing could be found out lets the others go first, by its id. */
  readonly #putOff = new Map<string, number>();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#use = new TokenUse(parts);
  }

  /** Checks one slip if one is due. Answers when to come back, in milliseconds since 1970, and whether it wrote a result. */
  async checkNext(signal: AbortSignal): Promise<{ readonly comeBack: number; readonly wrote: boolean }> {
    const { notebook, clock } = this.#parts;
    const now = clock.now().getTime();
    this.#notBefore ??= now + betweenMs;
    /* A moment that is far off was set under another clock. */
    if (now < this.#notBefore && this.#notBefore <= now + dayMs)
      return { comeBack: this.#notBefore, wrote: false };
    const [next] = notebook.book.slips
      .filter((slip) => isToCheck(slip, now))
      .map((slip) => ({ slip, due: Math.max(dueAt(slip, now), this.#putOffUntil(slip, now)) }))
      .sort((a, b) => a.due - b.due);
    if (next === undefined) return { comeBack: Number.POSITIVE_INFINITY, wrote: false };
    if (next.due > now) return { comeBack: next.due, wrote: false };
    const { found, used } = await this.#check(next.slip, signal);
    const wrote = typeof found === 'string' && (await this.#writeDown(next.slip, found, used));
    const nothing = typeof found === 'string' ? null : found;
    const ended = clock.now().getTime();
    if (nothing === null) this.#putOff.delete(next.slip.id);
    else this.#putOff.set(next.slip.id, ended + nothing.leaveAloneMs);
    const goesOn = nothing === null ? wrote : nothing.concerns === 'this-one';
    this.#notBefore = ended + (goesOn ? betweenMs : (nothing?.leaveAloneMs ?? hourMs));
    return { comeBack: this.#notBefore, wrote };
  }

  #putOffUntil({ id }: Slip, now: number): number {
    const until = this.#putOff.get(id) ?? 0;
    return until <= now + dayMs ? until : 0;
  }

  async #check(
    slip: Slip,
    signal: AbortSignal,
  ): Promise<{ readonly found: Found; readonly used: Slip['used'] }> {
    const { used } = slip;
    const secret = await this.#parts.keychain.get(slip.id);
    /* A keychain that is locked may ask its owner each time; once a day is enough. */
    if (!secret.ok) {
      const concerns = secret.problem.code === 'keychain-failed' ? 'this-one' : 'all';
      return { found: { leaveAloneMs: dayMs, concerns }, used };
    }
    if (secret.value === null) return { found: isElsewhere(slip) ? 'elsewhere' : 'lost', used };
    return { used: await this.#use.of(slip), found: await this.#ask(slip, secret.value, signal) };
  }

  async #ask({ world, token }: Slip, secret: Secret, signal: AbortSignal): Promise<Found> {
    const { keyRing, clock } = this.#parts;
    const parts = { cloudflare: keyRing.cloudflare(world), clock };
    const verified = await verifySurely(parts, secret, token.owner, signal);
    if (verified.ok) return verified.value.status === 'active' ? 'works' : 'refused';
    const { code } = verified.problem;
    if (code === 'token-refused') return 'refused';
    return { leaveAloneMs: hourMs, concerns: concernsAll.has(code) ? 'all' : 'this-one' };
  }

  /* A slip that changed hands meanwhile keeps what is known of its new token, and one that was stopped has none. */
  async #writeDown(
    { id, token }: Slip,
    outcome: Extract<Found, string>,
    used: Slip['used'],
  ): Promise<boolean> {
    const checked = { at: this.#parts.clock.now().toISOString(), outcome, ending: token.ending };
    const written = await changeOneSlip(this.#parts.notebook, id, (slip) =>
      slip.revoked === null && slip.token.ending === token.ending && slip.rotating === null
        ? { ...withFinding(slip, checked), used }
        : slip,
    );
    return written.ok;
  }
}

/* What was found before need not stand in the timeline again. */
function withFinding(slip: Slip, checked: NonNullable<Slip['checked']>): Slip {
  const { at, outcome } = checked;
  const isNews = slip.checked?.outcome !== outcome || slip.checked.ending !== checked.ending;
  const next = { ...slip, checked };
  if (outcome === 'works' || outcome === 'elsewhere' || !isNews) return next;
  return withEvent(next, { at, what: `found-${outcome}` });
}

/* While a token is being swapped, the swap finds out what works. */
function isToCheck({ revoked, rotating, replacing, until }: Slip, now: number): boolean {
  return (
    revoked === null &&
    rotating === null &&
    replacing === null &&
    (until.kind === 'never' || Date.parse(until.at) > now)
  );
}

function dueAt({ createdAt, checked }: Slip, now: number): number {
  const last = Date.parse(checked?.at ?? createdAt);
  return last > now ? now : last + dayMs;
}
