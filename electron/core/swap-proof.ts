import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { Rotated } from '../../shared/rotation.ts';
import type { Slip } from '../../shared/slip.ts';
import type { Verdict } from '../../shared/verdict.ts';
import { endedProblem } from './identify-token.ts';
import type { KeyRing } from './key-ring.ts';
import type { Clock } from './ports.ts';
import { examineToken } from './prove-slip.ts';
import type { Secret } from './secret.ts';

type Parts = { readonly keyRing: KeyRing; readonly clock: Clock };

/** What is known of a swap's two values. */
export type SwapProof = {
  /** Null for a token that is past its end, or was switched off: it is the right one, and works no more. */
  readonly verdict: Verdict | null;
  readonly old: Rotated['old'];
};

/* How long Cloudflare may take to refuse an old value everywhere. Milliseconds between tries. */
const refusalPatience = [500, 1500, 3000] as const;

/** Proves the new value against its slip, and that the old one is worth nothing any more, where that is at hand. */
export async function proveSwap(
  parts: Parts,
  slip: Slip,
  value: Secret,
  old: Secret | null,
): Promise<Result<SwapProof, Problem>> {
  const now = parts.clock.now();
  const { world, token, until } = slip;
  const [examined, oldState] = await Promise.all([
    examineToken(
      { cloudflare: parts.keyRing.cloudflare(world), clock: parts.clock },
      {
        token: { id: token.id, value },
        owner: token.owner,
        request: slip,
        until,
        places: parts.keyRing.knowledge(world)?.places ?? null,
      },
      (verified) => (verified.id === token.id ? endedProblem(verified, now) : { code: 'malformed-answer' }),
    ),
    oldAfterwards(parts, slip, old),
  ]);
  if (examined.ok) return ok({ verdict: examined.value, old: oldState });
  return examined.problem.code === 'token-ended'
    ? ok({ verdict: null, old: oldState })
    : failed(examined.problem);
}

/** Whether Cloudflare takes a value of a slip's token. */
export async function stateOf(
  { keyRing }: Pick<Parts, 'keyRing'>,
  { world, token }: Slip,
  value: Secret | null,
): Promise<'works' | 'dead' | 'unclear'> {
  if (value === null) return 'unclear';
  const verified = await keyRing.cloudflare(world).verify(value, token.owner);
  if (verified.ok) return 'works';
  return verified.problem.code === 'token-refused' ? 'dead' : 'unclear';
}

/* Shows that the old value is worth nothing any more, to whoever has it. */
async function oldAfterwards(parts: Parts, slip: Slip, old: Secret | null): Promise<Rotated['old']> {
  let state = await stateOf(parts, slip, old);
  for (const pause of refusalPatience) {
    if (state !== 'works') break;
    await parts.clock.wait(pause);
    state = await stateOf(parts, slip, old);
  }
  if (state === 'unclear') return 'not-checked';
  return state === 'dead' ? 'refused' : 'still-taken';
}
