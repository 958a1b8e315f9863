import { useRef, useState } from 'react';
import type { Problem } from '../../shared/problem.ts';
import type { Rotated, RotationReason } from '../../shared/rotation.ts';
import type { Slip } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { useLeaving } from '../app/use-leaving.ts';
import { canMakeTokens } from '../app/view.ts';

/** A swap of a slip's token for a new value, as its page shows it. */
export type Swap = {
  /** Why its dialog is open; null while it is closed, or hidden until the swap has ended. */
  readonly why: RotationReason | null;
  readonly outcome: Rotated | null;
  readonly busy: boolean;
  /** Whether the token is being swapped, which goes on when the dialog is closed. */
  readonly swapping: boolean;
  readonly problem: Problem | null;
  /** Whether there is a key that could swap the token without the owner's hands. */
  readonly hasKey: boolean;
  /** Opens the question. */
  readonly ask: () => void;
  /** Others have seen the token, which the slip's record says by now: swaps it at once, without a question. */
  readonly leaked: () => void;
  /** `again` rolls once more after a new value got lost, of which the owner was told. */
  readonly start: (again: boolean) => void;
  /** Does what failed once more, by the way that the owner had chosen. */
  readonly retry: (again: boolean) => void;
  /** Goes through Cloudflare's own pages instead, for which no setup key is needed. */
  readonly byHand: () => void;
  readonly close: () => void;
};

/** Keeps the dialog of a swap, and what came of it. */
export function useSwap({ id, world, rotating, stopping, revoked }: Slip): Swap {
  const { client, snapshot, show } = useApp();
  const [why, setWhy] = useState<RotationReason | null>(null);
  const [hidden, setHidden] = useState(false);
  const [outcome, setOutcome] = useState<Rotated | null>(null);
  const action = useAction(
    (reason: RotationReason, again: boolean) => client.call('slip:rotate', { id, why: reason, again }),
    setOutcome,
  );

  const leaving = useLeaving(() => undefined);
  const wanted = useRef(false);
  const begin = useAction(
    async (reason: RotationReason) => {
      wanted.current = true;
      /* What is in hand may be the only value that works of a swap that was cut off. */
      if (rotating === null) await client.call('pick-up:drop');
      const begun = await client.call('hand-swap:begin', { id, why: reason });
      if (begun.ok && (leaving.hasLeft() || !wanted.current)) await client.call('hand-swap:leave', { id });
      return begun;
    },
    () => show({ name: 'hand-swap', id, why: why ?? 'asked' }),
  );

  function open(reason: RotationReason): void {
    setOutcome(null);
    if (!action.busy) action.reset();
    begin.reset();
    setHidden(false);
    setWhy(reason);
  }

  function start(again: boolean): void {
    begin.reset();
    setHidden(false);
    void action.start(why ?? 'asked', again);
  }

  /* A swap by hand that has only begun is left by closing its question; one by the key goes on. */
  function close(): void {
    if (action.busy) {
      setHidden(true);
      return;
    }
    wanted.current = false;
    begin.reset();
    setWhy(null);
  }

  /* What came of one that was hidden is told when it ends, unless its owner wants the slip stopped by now. */
  const isOver = stopping !== null || revoked !== null;
  return {
    why: hidden && (action.busy || isOver) ? null : why,
    outcome,
    busy: action.busy || begin.busy,
    swapping: action.busy,
    problem: begin.problem ?? action.problem,
    hasKey: canMakeTokens(world, snapshot),
    ask: () => open('asked'),
    leaked: () => {
      open('leaked');
      void action.start('leaked', false);
    },
    start,
    retry: (again) => (begin.problem === null ? start(again) : void begin.again()),
    byHand: () => void begin.start(why ?? 'asked'),
    close,
  };
}
