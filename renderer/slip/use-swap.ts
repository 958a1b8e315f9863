import { useState } from 'react';
import type { Problem } from '../../shared/problem.ts';
import type { Rotated, RotationReason } from '../../shared/rotation.ts';
import type { Slip } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';

/** A swap of a slip's token for a new value, as its page shows it. */
export type Swap = {
  /** Why its dialog is open; null while it is closed. */
  readonly why: RotationReason | null;
  readonly outcome: Rotated | null;
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** Opens the question. */
  readonly ask: () => void;
  /** Others have seen the token: swaps it at once, without a question. */
  readonly leaked: () => void;
  /** `again` rolls once more after a new value got lost, of which the owner was told. */
  readonly start: (again: boolean) => void;
  readonly close: () => void;
};

/** Keeps the dialog of a swap, and what came of it. */
export function useSwap({ id }: Slip): Swap {
  const { client } = useApp();
  const [why, setWhy] = useState<RotationReason | null>(null);
  const [outcome, setOutcome] = useState<Rotated | null>(null);
  const action = useAction(
    (reason: RotationReason, again: boolean) => client.call('slip:rotate', { id, why: reason, again }),
    setOutcome,
  );

  function open(reason: RotationReason): void {
    setOutcome(null);
    if (!action.busy) action.reset();
    setWhy(reason);
  }

  return {
    why,
    outcome,
    busy: action.busy,
    problem: action.problem,
    ask: () => open('asked'),
    leaked: () => {
      open('leaked');
      void action.start('leaked', false);
    },
    start: (again) => void action.start(why ?? 'asked', again),
    close: () => setWhy(null),
  };
}
