import type { Answer, Argument } from '../../shared/ipc/contract.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import { waitsToStop } from '../../shared/slip.ts';
import type { Progress } from '../../shared/snapshot.ts';
import type { AgentDesk } from './agent-desk.ts';
import { issueSlip, stopOfAll } from './issue-slip.ts';
import { KeychainLine } from './keychain-line.ts';
import type { PendingTokens } from './pending-tokens.ts';
import type { PickUp } from './pick-up.ts';
import { settleReplacement } from './replace-token.ts';
import { type Revoking, revokeAll, type StopOfMany, stopPending } from './revoke-all.ts';
import { revokeSlip, stopSlip, type ToldOfEnd } from './revoke-slip.ts';
import { type RotationOrder, rotateSlip } from './rotate-slip.ts';
import { type RotationStep, type Settled, settleRotation } from './settle-swap.ts';
import { findLiveSlip, findSlip } from './slips.ts';
import type { Store } from './store.ts';
import { beginHandSwap, keepHandSwap, leaveHandSwap } from './swap-by-hand.ts';
import type { Traffic } from './traffic.ts';

type Parts = Parameters<typeof issueSlip>[0] & {
  readonly pendingTokens: PendingTokens;
  readonly traffic: Pick<Traffic, 'hold'>;
  readonly agents: Pick<AgentDesk, 'stop'>;
  readonly pickUp: Pick<PickUp, 'inHand' | 'drop'>;
  readonly keychainLine: KeychainLine;
  /** Shows the owner what has changed. */
  readonly publish: (change?: Parameters<Store['publish']>[0]) => void;
  readonly tell: Store['tell'];
  readonly takeBack: Store['takeBack'];
};

/** Work at Cloudflare that can be told to stop. */
type Stoppable = { readonly stop: AbortController; readonly done: Promise<unknown> };

/** A stop of many slips. */
type StoppingMany = Stoppable & {
  /** No token is left that it could still delete; the keychain may take its time after that. */
  readonly gone: Promise<unknown>;
};

/** The commands that make, swap and delete tokens at Cloudflare. One makes or swaps at a time; the word to stop is never refused. */
export class TokenDesk {
  readonly #parts: Parts;
  #issuing: (Stoppable & { readonly changes: string | null }) | null = null;
  /* Never stopped half-way: a value that was rolled has to reach the keychain. */
  #rotating: { readonly id: string; readonly done: Promise<unknown> } | null = null;
  /* One by itself, or the one whose turn it is while all are stopped. */
  readonly #revoking = new Map<string, Revoking>();
  /* The stop of many that is under way, and stops of all that begin when it has ended. */
  readonly #stoppingMany = new Set<StoppingMany>();
  /* A token that was made by hand, on its way into a slip of its own. */
  #keeping: Promise<unknown> | null = null;
  /* How often the owner has said to stop all. */
  #stopsOfAll = 0;
  /* Slips that come in, with the stop of those that their owner wanted stopped meanwhile. */
  readonly #comingIn = new Set<Promise<unknown>>();
  /* What is under way, also while a stop of many hides it. */
  #progress: Progress = { doing: 'nothing' };
  /* The slip that the owner is swapping by hand right now. */
  #inHands: string | null = null;

  constructor(parts: Omit<Parts, 'keychainLine'>) {
    this.#parts = { ...parts, keychainLine: new KeychainLine(parts.keychain) };
  }

