import type { Problem } from '../../shared/problem.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { Rotated } from '../../shared/rotation.ts';
import type { Slip } from '../../shared/slip.ts';
import { keptAnyway, type Verdict } from '../../shared/verdict.ts';
import type { Notebook } from './notebook.ts';
import type { Clock } from './ports.ts';
import type { Secret } from './secret.ts';
import { changeOneSlip, changeSlip } from './slips.ts';

type Parts = { readonly notebook: Notebook; readonly clock: Clock };

/** Writes down that a swap begins, before anything happens, or takes that out again. One that was stopped has none. */
export function setRotating(
  { notebook }: Parts,
  id: string,
  rotating: Slip['rotating'],
): Promise<Result<null, Problem>> {
  return changeOneSlip(notebook, id, (slip) => (slip.revoked === null ? { ...slip, rotating } : slip));
}

/** Writes down that what the keychain holds is dead, and that nobody has the new value. */
export async function markLost(
  { notebook }: Parts,
  { id }: Slip,
): Promise<Result<{ readonly kind: 'lost' }, Problem>> {
  const written = await changeOneSlip(notebook, id, (slip) =>
    slip.rotating === null ? slip : { ...slip, rotating: { ...slip.rotating, lost: true } },
  );
  return written.ok ? ok({ kind: 'lost' }) : written;
}

/** Writes down that others have seen the token. */
export function noteLeak({ notebook, clock }: Parts, id: string): Promise<Result<null, Problem>> {
  return changeSlip(notebook, id, (slip) => slip, { at: clock.now().toISOString(), what: 'leaked' });
}

/** The one write that ends a swap: `rotating` is taken out, and what is known of the new value put in. */
export function endSwap(
  { notebook, clock }: Parts,
  slip: Slip,
  value: Secret,
  verdict: Verdict | null,
): Promise<Result<null, Problem>> {
  const at = clock.now().toISOString();
  const proven = verdict !== null && verdict.kind !== 'cannot-tell';
  return changeSlip(
    notebook,
    slip.id,
    (one) => ({
      ...one,
      token: { ...one.token, ending: value.ending },
      rotating: null,
      ...(verdict?.kind === 'as-planned' && one.keptAnyway === null ? { proof: verdict.proof } : {}),
      ...(verdict !== null && proofOf(one, verdict) === 'differs'
        ? { keptAnyway: keptAnyway(verdict, '') }
        : {}),
      events: proven ? [...one.events, { at, what: 'proven' }] : one.events,
    }),
    { at, what: 'rotated' },
  );
}

/** A token that was kept although it differs from its plan goes on differing; only something new is worth telling. */
export function proofOf(slip: Slip, { kind }: Verdict): Rotated['proof'] {
  if (kind === 'cannot-tell') return 'not-tested';
  return kind === 'as-planned' || slip.keptAnyway !== null ? 'as-before' : 'differs';
}
