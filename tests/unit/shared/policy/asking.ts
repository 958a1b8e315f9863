import type { JobChoice } from '../../../../shared/catalogue/jobs.ts';
import { findRule } from '../../../../shared/policy/find-rule.ts';
import type { Asked, Form, FormPart, Policy, Refusal, Rule } from '../../../../shared/policy/policy.ts';
import { policyOf } from '../../../../shared/policy/policy-of.ts';
import { isRefusal, readTarget } from '../../../../shared/policy/read-target.ts';
import type { Slip } from '../../../../shared/slip.ts';

/** The slip's own place, and others that it must never reach. */
export const account = 'a0'.repeat(16);
export const zone = { id: 'b1'.repeat(16), name: 'bakery.example' };
export const otherAccount = 'c2'.repeat(16);
export const otherZone = { id: 'd3'.repeat(16), name: 'florist.example' };
export const id = 'e4'.repeat(16);
export const uuid = 'f5f5f5f5-f5f5-f5f5-f5f5-f5f5f5f5f5f5';

type Where = {
  readonly access?: Slip['access'];
  readonly hostname?: string;
  readonly path?: string;
  readonly project?: string;
  readonly reach?: Slip['place']['reach'];
};

/** What decides a slip's policy, for one job in one place. */
export function slipFor(
  job: JobChoice,
  { access = 'change', hostname, path, project, reach }: Where = {},
): Parameters<typeof policyOf>[0] {
  return {
    job,
    access,
    place: {
      account: { id: account, name: 'Bakery' },
      reach: reach ?? { kind: 'one-zone', zone },
      pagesProject: project ?? null,
      hostname: hostname ?? null,
      path: path ?? null,
    },
    token: { id, owner: { kind: 'account', accountId: account }, name: 'A slip', ending: 'abcd' },
  };
}

/** The policy of such a slip. */
export function policyFor(job: JobChoice, where: Where = {}): Policy {
  const policy = policyOf(slipFor(job, where));
  if (policy === null) throw new Error('There are no rules for this job');
  return policy;
}

/** A rule that lets a request through, with the request as the rule reads it; or why there is none. */
export type Judged = { readonly rule: Rule; readonly asked: Asked } | Refusal;

/** Holds one request against a policy, in the order in which the broker does. */
export function judge(policy: Policy, method: string, path: string, body?: unknown): Judged {
  const target = readTarget(method, `/client/v4${path}`);
  if (isRefusal(target)) return target;
  const rule = findRule(policy, target);
  if (isRefusal(rule)) return rule;
  const asked = { target, body: rule.body === 'none' || rule.body === 'stream' ? undefined : body };
  return rule.limits?.(asked, policy.scope) ?? { rule, asked };
}

/** Whether a request passes, as one word: the rule's kind, or the refusal's code. */
export function verdict(policy: Policy, method: string, path: string, body?: unknown): string {
  const judged = judge(policy, method, path, body);
  return 'rule' in judged ? judged.rule.kind : judged.code;
}

/** The rule and the request of one that passes. */
export function passing(policy: Policy, method: string, path: string, body?: unknown) {
  const judged = judge(policy, method, path, body);
  if (!('rule' in judged)) throw new Error(judged.says);
  return judged;
}

/** A form as the broker reads it, from its fields; `more` is what else each of its parts says of itself. */
export function form(
  fields: Readonly<Record<string, string>>,
  more: Partial<Pick<FormPart, 'fileName' | 'type' | 'parts'>> = {},
): Form {
  const part = (text: string): FormPart => ({
    fileName: null,
    type: null,
    size: text.length,
    text,
    parts: null,
    ...more,
  });
  return {
    kind: 'form',
    digest: JSON.stringify(fields),
    parts: new Map(Object.entries(fields).map(([name, text]) => [name, part(text)])),
  };
}
