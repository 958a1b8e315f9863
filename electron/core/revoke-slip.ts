import type { Argument, Revoked } from '../../shared/ipc/contract.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import { isInForce, type Slip, stampOf } from '../../shared/slip.ts';
import type { AgentDesk } from './agent-desk.ts';
import { isSameOwner, type KeyInHand, type KeyRing } from './key-ring.ts';
import type { KeychainLine } from './keychain-line.ts';
import type { Notebook } from './notebook.ts';
import { isOwnToken } from './own-token.ts';
import type { Clock, Keychain, RandomId, VerifiedToken } from './ports.ts';
import { settleReplacement } from './replace-token.ts';
import { changeOneSlip, changeSlip, findLiveSlip } from './slips.ts';
import { verifySurely } from './verify-surely.ts';

type Parts = {
  readonly keyRing: KeyRing;
  readonly notebook: Notebook;
  readonly keychain: Keychain;
  readonly keychainLine: KeychainLine;
  readonly clock: Clock;
  readonly random: RandomId;
  readonly agents: Pick<AgentDesk, 'stop'>;
};

/** What is told of a slip's end before all of it is done. */
export type ToldOfEnd = {
  /** Cloudflare knows no such token: there is nothing to delete, and only its value can still tell whether that is so. */
  readonly unknown: () => void;
  /** The token opens nothing any more. */
  readonly gone: () => void;
};

type Told = ToldOfEnd & {
  /** Told once the word is written down, or can't be. */
  readonly noted: () => void;
  /** A change of the token, which has to end first. */
  readonly underWay: Promise<unknown>;
};

/**
 * Stops a slip at its owner's word: by deleting its token, or `byHand`, where the owner says to have done that. The word
 * is written down before anything else, and stays until the token is gone: whatever keeps it from that, it is tried
 * again.
 */
export async function stopSlip(
  parts: Parts,
  { id, byHand }: Argument<'slip:revoke'>,
  { noted, underWay, ...told }: Told,
): Promise<Result<Revoked, Problem>> {
  const now = parts.clock.now();
  const written = await changeOneSlip(parts.notebook, id, (slip) =>
    slip.stopping === null && isInForce(stampOf(slip, now))
      ? { ...slip, stopping: { since: now.toISOString() } }
      : slip,
  );
  /* A full disk is no reason to let an agent go on: what can't be written down holds at least while the app runs. */
  if (!written.ok) await parts.agents.stop(id);
  noted();
  await underWay;
  return byHand === true ? noteRevoked(parts, id) : revokeSlip(parts, id, told);
}

/**
 * Revokes a slip: deletes the token at Cloudflare first, since that is what stops an agent, then in the keychain. A
 * keychain that can't be reached does not hold it up: what it still has opens nothing any more, which `gone` tells.
 */
export async function revokeSlip(
  parts: Parts,
  id: string,
  { unknown, gone }: ToldOfEnd,
): Promise<Result<Revoked, Problem>> {
  /* A keychain that can't be asked which of two tokens a slip has does not hold it up: then both are deleted. */
  await settleReplacement(parts, id);
  const found = findLiveSlip(parts.notebook, id);
  if (!found.ok) return found;
  const { world, token, replacing } = found.value;
  const key = await parts.keyRing.key(world);
  if (!key.ok) return key;
  if (!isSameOwner(key.value.owner, token.owner)) return failed({ code: 'setup-key-elsewhere' });
  if (replacing !== null) {
    const { owner, id: nextId } = replacing.next.token;
    const next = await parts.keyRing.cloudflare(world).deleteToken(key.value.secret, owner, nextId);
    if (!next.ok) return next;
  }
  const deleted = await deleteToken(parts, found.value, key.value, unknown);
  if (!deleted.ok) return deleted;
  gone();
  return letGo(parts, found.value, deleted.value);
}

async function deleteToken(
  parts: Parts,
  slip: Slip,
  key: KeyInHand,
  unknown: () => void,
): Promise<Result<'deleted' | 'already-gone', Problem>> {
  const { owner, id } = slip.token;
  const own = await isOwnToken(parts.keyRing.cloudflare(slip.world), key, slip);
  if (!own.ok) {
    /* Another's token must never be tried again by itself, and the agent comes in again only at its owner's word. */
    if (own.problem.code === 'token-not-of-slip') {
      const keptOut = await parts.agents.stop(slip.id);
      const isKept = keptOut.ok || keptOut.problem.code !== 'stop-not-kept';
      if (isKept) await changeOneSlip(parts.notebook, slip.id, (one) => ({ ...one, stopping: null }));
    }
    return own;
  }
  const deleted = await parts.keyRing.cloudflare(slip.world).deleteToken(key.secret, owner, id);
  if (!deleted.ok || deleted.value === 'deleted') return deleted;
  unknown();
  const works = await stillWorks(parts, slip);
  if (!works.ok) return works;
  return works.value ? failed({ code: 'setup-key-elsewhere' }) : deleted;
}

