import type { Result } from '../../shared/result.ts';
import { type Attempt, useAction } from './use-action.ts';

/** Something that the owner sets, and why it could not be kept. */
export type Setting<V> = Attempt & { readonly value: V; readonly set: (value: V) => void };

/**
 * Shows at once what the owner chose, and writes each choice: a second one does not wait for the first, and the newest is
 * what stays. What could not be kept goes back to what is.
 */
export function useSetting<V, T>(
  kept: V,
  write: (value: V) => Promise<Result<T>>,
  done?: (value: T) => void,
): Setting<V> {
  const { busy, given, problem, start, again, reset } = useAction(write, done);
  return {
    problem,
    again,
    reset,
    value: busy && given !== null ? given[0] : kept,
    set: (value) => {
      reset();
      void start(value);
    },
  };
}
