import { guideTokenName } from '../../shared/guide/guide-plan.ts';
import type { GuidedRequest } from '../../shared/guided-request.ts';
import { zoneOf } from '../../shared/place.ts';
import type { PolicySlip } from '../../shared/policy/policy-of.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import { newRecord, type Route, type Slip, type World } from '../../shared/slip.ts';
import { type Until, wholeSeconds } from '../../shared/until.ts';
import { keptAnyway, type Verdict } from '../../shared/verdict.ts';
import { type Draft, reasonProblem, type SlipRequest } from '../../shared/wizard.ts';
import { isDraftOf, withoutDraftThat } from './book.ts';
import type { KeyRing } from './key-ring.ts';
import { givesAway } from './leak-guard.ts';
import type { Notebook } from './notebook.ts';
import type { PickUp, TokenInHand } from './pick-up.ts';
import type { Clock, Keychain, RandomId } from './ports.ts';
import { type ProvenToken, proveBrought } from './prove-brought.ts';
import { replaceToken } from './replace-token.ts';
import { storeAndReadBack } from './store-secret.ts';

type Parts = {
  readonly keyRing: KeyRing;
  readonly notebook: Notebook;
  readonly keychain: Keychain;
  readonly clock: Clock;
  readonly random: RandomId;
  readonly pickUp: PickUp;
  readonly routeFor: (slip: PolicySlip) => Promise<Route>;
};

/** What the draft of a token that was made by hand says beyond the request. */
type FromDraft = Pick<Draft, 'changes' | 'replaces'>;

type Proven = ProvenToken &
  FromDraft & {
    readonly world: World;
    readonly token: TokenInHand;
  };

/** Takes a token that the owner made by hand from the hand to a slip: proven first, then kept. */
export class Adoption {
  readonly #parts: Parts;
  #proven: Proven | null = null;
  #proving: AbortController | null = null;
  #isKeeping = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Finds out whose the token in hand is and what it can do. Nothing is changed, and nothing kept. */
  async prove(
    world: World,
    guided: GuidedRequest,
    { typedAccount, changes, replaces }: FromDraft & { readonly typedAccount: string | null },
  ): Promise<Result<Verdict, Problem>> {
    const { keyRing, clock, pickUp } = this.#parts;
    this.forget();
    const token = pickUp.inHand;
    if (token === null) return failed({ code: 'no-token-in-hand' });
    if (changes !== null && !this.#isOf(world, changes.id)) return failed({ code: 'slip-unknown' });
    const proving = new AbortController();
    this.#proving = proving;
    const places = keyRing.knowledge(world)?.places ?? null;
    const connected = keyRing.connection(world)?.account;
    const known = [...(places?.accounts ?? []), ...(connected === undefined ? [] : [connected])];
    const proven = await proveBrought(
      { cloudflare: keyRing.cloudflare(world), clock },
      token,
      guided,
      { hints: { typed: typedAccount, known }, places },
      proving.signal,
    );
    /* Another token may have been brought meanwhile, which this proof says nothing of. */
    if (proving.signal.aborted || pickUp.inHand !== token) return failed({ code: 'stopped' });
    if (!proven.ok) return proven;
    this.#proven = { ...proven.value, world, token, changes, replaces };
    return ok(proven.value.verdict);
  }

  /** The slip that the proven token would be put into; null for a new one. */
  get changes(): string | null {
    return this.#proven?.changes?.id ?? null;
  }

  /** Forgets what was proven, and stops a proof that is under way. */
  forget(): void {
    this.#proving?.abort();
    this.#proving = null;
    this.#proven = null;
  }

  /** Locks the proven token away and writes its slip down. Until both are done it stays in hand. */
  async keep(reason: string): Promise<Result<{ readonly id: string }, Problem>> {
    const proven = this.#proven;
    if (proven === null || proven.token !== this.#parts.pickUp.inHand) {
      return failed({ code: 'no-token-in-hand' });
    }
    if (this.#isKeeping) return failed({ code: 'slip-busy' });
    this.#isKeeping = true;
    try {
      return await this.#keep(proven, reason);
    } finally {
      this.#isKeeping = false;
    }
  }

  /** Finishes or drops what an earlier run was keeping when it ended; says so if a token was lost. */
  async settle(): Promise<Result<null, Problem>> {
    return this.#isKeeping ? ok(null) : this.#settle();
  }

  async #settle(): Promise<Result<null, Problem>> {
    const { notebook, keychain } = this.#parts;
    const slip = notebook.book.adopting;
    if (slip === null) return ok(null);
    /* Nothing writes this, but somebody may have edited the file of the book; that slip's token stays its own. */
    if (notebook.book.slips.some(({ id }) => id === slip.id)) {
      return notebook.change((book) => ({ ...book, adopting: null }));
    }
    const stored = await keychain.get(slip.id);
    if (!stored.ok) return stored;
    if (stored.value?.ending === slip.token.ending) return this.#writeDown(slip);
    if (stored.value !== null) {
      const removed = await keychain.remove(slip.id);
      if (!removed.ok) return removed;
    }
    const dropped = await notebook.change((book) => ({ ...book, adopting: null }));
    return dropped.ok ? failed({ code: 'token-not-kept', name: slip.token.name }) : dropped;
  }

  async #keep(proven: Proven, reason: string): Promise<Result<{ readonly id: string }, Problem>> {
    const { notebook, keychain, pickUp } = this.#parts;
    const { token, request, verdict } = proven;
    const why = readReason(reason, token, verdict.kind);
    if (!why.ok) return why;
    if (request === null) return failed(unseenPlace(proven));
    const twin = notebook.book.slips.find(
      (one) => one.revoked === null && one.world === proven.world && one.token.id === proven.verified.id,
    );
    if (twin !== undefined) return failed({ code: 'token-in-use', number: twin.number });
    if (proven.changes !== null) return this.#putIntoSlip(proven, request, why.value, proven.changes);
    const label = { id: this.#idFor(proven), number: notebook.book.nextNumber };
    const made = slipOf(proven, request, why.value, label, this.#parts.clock.now());
    const slip = await this.#begin({ ...made, route: await this.#parts.routeFor(made) });
    if (!slip.ok) return slip;
    const { id } = slip.value;
    const stored = await storeAndReadBack(keychain, id, token.secret);
    if (!stored.ok) {
      /* What can't be taken out again may be in there, so the book goes on naming it. */
      const removed = await keychain.remove(id);
      if (removed.ok) await notebook.change((book) => ({ ...book, adopting: null }));
      return stored;
    }
    const written = await this.#writeDown(slip.value);
    if (!written.ok) return written;
    /* Another token may have been brought meanwhile, which is the owner's only copy. */
    if (pickUp.inHand === token) {
      this.forget();
      pickUp.drop();
    }
    return ok({ id });
  }

  async #putIntoSlip(
    proven: Proven,
    asked: SlipRequest,
    reason: string | null,
    { id, number }: NonNullable<Draft['changes']>,
  ): Promise<Result<{ readonly id: string }, Problem>> {
    const { clock, pickUp } = this.#parts;
    if (!this.#isOf(proven.world, id)) return failed({ code: 'slip-unknown' });
    const slip = slipOf(proven, asked, reason, { id, number }, clock.now());
    const { who, job, access, task, place, until, token, proof, keptAnyway } = slip;
    const next = { who, job, access, task, place, until, token, proof, keptAnyway };
    const { secret } = proven.token;
    const replaced = await replaceToken(this.#parts, id, { mark: null, next, value: secret });
    if (!replaced.ok) return replaced;
    if (pickUp.inHand === proven.token) {
      this.forget();
      pickUp.drop();
    }
    return ok({ id });
  }

  /* A token of one world in a slip of the other would open nothing, and the one that it replaces goes on the list to delete. */
  #isOf(world: World, id: string): boolean {
    return this.#parts.notebook.book.slips.some((slip) => slip.id === id && slip.world === world);
  }

  /* A second try to keep the same token goes on with the same slip; one of another token has to be settled first. */
  async #begin(slip: Slip): Promise<Result<Slip, Problem>> {
    const { notebook } = this.#parts;
    const before = notebook.book.adopting;
    if (before !== null && before.id !== slip.id) {
      const settled = await this.#settle();
      if (!settled.ok && settled.problem.code !== 'token-not-kept') return settled;
    }
    const written = await notebook.change((book) => ({ ...book, adopting: slip }));
    return written.ok ? ok(slip) : written;
  }

  #idFor({ verified, world }: Proven): string {
    const { notebook, random } = this.#parts;
    const before = notebook.book.adopting;
    return before !== null && before.world === world && before.token.id === verified.id
      ? before.id
      : `slip-${random.letters(16)}`;
  }

