import type { z } from 'zod';
import { findRule } from '../../shared/policy/find-rule.ts';
import { type Asked, largestBody, type Rule } from '../../shared/policy/policy.ts';
import { apiBase, isRefusal, readTarget } from '../../shared/policy/read-target.ts';
import { writeTarget } from '../../shared/policy/write-target.ts';
import { plan as planSchema } from '../../shared/schemas/plan.ts';
import type { Clock } from '../core/ports.ts';
import type { Secret } from '../core/secret.ts';
import { changeAnswers, decisionAnswer } from './change-answers.ts';
import { heldChange, lengthOf, mostShown, type OwnersChanges } from './changes.ts';
import { digestOf, plainJson } from './digest.ts';
import { heldUntil } from './gate.ts';
import { asShown } from './hide-secrets.ts';
import type { Gate, HeldChange, OwnAnswer, Plans, Session } from './ports.ts';

type Parts = { readonly gate: Gate; readonly changes: Pick<OwnersChanges, 'before'>; readonly clock: Clock };
/* Whether the agent is still there, and what may be held for it. */
type Here = Parameters<Plans['handIn']>[2];
type Request = z.infer<typeof planSchema>['requests'][number];

/** One request of a plan, read as strictly as if it had come by itself. */
type Line =
  | { readonly kind: 'refused'; readonly says: string }
  | { readonly kind: 'free' }
  | { readonly kind: 'later'; readonly own: OwnAnswer }
  | { readonly kind: 'held'; readonly held: HeldChange };

const form =
  'A plan looks like this: {"reason": "why", "requests": [{"method": "PATCH", "path": "/zones/...", "body": {...}, "reason": "why this one"}]}, with up to 20 requests.';

/** Takes plans, asks the owner with one card, and lets each line that was allowed pass once within an hour. */
export class OwnersPlans implements Plans {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  readonly handIn: Plans['handIn'] = async (session, body, here) => {
    const until = heldUntil(this.#parts.clock);
    const read = planSchema.safeParse(body);
    if (!read.success) return refused({ status: 400, code: 940005, says: form });
    const token = await session.token();
    if (!token.ok) return refused(changeAnswers.tokenUnreadable);
    const lines = await this.#readAll(session, read.data.requests, token.value, here);
    const held = lines.flatMap((line) => (line.kind === 'held' ? [line.held] : []));
    if (lines.some(({ kind }) => kind === 'refused')) {
      return answered(
        422,
        'This plan asks for something that can’t be allowed, so the owner was not asked.',
        lines,
      );
    }
    const later = lines.find((line) => line.kind === 'later');
    if (later !== undefined) return refused(later.own);
    const toRead = held.map(({ before, planned }) => lengthOf([...(before ?? []), ...planned]));
    if (toRead.reduce((sum, length) => sum + length, 0) > mostShown)
      return refused(changeAnswers.tooMuchToShow);
    if (held.length === 0)
      return answered(200, 'Nothing in this plan needs to be allowed. Send the requests.', lines);
    const decision = await this.#parts.gate.decidePlan(
      {
        session,
        fingerprint: digestOf(plainJson(read.data)),
        reason: asShown(read.data.reason, token.value),
        lines: held,
      },
      here.gone,
      until,
    );
    if (decision.kind !== 'allowed') return refused(decisionAnswer(decision));
    return answered(200, allowedText(decision.lines), lines, decision.lines);
  };

  /* One after the other: a plan is no reason to ask Cloudflare twenty things at once. */
  async #readAll(
    session: Session,
    requests: readonly Request[],
    token: Secret,
    here: Here,
  ): Promise<readonly Line[]> {
    const lines: Line[] = [];
    for (const request of requests) lines.push(await this.#read(session, request, token, here));
    return lines;
  }

  async #read(session: Session, request: Request, token: Secret, here: Here): Promise<Line> {
    const read = ruleOf(session, request);
    if ('says' in read) return { kind: 'refused', says: read.says };
    const { rule, asked } = read;
    if (rule.kind === 'read') return { kind: 'free' };
    const seen = await this.#parts.changes.before(session, rule, asked, token, here);
    if (!seen.ok) {
      return seen.own.status === 429
        ? { kind: 'later', own: seen.own }
        : { kind: 'refused', says: seen.own.says };
    }
    const bytes = Buffer.from(JSON.stringify(request.body) ?? '', 'utf8');
    const written = { method: asked.target.method, path: writeTarget(asked.target), headers: {}, body: null };
    const why = request.reason === undefined || request.reason === '' ? null : asShown(request.reason, token);
    const held = heldChange({ session, rule, asked, sent: { request: written, bytes }, seen, token, why });
    return { kind: 'held', held };
  }
}

function ruleOf(
  { policy }: Session,
  { method, path, body }: Request,
): { readonly rule: Rule; readonly asked: Asked } | { readonly says: string } {
  const target = readTarget(method, path.startsWith(apiBase) ? path : `${apiBase}${path.replace(/^\//, '')}`);
  if (isRefusal(target)) return target;
  const rule = findRule(policy, target);
  if (isRefusal(rule)) return rule;
  if (rule.body !== 'json' && rule.body !== 'none') {
    return { says: 'A request that uploads something can’t be part of a plan. Send it by itself.' };
  }
  if ((body !== undefined) !== (rule.body === 'json')) {
    return { says: rule.body === 'json' ? 'This request needs a JSON body.' : 'This request takes no body.' };
  }
  if (body !== undefined && JSON.stringify(body).length > (rule.largest ?? largestBody)) {
    return { says: 'The body of this request is too large.' };
  }
  const asked = { target, body };
  return rule.limits?.(asked, policy.scope) ?? { rule, asked };
}

function allowedText(lines: readonly boolean[]): string {
  const allowed = lines.filter((isAllowed) => isAllowed).length;
  if (allowed === 0) return 'The owner struck every line. Nothing of this plan may be sent.';
  const which = allowed === lines.length ? 'the plan' : `${allowed} of ${lines.length} changes`;
  return `The owner allowed ${which}. Each allowed request passes once within an hour, as it stands in the plan. If what it changes is not as it was by then, the owner is asked again.`;
}

function answered(
  status: number,
  says: string,
  lines: readonly Line[],
  decided: readonly boolean[] = [],
): Awaited<ReturnType<Plans['handIn']>> {
  const left = [...decided];
  const requests = lines.map((line) => toldOf(line, line.kind === 'held' ? left.shift() : undefined));
  return { kind: 'answered', status, says, result: { requests } };
}

function toldOf(
  line: Line,
  allowed: boolean | undefined,
): { readonly allowed: boolean; readonly says: string } {
  if (line.kind === 'refused') return { allowed: false, says: line.says };
  if (line.kind === 'free') return { allowed: true, says: 'This only reads, so it needs nobody’s word.' };
  if (allowed === undefined) return { allowed: false, says: 'The owner was not asked.' };
  return { allowed, says: allowed ? 'Allowed once, within an hour.' : 'Struck by the owner.' };
}

function refused(own: OwnAnswer) {
  return { kind: 'refused', own } as const;
}
