/** The methods that Cloudflare's API is spoken with. */
export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Method = (typeof methods)[number];

/** What a request does: looks, changes something that can be put back, or does what can't be taken back. */
export type RequestKind = 'read' | 'change' | 'destructive';

/** Where a slip is good for, as its policy needs it. */
export type PolicyScope = {
  /** The account's id. */
  readonly account: string;
  readonly accountName: string;
  /** The slip's own token: its id, and whether an account or a user owns it. */
  readonly token: { readonly id: string; readonly owner: 'account' | 'user' };
  readonly zone: { readonly id: string; readonly name: string } | null;
  /** Set for reading jobs that may look at all websites of the account. */
  readonly allZones: boolean;
  /** The Pages project's name. */
  readonly project: string | null;
  readonly hostname: string | null;
  readonly path: string | null;
};

/**
 * What is asked for, strictly read. What is sent to Cloudflare is written anew from this, so that nothing can pass which
 * the policy did not see.
 */
export type Target = {
  readonly method: Method;
  /** The decoded steps of the path below `/client/v4`. */
  readonly segments: readonly string[];
  /** The decoded query; no name stands there twice. */
  readonly query: ReadonlyMap<string, string>;
};

/**
 * A whole request: its target, and its body where the rule reads it: a parsed JSON value, or a `Form`. Undefined for none,
 * and for one that is streamed.
 */
export type Asked = { readonly target: Target; readonly body: unknown };

/** A multipart body, strictly read: no two parts have the same name. */
export type Form = {
  readonly kind: 'form';
  readonly parts: ReadonlyMap<string, FormPart>;
  /**
   * SHA-256 of all parts in their order, also of those of a Pages program, whatever stands between them: clients choose that
   * anew each time.
   */
  readonly digest: string;
};

/** One part of a form. */
export type FormPart = {
  /** The name of a file; null for a plain field. */
  readonly fileName: string | null;
  /** The part's type as it was sent, in small letters; null where it has none. */
  readonly type: string | null;
  readonly size: number;
  /** What a field, or a file of up to 64 kB, says, if that is text; else null. Within a program of `metadata` alone. */
  readonly text: string | null;
  /** The parts of one that is a form itself, as a Pages program is sent; null for any other. */
  readonly parts: Form['parts'] | null;
};

/** A request that the broker makes of its own: to look before and after, or to put something back. */
export type OwnRequest = {
  readonly method: Method;
  readonly segments: readonly string[];
  readonly query?: ReadonlyMap<string, string>;
  readonly body?: unknown;
};

/** Why a request may not pass: for the agent, in plain words. */
export type Refusal = {
  readonly code: 'target-refused' | 'not-on-slip' | 'elsewhere' | 'query-refused' | 'body-refused';
  readonly says: string;
};

/** How a change is looked at before and after, and put back. */
export type Watch = {
  /** What the broker reads before and after; null where there is nothing to read yet, such as before a creation. */
  readonly read: (asked: Asked) => OwnRequest | null;
  /** After a creation: where the new thing is read, from the `result` of Cloudflare's answer. */
  readonly readCreated?: (asked: Asked, result: unknown) => OwnRequest | null;
  /** What the owner is shown of it, from the `result` of a read; labels in plain words. */
  readonly show: (result: unknown, asked: Asked) => readonly Shown[];
  /** What the thing will be if the change is made; `before` is the `result` of the read, null where there is none. */
  readonly planned: (asked: Asked, before: unknown, scope: PolicyScope) => readonly Shown[];
  /** It reads a part of what it plans: nobody knows what the lines were before whose labels `show` does not have. */
  readonly readsPart?: true;
  /** What else is read before, where `limits` has to know it. */
  readonly beside?: (scope: PolicyScope) => OwnRequest;
  /** Why what stands there now may not be touched; null where it may. `beside` is the `result` of that read, if there is one. */
  readonly limits?: (before: unknown, asked: Asked, scope: PolicyScope, beside?: unknown) => Refusal | null;
  /** The request that brings `before` back; null where nothing can. `after` is the `result` of the read afterwards. */
  readonly undo?: (asked: Asked, before: unknown, after: unknown) => OwnRequest | null;
  /**
   * What of the `result` of a read has to be as the change left it for `undo` to be sent; where it says nothing, all of it.
   * For what moves on by itself.
   */
  readonly same?: (result: unknown) => unknown;
  /** What it takes away comes back by itself, so nobody has to undo it. */
  readonly comesBack?: true;
  /** Whether `undo` will find something to bring back; where it says nothing, it always does. */
  readonly canUndo?: (asked: Asked, before: unknown) => boolean;
};

