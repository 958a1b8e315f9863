import { useEffect, useRef, useState } from 'react';
import type { Problem } from '../../shared/problem.ts';
import type { Result } from '../../shared/result.ts';

/** How something that the owner started is going, and with what it was started. */
type ActionState<A> =
  | { readonly kind: 'idle' }
  | { readonly kind: 'busy'; readonly given: A }
  | { readonly kind: 'failed'; readonly given: A; readonly problem: Problem };

/** Something that may have failed, with the ways on from there. */
export type Attempt = {
  readonly problem: Problem | null;
  /** Does what failed once more, with what it was given. */
  readonly again: () => Promise<void>;
  /** Puts the problem away. The answer of a call that still runs is nobody's from then on. */
  readonly reset: () => void;
};

/** Something the owner can start, once at a time. */
export type Action<A extends readonly unknown[]> = Attempt & {
  readonly busy: boolean;
  /** What it runs with, or failed with; null when neither. */
  readonly given: A | null;
  readonly start: (...given: A) => Promise<void>;
};

/**
 * Runs a command for a screen. A press while it runs is ignored; so is the answer of a call that was put away with
 * `reset`, or whose screen is gone. What it is given stays in the window until it succeeds, so it must be no secret.
 */
export function useAction<A extends readonly unknown[], T>(
  run: (...given: A) => Promise<Result<T>>,
  done: (value: T, given: NoInfer<A>) => void = () => undefined,
): Action<A> {
  const [state, setState] = useState<ActionState<A>>({ kind: 'idle' });
  /* Each call brings a list of its own, so the list says which call it is. */
  const running = useRef<A | null>(null);
  useEffect(
    () => () => {
      running.current = null;
    },
    [],
  );

  async function start(...given: A): Promise<void> {
    if (running.current !== null) return;
    running.current = given;
    setState({ kind: 'busy', given });
    const answer = await run(...given);
    if (running.current !== given) return;
    running.current = null;
    setState(answer.ok ? { kind: 'idle' } : { kind: 'failed', given, problem: answer.problem });
    if (answer.ok) done(answer.value, given);
  }

  return {
    busy: state.kind === 'busy',
    problem: state.kind === 'failed' ? state.problem : null,
    given: state.kind === 'idle' ? null : state.given,
    start,
    again: async () => {
      if (state.kind === 'failed') await start(...state.given);
    },
    reset: () => {
      running.current = null;
      setState({ kind: 'idle' });
    },
  };
}
