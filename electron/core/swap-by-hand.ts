import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { Rotated, RotationReason } from '../../shared/rotation.ts';
import { isInForce, leaksOf, type Slip, stampOf } from '../../shared/slip.ts';
import type { PickUp, TokenInHand } from './pick-up.ts';
import type { Secret } from './secret.ts';
import { type RotationStep, type SwapParts, settleRotation, unfinished } from './settle-swap.ts';
import { findLiveSlip } from './slips.ts';
import { storeAndReadBack } from './store-secret.ts';
import { endSwap, noteLeak, proofOf, setRotating } from './swap-notes.ts';
import { proveSwap } from './swap-proof.ts';

type Parts = SwapParts & { readonly pickUp: Pick<PickUp, 'inHand' | 'drop'> };

/* How long Cloudflare may take to refuse a value that was rolled a moment ago, in milliseconds. */
const secondLookMs = 2000;

/**
 * Begins a swap that the owner does in Cloudflare's own pages. It is written down first: from the moment that the owner
 * presses Roll there, the value in the keychain is dead.
 */
export async function beginHandSwap(
  parts: SwapParts,
  { id, why }: { readonly id: string; readonly why: RotationReason },
): Promise<Result<null, Problem>> {
  const found = findLiveSlip(parts.notebook, id);
  if (!found.ok) return found;
  const slip = found.value;
  const now = parts.clock.now();
  if (!isInForce(stampOf(slip, now))) return failed({ code: 'slip-over' });
  if (why === 'leaked' && leaksOf(slip).token === null) {
    const noted = await noteLeak(parts, id);
    if (!noted.ok) return noted;
  }
  if (slip.rotating !== null) return ok(null);
  return setRotating(parts, id, { since: now.toISOString(), why, lost: false });
}

/**
 * Takes the new value that the owner has brought: it has to be of the very token of the slip, and another than before.
 * It is proven first; only then it takes the old one's place in the keychain. Until all is done it stays in hand.
 */
export async function keepHandSwap(
  parts: Parts,
  id: string,
  tell: (step: RotationStep) => void,
): Promise<Result<Rotated, Problem>> {
  const found = findLiveSlip(parts.notebook, id);
  if (!found.ok) return found;
  const slip = found.value;
  const token = parts.pickUp.inHand;
  if (token === null) return failed({ code: 'no-token-in-hand' });
  const kept = await parts.keychain.get(id);
  if (!kept.ok) return kept;
  if (isOldValue(token.secret, slip, kept.value)) return failed({ code: 'swap-old-value' });
  const other = await otherToken(parts, slip, token);
  if (other !== null) return failed(other);
  const old = kept.value?.equals(token.secret) ? null : kept.value;
  return proveAndKeep(parts, slip, token, old, tell);
}

/**
 * Ends what was begun when the owner leaves without bringing anything: whatever the keychain holds is tried at
 * Cloudflare, and the book made to say what is true.
 */
export async function leaveHandSwap(
  parts: Parts,
  id: string,
  tell: (step: RotationStep) => void,
): Promise<Result<null, Problem>> {
  const found = findLiveSlip(parts.notebook, id);
  if (!found.ok || found.value.rotating === null || found.value.rotating.lost) return ok(null);
  await parts.clock.wait(secondLookMs);
  const settled = await settleRotation(parts, id, tell);
  return settled.ok ? ok(null) : settled;
}

async function proveAndKeep(
  parts: Parts,
  slip: Slip,
  token: TokenInHand,
  old: Secret | null,
  tell: (step: RotationStep) => void,
): Promise<Result<Rotated, Problem>> {
  tell('proving');
  const proven = await proveSwap(parts, slip, token.secret, old);
  if (!proven.ok) {
    return failed(proven.problem.code === 'token-refused' ? { code: 'swap-value-refused' } : proven.problem);
  }
  tell('storing');
  /* Another way may have found the swap not begun meanwhile; without the note a crash from here on would not be found. */
  const noted = await noteAgain(parts, slip.id);
  if (!noted.ok) return noted;
  const stored = await storeAndReadBack(parts.keychain, slip.id, token.secret);
  if (!stored.ok) return stored;
  const { verdict } = proven.value;
  const written = await endSwap(parts, slip, token.secret, verdict);
  if (!written.ok) return failed(unfinished(written.problem));
  if (parts.pickUp.inHand === token) parts.pickUp.drop();
  return verdict === null
    ? failed({ code: 'slip-token-gone' })
    : ok({ old: proven.value.old, proof: proofOf(slip, verdict) });
}

function noteAgain(parts: SwapParts, id: string): Promise<Result<null, Problem>> {
  const found = findLiveSlip(parts.notebook, id);
  if (!found.ok) return Promise.resolve(found);
  if (found.value.rotating !== null) return Promise.resolve(ok(null));
  return setRotating(parts, id, { since: parts.clock.now().toISOString(), why: 'asked', lost: false });
}

/* A new value that is in the keychain already, from a try that ended before the book was written, is not the old one. */
function isOldValue(value: Secret, { token }: Slip, kept: Secret | null): boolean {
  return value.ending === token.ending && (kept === null || kept.equals(value));
}

/* A value that Cloudflare does not take is no other token's: it may only be too new, which the proof waits for. */
async function otherToken(parts: Parts, slip: Slip, { kind, secret }: TokenInHand): Promise<Problem | null> {
  const { world, token } = slip;
  if (kind !== 'unknown' && kind !== token.owner.kind) return { code: 'swap-other-token', number: null };
  const verified = await parts.keyRing.cloudflare(world).verify(secret, token.owner);
  if (!verified.ok) return verified.problem.code === 'token-refused' ? null : verified.problem;
  const { id } = verified.value;
  if (id === token.id) return null;
  const hit = parts.notebook.book.slips.find(
    (one) => one.revoked === null && one.world === world && one.token.id === id,
  );
  if (hit === undefined) return { code: 'swap-other-token', number: null };
  await noteHit(parts, hit, secret);
  return { code: 'swap-other-token', number: hit.number };
}

/*
 * The owner brought the token of another slip. Unless it is the very value that the keychain has of that one, it was
 * rolled, and what the keychain has is dead from now on. A keychain that can't tell is asked again later.
 */
async function noteHit(parts: Parts, { id, rotating }: Slip, brought: Secret): Promise<void> {
  const kept = await parts.keychain.get(id);
  if (kept.ok && kept.value?.equals(brought)) return;
  const since = rotating?.since ?? parts.clock.now().toISOString();
  await setRotating(parts, id, { since, why: rotating?.why ?? 'asked', lost: kept.ok });
}