/** One line of a before-and-after: "Points to", "203.0.113.7". */
export type Shown = {
  readonly label: string;
  readonly value: string;
  /** Set where it is planned and nobody read what was there before. */
  readonly unread?: true;
};

/** One thing a slip allows an agent to ask for. Data; one file a job. */
export type Rule = {
  /** Stable, such as `dns.update`: names the rule in the log and in "changes like this". */
  readonly id: string;
  readonly method: Method;
  /**
   * The path below `/client/v4`. `{account}`, `{zone}` and `{project}` are the slip's own; `{id}` is one of Cloudflare's
   * ids; any other name in braces is one step that holds nothing but letters, numbers, dots, dashes and underscores.
   */
  readonly path: string;
  /** The names that may stand in the query, and what their values look like. Any other is refused. */
  readonly query?: Readonly<Record<string, RegExp>>;
  /** A form is read whole, since the owner is shown what is in it; what is streamed is passed on unread. */
  readonly body: 'none' | 'json' | 'form' | 'stream';
  /** The largest body, in bytes; `largestBody` where it says nothing. */
  readonly largest?: number;
  readonly kind: RequestKind;
  /** What it does, in one plain sentence for the owner, such as "Changes where www.bakery.example points." */
  readonly says: (asked: Asked, scope: PolicyScope) => string;
  /** For the agent: what the rule allows, such as "PATCH /zones/{zone}/dns_records/{id}: change a record". */
  readonly allows: string;
  /** Why a request that fits may not pass all the same; null where it may. */
  readonly limits?: (asked: Asked, scope: PolicyScope) => Refusal | null;
  /**
   * Leaves in an answer's `result` only what belongs to the slip; undefined where nothing of it does, and then the agent
   * is refused. Where it answers with a list, `result_info` is counted anew from it.
   */
  readonly narrow?: (result: unknown, scope: PolicyScope, asked: Asked) => unknown;
  /** What is asked of Cloudflare in this request's place, such as one thing where a list of all was asked for. */
  readonly instead?: (asked: Asked, scope: PolicyScope) => OwnRequest;
  /** Answered from the slip itself; nothing is sent to Cloudflare. */
  readonly answer?: (asked: Asked, scope: PolicyScope) => HomeAnswer;
  /**
   * How a request takes part in the upload of files to Pages. `gives`: `result.jwt` of the answer is a short-lived pass of
   * Cloudflare's; the client is given one of the broker's own in its place, with the same claims, since clients read
   * them. `takes`: the client sends that one as its bearer, and Cloudflare is sent its own.
   */
  readonly upload?: 'gives' | 'takes';
  /** Set where what is changed can be read. */
  readonly watch?: Watch;
  /**
   * The labels of planned lines that are the same in "changes like this", as are the path and the sentence. Null
   * where each change has to be asked for, since what else is alike would be its opposite.
   */
  readonly alikeBy?: readonly string[] | null;
  /** The labels of lines that are the same in "changes like this", too, but that one line of a plan may switch for another. */
  readonly alikeSwitches?: readonly string[];
};

/** An answer that stands on the slip: a `result`, or an error by Cloudflare's number, as clients know it. */
export type HomeAnswer =
  | { readonly kind: 'result'; readonly result: unknown }
  | { readonly kind: 'error'; readonly status: number; readonly code: number; readonly says: string };

/** The largest body of a rule that does not say otherwise, in bytes. */
export const largestBody = 262_144;

/** All that a slip allows. What no rule names is refused. */
export type Policy = { readonly scope: PolicyScope; readonly rules: readonly Rule[] };
