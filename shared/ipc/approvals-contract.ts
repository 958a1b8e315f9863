import { z } from 'zod';
import type { ApprovalView } from '../approvals/card.ts';
import { mostPlanLines } from '../schemas/plan.ts';
import { type AnswerOf, type ArgumentOf, command } from './command.ts';

const questionId = z.string().regex(/^approval-[a-z2-7]{16}$/);

const answer = z.discriminatedUnion('say', [
  z.strictObject({ say: z.enum(['deny', 'allow', 'allow-alike']) }),
  z.strictObject({
    say: z.literal('allow-plan'),
    struck: z.array(z.number().int().min(0)).max(mostPlanLines).readonly(),
  }),
]);

/**
 * What the window with agents' questions can ask for. No other page of the app can allow anything: the names are in no
 * other preload script, and the registrar answers them to this page alone.
 */
export const commands = {
  'approvals:get': command(z.undefined()).answers<ApprovalView>(),
  /** Says which question is on the screen; null for none. Only that one can be allowed, after a moment. */
  'approvals:look': command(z.strictObject({ id: questionId.nullable() })).answers<null>(),
  'approvals:answer': command(z.strictObject({ id: questionId, answer })).answers<null>(),
} as const;

export type ApprovalEvents = { readonly 'approvals:changed': ApprovalView };

export type ApprovalCommands = typeof commands;
export type ApprovalCommandName = keyof ApprovalCommands;
export const commandNames = Object.keys(commands) as readonly ApprovalCommandName[];
export const eventNames: readonly (keyof ApprovalEvents)[] = ['approvals:changed'];

/** What electron/preload-approvals.ts puts on window.approvals. */
export type ApprovalBridge = {
  readonly call: {
    readonly [N in ApprovalCommandName]: (
      argument: ArgumentOf<ApprovalCommands, N>,
    ) => Promise<AnswerOf<ApprovalCommands, N>>;
  };
  readonly on: {
    readonly [E in keyof ApprovalEvents]: (listener: (value: ApprovalEvents[E]) => void) => () => void;
  };
};
