import { useEffect, useRef, useState } from 'react';
import type { Problem } from '../../shared/problem.ts';
import type { Result } from '../../shared/result.ts';

/** How something that the owner started is going. */
export type ActionState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** Something the owner can start, once at a time. */
export type Action<A extends readonly unknown[]> = {
  readonly state: ActionState;
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly start: (...given: A) => Promise<void>;
  readonly reset: () => void;
};

/** Runs a command for a screen: a second press while it runs is ignored, and an answer after the screen is gone too. */
export function useAction<A extends readonly unknown[], T>(
  run: (...given: A) => Promise<Result<T>>,
  done: (value: T) => void = () => undefined,
): Action<A> {
  const [state, setState] = useState<ActionState>({ kind: 'idle' });
  const running = useRef(false);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);

  async function start(...given: A): Promise<void> {
    if (running.current) return;
    running.current = true;
    setState({ kind: 'busy' });
    const answer = await run(...given);
    running.current = false;
    if (gone.current) return;
    setState(answer.ok ? { kind: 'idle' } : { kind: 'failed', problem: answer.problem });
    if (answer.ok) done(answer.value);
  }

  return {
    state,
    busy: state.kind === 'busy',
    problem: state.kind === 'failed' ? state.problem : null,
    start,
    reset: () => setState({ kind: 'idle' }),
  };
}
