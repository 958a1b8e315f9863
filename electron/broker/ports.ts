import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { ChangeRecord } from '../../shared/approvals/record.ts';
import type { Asked, Policy, Refusal, Rule, Shown } from '../../shared/policy/policy.ts';
import type { Problem, StorageProblem } from '../../shared/problem.ts';
import type { Result } from '../../shared/result.ts';
import type { Slip } from '../../shared/slip.ts';
import type { Secret } from '../core/secret.ts';

/** A request as it leaves for Cloudflare, the token aside. */
export type UpstreamRequest = {
  readonly method: string;
  /** Below the host, with a leading slash and the query; written by the broker, never taken over from a client. */
  readonly path: string;
  /** Without hop-by-hop headers and credentials. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | Readable | null;
};

export type UpstreamAnswer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** A short one may be there as a whole already. One that breaks off before anybody reads it ends nothing else. */
  readonly body: Buffer | Readable;
};

/**
 * Cloudflare's API, or the practice account's. Redirects are handed on, never followed. Rejects where no answer came.
 */
export type Upstream = {
  readonly send: (request: UpstreamRequest, token: Secret, signal: AbortSignal) => Promise<UpstreamAnswer>;
};

/** An agent at work on a slip: what its pass stands for, as long as the slip is in force. */
export type Session = {
  readonly slip: Slip;
  /** Names the pass that was shown, for as long as it lives; nothing of its value. */
  readonly passId: string;
  readonly policy: Policy;
  readonly upstream: Upstream;
  /** Whether Cloudflare may be asked for more now. What was begun is finished all the same. */
  readonly mayAsk: () => boolean;
  /** The slip's token as it is now: after a swap, the next request is given the new one. */
  readonly token: () => Promise<Result<Secret, Problem>>;
  /** Aborted when the agent is stopped, the slip revoked, or the app quits: what is under way is cut. */
  readonly signal: AbortSignal;
};

/** A change that an agent asked for and the owner has not allowed yet. */
export type HeldChange = {
  readonly session: Session;
  readonly rule: Rule;
  readonly asked: Pick<Asked, 'target'>;
  /**
   * SHA-256 of the method, the written path and the exact bytes of the body, of a form those of its parts. What was
   * allowed is what is sent.
   */
  readonly fingerprint: string;
  /** The same of what the body means, however it is written: a line of a plan is sent later, in a form of its own. */
  readonly meaning: string;
  /** What it does, in one sentence for the owner. */
  readonly says: string;
  /** Why the agent wants it, as it says; null where it did not. */
  readonly why: string | null;
  /** Null where nothing can be read, or nothing is there yet. */
  readonly before: readonly Shown[] | null;
  readonly planned: readonly Shown[];
  /** Whether there will be something to go back to, as far as is known before. */
  readonly canUndo: boolean;
  /** What stood there changed after the owner had allowed the request, so they are asked anew. */
  readonly changedMeanwhile: boolean;
};

/** Several changes that an agent asks for at once. */
export type HeldPlan = {
  readonly session: Session;
  /** SHA-256 of the plan as it was strictly read. */
  readonly fingerprint: string;
  readonly reason: string;
  readonly lines: readonly HeldChange[];
};

/**
 * What became of a held change. Unanswered: nobody said anything in time; the very same request may be sent again.
 * Withdrawn: the agent is gone.
 */
export type Decision =
  | { readonly kind: 'allowed'; readonly by: AllowedBy }
  | { readonly kind: 'denied' | 'unanswered' | 'too-many' | 'stopped' | 'withdrawn' };

/** What became of a plan: for each of its lines, whether it was allowed. */
export type PlanDecision =
  | { readonly kind: 'allowed'; readonly lines: readonly boolean[] }
  | Exclude<Decision, { readonly kind: 'allowed' }>;

/** How a change was allowed: by its own card, as one like an allowed one, as a line of a plan, or by undoing. */
export type AllowedBy = 'once' | 'like-this' | 'plan' | 'undo';

/** The one place where changes are allowed. Denies where in doubt. */
export type Gate = {
  /** `gone` is aborted when the agent is gone; its request is held up to the moment `until`. */
  readonly decide: (held: HeldChange, gone: AbortSignal, until: Date) => Promise<Decision>;
  readonly decidePlan: (held: HeldPlan, gone: AbortSignal, until: Date) => Promise<PlanDecision>;
};

/** What the broker says in Cloudflare's place: a status, and a reason in the form of Cloudflare's errors. */
export type OwnAnswer = {
  readonly status: number;
  readonly code: number;
  readonly says: string;
  readonly refusal?: Refusal;
  /** When the agent may come again, in seconds. */
  readonly retryAfter?: number;
};

/**
 * Carries out a request that changes something: looks before, asks the gate, sends, looks after, and writes down what
 * came of it. `bytes` are the body's, exactly as they will be sent.
 */
export type Changes = {
  readonly carryOut: (
    session: Session,
    rule: Rule,
    asked: Asked,
    sent: {
      readonly request: UpstreamRequest;
      readonly bytes: Uint8Array;
      /** Aborted when the agent is gone. What has been sent by then is finished all the same. */
      readonly gone: AbortSignal;
      /** Whether so many bytes more of what is looked at may be held until this is answered; counts them if so. */
      readonly hold: (bytes: number) => boolean;
    },
  ) => Promise<
    | { readonly kind: 'answered'; readonly answer: UpstreamAnswer; readonly note: string }
    | { readonly kind: 'refused'; readonly own: OwnAnswer }
  >;
};

/** Takes plans: several changes with a reason, asked for at once and allowed line by line. */
export type Plans = {
  /** `body` is the plan as it was strictly read; the rest is as a change has it. */
  readonly handIn: (
    session: Session,
    body: unknown,
    sent: Pick<Parameters<Changes['carryOut']>[3], 'gone' | 'hold'>,
  ) => Promise<
    | { readonly kind: 'answered'; readonly status: number; readonly says: string; readonly result: unknown }
    | { readonly kind: 'refused'; readonly own: OwnAnswer }
  >;
};

/** What was changed in the last 30 days, written down before it is sent. */
export type ChangeRecords = {
  /** Writes a record down, in place of an earlier one of its id. */
  readonly save: (record: ChangeRecord) => Promise<Result<null, StorageProblem>>;
  /** The records of a slip, or of all, the newest first. */
  readonly list: (slip: string | null) => Promise<readonly ChangeRecord[]>;
};
