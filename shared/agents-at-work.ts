import type { AllowedAlike, WaitingApproval } from './approvals/card.ts';
import type { PracticeRun } from './practice-run.ts';
import type { Slip } from './slip.ts';

/** What the agent of a slip with a local route has been doing; nothing of what was in its requests. */
export type AgentAtWork = {
  readonly slip: Slip['id'];
  /** A request is under way, or one ended moments ago. */
  readonly inUse: boolean;
  /** Requests since midnight of this computer. */
  readonly today: number;
  readonly lastRequest: string | null;
  readonly lastChange: string | null;
  /** What became of the last request; null where none is known. */
  readonly lastOutcome: LastOutcome | null;
};

/**
 * What became of a request, as the owner is told. `not-on-slip`: the slip does not allow it; `unclear`: it can't be read in
 * one way; `too-many`: it came while too much was under way.
 */
export type LastOutcome =
  | 'read'
  | 'changed'
  | 'not-on-slip'
  | 'unclear'
  | 'too-many'
  | 'owner-said-no'
  | 'cloudflare-said-no'
  | 'failed';

/** The agents that work through this app. */
export type Agents = {
  /** The slips whose agent has a pass that holds. */
  readonly letIn: readonly Slip['id'][];
  /** The slips whose agent the owner stopped without ending the slip. */
  readonly stopped: readonly Slip['id'][];
  readonly atWork: readonly AgentAtWork[];
  /** What waits for the owner's word, and which changes pass without it for now. Neither can be answered from here. */
  readonly asks: Asks;
  /** The practice agent, while and after it is watched. */
  readonly practice: PracticeRun | null;
};

/** The questions of agents, as far as the app's main window may know them. */
export type Asks = {
  readonly waiting: readonly WaitingApproval[];
  readonly alike: readonly AllowedAlike[];
};
