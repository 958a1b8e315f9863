import type { ComparedLine } from './compare.ts';

/** A change as the owner is asked about it. By its type it holds what is shown, and nothing that could be sent. */
export type ChangeShown = {
  /** What it does, in one sentence. */
  readonly says: string;
  /** Why the agent wants it, in its own words; null where it did not say. */
  readonly why: string | null;
  readonly lines: readonly ComparedLine[];
  /** Nothing is there yet, or nothing can be read: the lines have no "before" side. */
  readonly isNew: boolean;
  readonly risk: Risk;
  readonly isDestructive: boolean;
  /** What stood there changed while the owner looked at an earlier card of the same request. */
  readonly changedMeanwhile: boolean;
};

/** Whether a change can be taken back: by us, by itself, in some way that we do not have, or by nobody. */
export type Risk = 'undo' | 'comes-back' | 'no-undo' | 'for-good';

/** A question that waits for the owner. */
export type ApprovalCard = {
  readonly id: string;
  readonly slip: {
    readonly id: string;
    readonly number: number;
    readonly practice: boolean;
    readonly job: string;
    readonly place: string;
  };
  readonly agent: string;
  /** Until when the agent waits for the answer; null once it was told that nobody answered. */
  readonly heldUntil: string | null;
  /** Until when an answer still counts. */
  readonly answerUntil: string;
  /** Whether it was on the screen long enough to be allowed. */
  readonly armed: boolean;
  readonly asks:
    | { readonly kind: 'change'; readonly change: ChangeShown; readonly mayAllowAlike: boolean }
    | { readonly kind: 'plan'; readonly reason: string; readonly lines: readonly ChangeShown[] };
};

/** What the approval window shows: the oldest question first. */
export type ApprovalView = {
  /** The time of the app's clock. */
  readonly now: string;
  readonly cards: readonly ApprovalCard[];
};

/** What the owner may say to a question. `struck` are the numbers of a plan's lines that the owner took out. */
export type ApprovalAnswer =
  | { readonly say: 'deny' }
  | { readonly say: 'allow' }
  | { readonly say: 'allow-alike' }
  | { readonly say: 'allow-plan'; readonly struck: readonly number[] };

/** A question as the main window may know it: that there is one, and of which slip. It can't answer it. */
export type WaitingApproval = {
  readonly id: string;
  readonly slip: string;
  readonly says: string;
};

/** Changes of one kind that pass without being asked for, until a moment. */
export type AllowedAlike = {
  readonly slip: string;
  readonly rule: string;
  /** What the one said that was allowed. */
  readonly says: string;
  readonly until: string;
};

/** What a plan is called, in the app's own words: its reason is the agent's. */
export function planTitle(changes: number): string {
  return changes === 1 ? 'A plan with one change' : `A plan with ${changes} changes`;
}