  async issue(asked: Argument<'slip:issue'>): Promise<Answer<'slip:issue'>> {
    const { world } = this.#parts.notebook.book;
    if (world === null) return failed({ code: 'no-setup-key' });
    if (this.#isBusyWith(asked.changes ?? null)) return failed({ code: 'slip-busy' });
    const stop = new AbortController();
    const done = issueSlip(
      this.#parts,
      world,
      asked,
      (step) => this.#show({ doing: 'issuing', step }),
      stop.signal,
    );
    this.#issuing = { stop, done: done.catch(() => undefined), changes: asked.changes ?? null };
    return this.#unlessToStop(async () => {
      try {
        return await done;
      } finally {
        this.#issuing = null;
        this.#showRest();
      }
    });
  }

  /** Stops making a token; what was made of it is undone. */
  stopIssuing(): void {
    this.#issuing?.stop.abort();
  }

  rotate(order: RotationOrder): Promise<Answer<'slip:rotate'>> {
    return this.#aroundRotation(order.id, async (tell) => {
      const settled = await settleReplacement(this.#parts, order.id);
      return settled.ok ? this.#told(order.id, await rotateSlip(this.#parts, order, tell)) : settled;
    });
  }

  /** Writes down that the owner is about to roll a token at Cloudflare. */
  async beginByHand(order: Argument<'hand-swap:begin'>): Promise<Answer<'hand-swap:begin'>> {
    return this.#aroundRotation(order.id, async () => {
      this.#inHands = order.id;
      const settled = await settleReplacement(this.#parts, order.id);
      const begun = settled.ok ? await beginHandSwap(this.#parts, order) : settled;
      if (!begun.ok) this.#inHands = null;
      return begun;
    });
  }

  keepByHand({ id }: Argument<'hand-swap:keep'>): Promise<Answer<'hand-swap:keep'>> {
    return this.#aroundRotation(id, async (tell) => {
      const settled = await settleReplacement(this.#parts, id);
      const kept = settled.ok ? await keepHandSwap(this.#parts, id, tell) : settled;
      if (kept.ok && this.#inHands === id) this.#inHands = null;
      return this.#told(id, kept);
    });
  }

  async leaveByHand({ id }: Argument<'hand-swap:leave'>): Promise<Answer<'hand-swap:leave'>> {
    if (this.#inHands === id) this.#inHands = null;
    if (this.#rotating?.id === id) await this.#rotating.done;
    return this.#aroundRotation(id, (tell) => leaveHandSwap(this.#parts, id, tell));
  }

  /** The window is gone, and nobody is at a swap any more. A new value that was brought waits for the owner. */
  async windowGone(): Promise<void> {
    const id = this.#inHands;
    this.#inHands = null;
    if (id !== null && this.#parts.pickUp.inHand === null) await this.leaveByHand({ id });
  }

  /** Stops a slip. Where its token is being made or swapped, it is written down at once and done after that. */
  async revoke(asked: Argument<'slip:revoke'>): Promise<Answer<'slip:revoke'>> {
    const { id } = asked;
    const { answer, isGone } = this.#once(id, (told) =>
      stopSlip(this.#parts, asked, {
        noted: () => this.#parts.publish(),
        underWay: this.#changeOf(id),
        ...told,
      }),
    );
    const stopped = await answer;
    if (!stopped.ok && !isGone()) this.#tellOfToken(id, stopped.problem);
    return stopped;
  }

  /** Stops all; where some are being stopped already, it is written down at once and done after that. Nothing new is made. */
  revokeAll(): Promise<Answer<'slip:revoke-all'>> {
    this.#stopsOfAll += 1;
    this.#issuing?.stop.abort(stopOfAll);
    const underWay = Promise.all([...this.#stoppingMany].map(({ gone }) => gone));
    return this.#aroundStopping((how) => revokeAll(this.#stopParts, underWay, how));
  }

  /** Tries again to stop each slip that waits for it; says why the first still waits. */
  async stopWaiting(): Promise<Result<null, Problem>> {
    if (this.#stoppingMany.size > 0) return failed({ code: 'slip-busy' });
    const stopped = await this.#aroundStopping((how) => stopPending(this.#stopParts, how));
    if (!stopped.ok) return stopped;
    const held = stopped.value.find((slip) => slip.outcome === 'waits');
    return held === undefined ? ok(null) : failed(held.because);
  }

  /** Tries once more to stop what the owner wanted stopped, where a key is at hand. */
  async stopPending(): Promise<void> {
    const { notebook, keyRing } = this.#parts;
    const { slips } = notebook.book;
    if (!slips.some((slip) => waitsToStop(slip) && keyRing.connection(slip.world) !== null)) return;
    await this.stopWaiting();
  }

  /** Comes to an end with each change of token that was interrupted, and says which. */
  async settleReplacements(): Promise<void> {
    const { notebook, tell } = this.#parts;
    for (const { id, number } of notebook.book.slips.filter(({ replacing }) => replacing !== null)) {
      const settled = await this.#aroundRotation(id, () => settleReplacement(this.#parts, id));
      if (!settled.ok || settled.value === null) continue;
      const code = settled.value.kind === 'done' ? 'change-finished' : 'change-undone';
      tell({ code, number });
    }
  }

  /** Puts the token that the owner has brought into a slip, while nothing else changes tokens. */
  replaceByHand<T>(id: string, run: () => Promise<Result<T, Problem>>): Promise<Result<T, Problem>> {
    return this.#aroundRotation(id, run);
  }

  /** Puts the token that the owner has brought into a new slip, while nothing is made from the same answers. */
  async keepBrought(keep: () => Promise<Answer<'pick-up:keep'>>): Promise<Answer<'pick-up:keep'>> {
    if (this.#isBusy) return failed({ code: 'slip-busy' });
    return this.#unlessToStop(async () => {
      const doing = keep();
      this.#keeping = doing.catch(() => undefined);
      this.#showRest();
      try {
        return await doing;
      } finally {
        this.#keeping = null;
        this.#showRest();
      }
    });
  }

  /** Goes on with each swap that was interrupted, and says what came of it. */
  async settleRotations(): Promise<void> {
    const { notebook, tell } = this.#parts;
    const begun = notebook.book.slips.filter((slip) => slip.rotating !== null && !slip.rotating.lost);
    for (const { id, number } of begun) {
      if (id === this.#inHands) continue;
      const settled = await this.#aroundRotation(id, (step) => settleRotation(this.#parts, id, step));
      const notice = settled.ok ? settledNotice(settled.value.kind, number) : null;
      if (notice !== null) tell(notice);
    }
  }

  /** Stops what may be stopped. */
  stop(): void {
    this.#issuing?.stop.abort();
    for (const { stop } of this.#stoppingMany) stop.abort();
  }

  /** Waits until nothing is under way any more. */
  async rest(): Promise<void> {
    await Promise.allSettled([
      this.#rotating?.done,
      ...this.#comingIn,
      ...[...this.#stoppingMany].map(({ done }) => done),
      ...[...this.#revoking.values()].map(({ answer }) => answer),
    ]);
  }

  /* Whoever began a swap may be gone when it ends, and nothing else would say that the old value still works. */
  #told(id: string, ended: Answer<'slip:rotate'>): Answer<'slip:rotate'> {
    const slip = findSlip(this.#parts.notebook, id);
    if (!ended.ok || !slip.ok) return ended;
    const taken = { code: 'old-value-taken', number: slip.value.number } as const;
    if (ended.value.old === 'still-taken') this.#parts.tell(taken);
    if (ended.value.old === 'refused') this.#parts.takeBack(taken);
    return ended;
  }

  /* A slip that its owner wanted stopped while it came in is stopped like the others, whether it bears that or not. */
  async #unlessToStop(make: () => Promise<Answer<'slip:issue'>>): Promise<Answer<'slip:issue'>> {
    const { notebook } = this.#parts;
    const stops = this.#stopsOfAll;
    const coming = make().then(async (made) => {
      const slip = made.ok ? findLiveSlip(notebook, made.value.id) : made;
      const isToStop = slip.ok && (waitsToStop(slip.value) || this.#stopsOfAll !== stops);
      if (isToStop) await this.revoke({ id: slip.value.id });
      return made;
    });
    const settled = coming.catch(() => undefined);
    this.#comingIn.add(settled);
    return coming.finally(() => this.#comingIn.delete(settled));
  }

  #showRest(): void {
    this.#show({ doing: this.#keeping === null ? 'nothing' : 'keeping' });
  }

  /* The stop of many may begin while something else is under way, and hides that as long as it goes on. */
  #show(progress: Progress): void {
    this.#progress = progress;
    this.#parts.publish(this.#stoppingMany.size === 0 ? { progress } : {});
  }

  /* One that waits to be stopped says so by itself. */
  #tellOfToken(id: string, because: Problem): void {
    const found = findLiveSlip(this.#parts.notebook, id);
    if (!found.ok || waitsToStop(found.value)) return;
    this.#parts.tell({ code: 'token-not-deleted', number: found.value.number, because });
  }

  /* What is asked once more meanwhile is answered together. */
  #once(id: string, revoke: (told: ToldOfEnd) => Promise<Answer<'slip:revoke'>>): Revoking {
    const running = this.#revoking.get(id);
    if (running !== undefined) return running;
    const show = () => this.#parts.publish({ revoking: [...this.#revoking.keys()] });
    const gone = Promise.withResolvers<void>();
    let isGone = false;
    const answer = revoke({
      unknown: () => gone.resolve(),
      gone: () => {
        isGone = true;
        gone.resolve();
      },
    }).finally(() => {
      this.#revoking.delete(id);
      show();
    });
    const revoking = { answer, gone: gone.promise, isGone: () => isGone };
    this.#revoking.set(id, revoking);
    show();
    return revoking;
  }

  get #stopParts(): Parameters<typeof revokeAll>[0] {
    const revoke = (id: string) =>
      this.#once(id, async (told) => {
        await this.#changeOf(id);
        return revokeSlip(this.#parts, id, told);
      });
    const isChanging = (id: string) => this.#issuing?.changes === id || this.#rotating?.id === id;
    return { ...this.#parts, revoke, isChanging };
  }

  /* What is changing a slip's token right now, which is stopped where it may be. */
  async #changeOf(id: string): Promise<void> {
    const [issuing, rotating] = [this.#issuing, this.#rotating];
    if (issuing?.changes === id) {
      issuing.stop.abort();
      await issuing.done;
    }
    if (rotating?.id === id) await rotating.done;
  }

  /* Another slip that is being stopped by itself is no reason to let this one wait. */
  #isBusyWith(id: string | null): boolean {
    return this.#isBusy || (id !== null && this.#revoking.has(id));
  }

  get #isBusy(): boolean {
    const isMaking = this.#issuing !== null || this.#rotating !== null || this.#keeping !== null;
    return isMaking || this.#stoppingMany.size > 0;
  }

  /** Shows how far a swap is, and lets nothing else change tokens meanwhile. */
  async #aroundRotation<T>(
    id: string,
    run: (tell: (step: RotationStep) => void) => Promise<Result<T, Problem>>,
  ): Promise<Result<T, Problem>> {
    if (this.#isBusyWith(id)) return failed({ code: 'slip-busy' });
    const doing = run((step) => this.#show({ doing: 'rotating', id, step }));
    this.#rotating = { id, done: doing.catch(() => undefined) };
    try {
      return await doing;
    } finally {
      this.#rotating = null;
      this.#showRest();
    }
  }

  /** Shows how far stopping many slips is, and lets nothing else make or change tokens meanwhile. */
  async #aroundStopping(
    run: (how: StopOfMany) => Promise<Answer<'slip:revoke-all'>>,
  ): Promise<Answer<'slip:revoke-all'>> {
    const { publish } = this.#parts;
    const stop = new AbortController();
    const gone = Promise.withResolvers<void>();
    const doing = run({
      tell: (told) => publish({ progress: { doing: 'stopping-all', ...told } }),
      allGone: gone.resolve,
      signal: stop.signal,
    });
    const done = doing.catch(() => undefined);
    const mine = { stop, done, gone: Promise.race([done, gone.promise]) };
    this.#stoppingMany.add(mine);
    try {
      const ended = await doing;
      for (const slip of ended.ok ? ended.value : []) {
        if (slip.outcome === 'waits') this.#tellOfToken(slip.id, slip.because);
      }
      return ended;
    } finally {
      this.#stoppingMany.delete(mine);
      this.#show(this.#progress);
    }
  }
}

function settledNotice(kind: Settled['kind'], number: number): Problem | null {
  switch (kind) {
    case 'finished':
      return { code: 'rotation-finished', number };
    case 'undone':
      return { code: 'rotation-undone', number };
    case 'lost':
      return { code: 'roll-lost', number };
    case 'nothing-begun':
      return null;
  }
}
