import { hourMs, instantOf } from '../../shared/instant.ts';
import type { Slip, World } from '../../shared/slip.ts';
import { isSameOwner, type KeyRing } from './key-ring.ts';
import type { Clock, TokenSummary } from './ports.ts';

type Parts = { readonly keyRing: KeyRing; readonly clock: Clock };

/* One list answers for all slips of a key. Also how long a list that could not be read is left alone. */
const freshMs = hourMs;
/* Cloudflare's clock and this computer's need not agree to the minute. */
const marginMs = 5 * 60_000;

type Listed = {
  readonly world: World;
  readonly keyEnding: string;
  readonly at: Date;
  /** Null where the list could not be read. */
  readonly rows: ReadonlyMap<string, TokenSummary> | null;
};

/** Finds out from Cloudflare's list of tokens when a slip was last used, where a setup key is at hand. */
export class TokenUse {
  readonly #parts: Parts;
  #listed: Listed | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** What is now known of a slip's use. To be asked before the app uses the token itself. */
  async of(slip: Slip): Promise<Slip['used']> {
    const listed = await this.#list(slip);
    const row = listed?.rows?.get(slip.token.id);
    if (listed === null || row === undefined) return slip.used;
    const seen = row.lastUsedOn;
    const others = seen !== null && instantOf(seen) > lastOwnUse(slip) + marginMs;
    return {
      at: others ? new Date(seen).toISOString() : (slip.used?.at ?? null),
      seenAt: listed.at.toISOString(),
    };
  }

  async #list({ world, token }: Slip): Promise<Listed | null> {
    const { keyRing, clock } = this.#parts;
    if (keyRing.connection(world) === null) return null;
    const key = await keyRing.key(world);
    if (!key.ok || !isSameOwner(key.value.owner, token.owner)) return null;
    const { secret, owner } = key.value;
    const now = clock.now();
    const last = this.#listed;
    if (last?.world === world && last.keyEnding === secret.ending && isFresh(last.at, now)) return last;
    const answer = await keyRing.cloudflare(world).listTokens(secret, owner);
    const rows = answer.ok ? new Map(answer.value.map((row) => [row.id, row])) : null;
    this.#listed = { world, keyEnding: secret.ending, at: now, rows };
    return this.#listed;
  }
}

/* The checks, proofs and swaps of this app are uses, too, and say nothing of whether anybody needs the token. */
function lastOwnUse({ createdAt, proof, checked, events }: Slip): number {
  const swapped = events.findLast(({ what }) => what === 'rotated' || what === 'changed');
  const times = [createdAt, proof.at, checked?.at, swapped?.at];
  return Math.max(...times.flatMap((at) => (at === undefined ? [] : [instantOf(at)])));
}

function isFresh(at: Date, now: Date): boolean {
  const age = now.getTime() - at.getTime();
  return age >= 0 && age < freshMs;
}