/**
 * Notes that the owner deleted a slip's token by hand, for which no setup key is needed. Cloudflare is asked with the
 * token itself; only one that it takes no more leaves the keychain.
 */
async function noteRevoked(parts: Parts, id: string): Promise<Result<Revoked, Problem>> {
  const settled = await settleReplacement(parts, id);
  if (!settled.ok) return settled;
  const found = findLiveSlip(parts.notebook, id);
  if (!found.ok) return found;
  const { world, token } = found.value;
  const secret = await parts.keychain.get(id);
  if (!secret.ok) return secret;
  if (secret.value === null) return letGoByHand(parts, id, 'not-checked');
  const cloudflare = parts.keyRing.cloudflare(world);
  const verified = await verifySurely({ ...parts, cloudflare }, secret.value, token.owner);
  if (verified.ok) {
    return isOver(verified.value)
      ? letGoByHand(parts, id, 'already-gone')
      : failed({ code: 'token-still-works' });
  }
  if (verified.problem.code !== 'token-refused') return verified;
  /* While a swap is unfinished the keychain may hold a value that was rolled away, and says nothing of the token. */
  return letGoByHand(parts, id, found.value.rotating === null ? 'already-gone' : 'not-checked');
}

async function letGo(
  parts: Parts,
  { id, replacing }: Slip,
  cloudflare: Revoked['cloudflare'],
): Promise<Result<Revoked, Problem>> {
  const { notebook, keychainLine } = parts;
  const oldItem = replacing?.oldItem ?? null;
  /* Somebody may have edited the file of the book; another slip's item is not touched for that. */
  if (oldItem !== null && !notebook.book.slips.some((slip) => slip.id === oldItem)) {
    await keychainLine.remove(oldItem);
  }
  const removed = await keychainLine.remove(id);
  return writeDown(parts, id, cloudflare, removed.ok ? removed.value : 'still-there');
}

/* Without a key no later start can go on with it, so it is written down first: a crash leaves a dead token, and says so. */
async function letGoByHand(
  parts: Parts,
  id: string,
  cloudflare: Revoked['cloudflare'],
): Promise<Result<Revoked, Problem>> {
  const written = await writeDown(parts, id, cloudflare, 'still-there');
  const removed = written.ok ? await parts.keychainLine.remove(id) : null;
  if (!written.ok || removed?.ok !== true) return written;
  const revoked: Revoked = { ...written.value, keychain: removed.value };
  const corrected = await changeOneSlip(parts.notebook, id, (slip) => ({ ...slip, revoked }));
  return corrected.ok ? ok(revoked) : corrected;
}

async function writeDown(
  parts: Parts,
  id: string,
  cloudflare: Revoked['cloudflare'],
  keychain: Revoked['keychain'],
): Promise<Result<Revoked, Problem>> {
  const revoked: Revoked = { at: parts.clock.now().toISOString(), cloudflare, keychain };
  const written = await changeSlip(
    parts.notebook,
    id,
    (slip) => ({ ...slip, revoked, rotating: null, replacing: null, stopping: null }),
    { at: revoked.at, what: 'revoked' },
  );
  return written.ok ? ok(revoked) : written;
}

/*
 * Cloudflare says of a token of another person, or of another member of the account, that it does not exist. Only the
 * token itself can tell.
 */
async function stillWorks(
  { keychainLine, keyRing, clock }: Parts,
  { id, world, token, rotating }: Slip,
): Promise<Result<boolean, Problem>> {
  /* A value that may have been rolled away can't tell, so a person's key is not believed. */
  if (rotating !== null && token.owner.kind === 'user') return ok(true);
  const secret = await keychainLine.get(id);
  if (!secret.ok) return secret;
  if (secret.value === null) return ok(false);
  const cloudflare = keyRing.cloudflare(world);
  const verified = await verifySurely({ cloudflare, clock }, secret.value, token.owner);
  if (verified.ok) return ok(!isOver(verified.value));
  return verified.problem.code === 'token-refused' ? ok(false) : verified;
}

/* One that is only switched off can be switched on again, and by its date alone a computer's wrong clock could end one. */
function isOver({ status }: VerifiedToken): boolean {
  return status === 'expired';
}