  /* Another slip may have been written down since, so the number is given now; its owner may have said to stop all. */
  #writeDown(slip: Slip): Promise<Result<null, Problem>> {
    return this.#parts.notebook.change((book) => ({
      ...withoutDraftThat(book, (draft) => isDraftOf(slip, draft)),
      slips: [...book.slips, { ...slip, number: book.nextNumber, stopping: book.adopting?.stopping ?? null }],
      nextNumber: book.nextNumber + 1,
      adopting: null,
    }));
  }
}

/* What is as planned needs no reason, and gets none. */
function readReason(
  typed: string,
  { secret }: TokenInHand,
  kind: Verdict['kind'],
): Result<string | null, Problem> {
  if (givesAway(typed, [secret])) return failed({ code: 'field-holds-secret', field: 'reason' });
  if (kind === 'as-planned') return ok(null);
  const problem = reasonProblem(typed, 'reason');
  return problem === null ? ok(typed.trim()) : failed(problem);
}

/* A slip names its place by its id, and the token did not show it. */
function unseenPlace({ place }: Proven): Problem {
  return place.reach.kind === 'one-zone'
    ? { code: 'zone-not-seen', domain: place.reach.zone.name }
    : { code: 'account-id-missing' };
}

function slipOf(
  { world, token, owner, verified, verdict, changes, replaces }: Proven,
  { who, job, access, task, place, until }: SlipRequest,
  reason: string | null,
  { id, number }: { readonly id: string; readonly number: number },
  now: Date,
): Slip {
  const at = now.toISOString();
  const why = until.kind === 'never' ? until.reason : reason;
  return {
    id,
    number,
    world,
    who,
    job,
    access,
    task,
    place,
    until: untilOf(verified.expiresOn, why ?? 'The token has no end date.'),
    token: {
      id: verified.id,
      owner,
      name: guideTokenName(job, zoneOf(place)?.name ?? place.pagesProject, changes?.version),
      ending: token.ending,
    },
    route: { kind: 'keychain' },
    createdAt: at,
    proof: verdict.proof,
    events: [
      { at, what: 'created' },
      { at: verdict.proof.at, what: 'proven' },
      { at, what: 'stored' },
    ],
    keptAnyway: reason === null ? null : keptAnyway(verdict, reason),
    rotating: null,
    checked: null,
    reminding: null,
    ...newRecord,
    stopping: null,
    replaces,
    revoked: null,
  };
}

/* The form at Cloudflare knows whole days only, so the token's own end is the slip's. */
function untilOf(expiresOn: string | null, reason: string): Until {
  return expiresOn === null
    ? { kind: 'never', reason }
    : { kind: 'at', at: wholeSeconds(new Date(expiresOn)) };
}
