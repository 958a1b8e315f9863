import type { z } from 'zod';
import type { Result } from '../result.ts';

/** One command from a window to the main process: the schema of its argument and, by type, what it answers. */
export type Command<A, R> = { readonly argument: z.ZodType<A>; readonly result?: R };

/** What one page of the app can ask for. Each page has a contract of its own. */
export type Contract = { readonly [name: string]: Command<unknown, unknown> };

export type ArgumentOf<C extends Contract, N extends keyof C> =
  C[N] extends Command<infer A, unknown> ? A : never;
export type AnswerOf<C extends Contract, N extends keyof C> = NonNullable<C[N]['result']>;

/** One function a command of a contract. */
export type HandlersOf<C extends Contract> = {
  readonly [N in keyof C]: (argument: ArgumentOf<C, N>) => Promise<AnswerOf<C, N>>;
};

/** Begins a command with its argument's schema; `answers` names the type of what it answers. */
export function command<A>(argument: z.ZodType<A>) {
  return { answers: <R>(): Command<A, Result<R>> => ({ argument }) };
}
