import { z } from 'zod';
import type { Asked, OwnRequest, PolicyScope, Refusal, Rule, Shown, Watch } from '../policy.ts';
import { hostCondition, isBoundToHost } from './host-bound.ts';
import { siteOf } from './own-names.ts';
import { nameOfRule, ruleInOneLine } from './ruleset-words.ts';
import { bodyAs, bodyRefused, elsewhere, listIn, objectIn, shapeRefusal, textIn } from './shapes.ts';

/** One kind of rules of a website: what Cloudflare calls a phase. */
export type Phase = {
  readonly id: string;
  /** What its rules may do. */
  readonly actions: readonly string[];
  /** "redirect", "cache rule". */
  readonly word: string;
};

/** Redirects. */
export const redirectPhase: Phase = {
  id: 'http_request_dynamic_redirect',
  actions: ['redirect'],
  word: 'redirect',
};

/** What is kept ready for visitors. */
export const cachePhase: Phase = {
  id: 'http_request_cache_settings',
  actions: ['set_cache_settings'],
  word: 'cache rule',
};

/** Rules of the firewall. They are only ever looked at. */
export const firewallPhases: readonly Phase[] = [
  { id: 'http_request_firewall_custom', actions: [], word: 'firewall rule' },
  { id: 'http_ratelimit', actions: [], word: 'rate limit' },
  { id: 'http_request_firewall_managed', actions: [], word: 'managed firewall rule' },
];

const read = { method: 'GET', body: 'none', kind: 'read' } as const;
const isOf = (phases: readonly Phase[], ruleset: unknown) =>
  phases.some(({ id }) => id === textIn(ruleset, 'phase'));

/** Reading the rules of some phases, and no others. */
export function rulesetReads(phases: readonly Phase[]): readonly Rule[] {
  const words = phases.map(({ word }) => `${word}s`).join(', ');
  const says = (_asked: Asked, scope: PolicyScope) => `Looks at the ${words} of ${siteOf(scope)}.`;
  return [
    {
      ...read,
      id: 'rulesets.list',
      path: '/zones/{zone}/rulesets',
      query: { per_page: /^\d{1,5}$/, cursor: /^[\w=-]{1,300}$/ },
      says,
      allows: 'GET /zones/{zone}/rulesets (only the slip’s kind)',
      narrow: (result) => listIn(result).filter((ruleset) => isOf(phases, ruleset)),
    },
    {
      ...read,
      id: 'rulesets.read',
      path: '/zones/{zone}/rulesets/{id}',
      says,
      allows: 'GET /zones/{zone}/rulesets/{id} (only the slip’s kind)',
      narrow: (result) => (isOf(phases, result) ? result : undefined),
    },
    ...phases.map(
      ({ id, word }): Rule => ({
        ...read,
        id: `rulesets.${id}.read`,
        path: `/zones/{zone}/rulesets/phases/${id}/entrypoint`,
        says: (_asked, scope) => `Looks at the ${word}s of ${siteOf(scope)}.`,
        allows: `GET /zones/{zone}/rulesets/phases/${id}/entrypoint`,
      }),
    ),
  ];
}

const text = z
  .string()
  .max(4096)
  .regex(/^[^\p{Cf}\p{Cs}\p{Co}]*$/u, 'holds unseen signs');
/* Cloudflare would have to choose between two places, and the owner would be shown one. */
const redirectTo = z
  .strictObject({ value: text.min(1).optional(), expression: text.min(1).optional() })
  .refine(({ value, expression }) => (value === undefined) !== (expression === undefined), {
    error: 'takes one of value and expression',
  });
const redirectParameters = z.strictObject({
  from_value: z.strictObject({
    target_url: redirectTo,
    status_code: z.literal([301, 302, 303, 307, 308]).optional(),
    preserve_query_string: z.boolean().optional(),
  }),
});

const ruleFields = {
  id: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
  ref: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional(),
  action: z.string(),
  expression: text.min(1),
  description: text.max(500).optional(),
  enabled: z.boolean().optional(),
  action_parameters: z.record(z.string(), z.unknown()).optional(),
  /* Cloudflare writes these itself; clients send back what they were given. */
  version: z.string().max(20).optional(),
  last_updated: z.string().max(40).optional(),
} as const;
const position = z
  .strictObject({ index: z.number().int().min(1), before: z.string().max(40), after: z.string().max(40) })
  .partial()
  .refine((one) => Object.keys(one).length === 1, 'say one place: index, before or after');
/** Moves a rule, which stays what it is. */
const moved = z.strictObject({ position });

const ruleOf = ({ id, actions }: Phase) =>
  z.strictObject({
    ...ruleFields,
    action: z.enum(actions, { error: `only ${actions.join(', ')} is allowed here` }),
    action_parameters: id === redirectPhase.id ? redirectParameters.optional() : ruleFields.action_parameters,
  });
const shapesOf = (phase: Phase) => ({
  whole: z.strictObject({
    kind: z.literal('zone').optional(),
    phase: z.literal(phase.id).optional(),
    rules: z.array(ruleOf(phase)).max(300),
  }),
  one: ruleOf(phase).extend({ position: position.optional() }),
  /* A new rule is given its id by Cloudflare. */
  added: ruleOf(phase).omit({ id: true }).extend({ position: position.optional() }),
});

type Shapes = ReturnType<typeof shapesOf>;
type RuleBody = Readonly<Record<string, unknown>>;

/** The ruleset's rules, each in one line; a name that comes up twice is numbered. Their order where it may change. */
function showRules(rules: readonly RuleBody[], phase: Phase, asked: Asked): readonly Shown[] {
  const seen = new Map<string, number>();
  const lines = rules.map((rule) => {
    const name = nameOfRule(rule, phase.word);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { label: count === 1 ? name : `${name} (${count})`, value: ruleInOneLine(rule) };
  });
  if (lines.length < 2 || !mayReorder(asked)) return lines;
  return [...lines, { label: 'Order', value: lines.map(({ label }) => label).join(', then ') }];
}

const mayReorder = ({ target, body }: Asked) =>
  target.method === 'PUT' || objectIn(body).position !== undefined;

const rulesOf = (ruleset: unknown) => listIn(objectIn(ruleset).rules);

/* Without ids and versions, which are gone once a rule is removed; `ref` keeps a rule the same rule. */
const kept = [
  'ref',
  'action',
  'expression',
  'description',
  'enabled',
  'action_parameters',
  'ratelimit',
  'logging',
] as const;

function asSent(ruleset: unknown): OwnRequest['body'] {
  const names: readonly string[] = kept;
  return {
    rules: rulesOf(ruleset).map((rule) =>
      Object.fromEntries(Object.entries(rule).filter(([field]) => names.includes(field))),
    ),
  };
}

/** Whether a rule is about the slip's hostname alone, where the slip names one. */
function isOwnRule(rule: RuleBody, { hostname }: PolicyScope): boolean {
  return hostname === null || isBoundToHost(textIn(rule, 'expression') ?? '', hostname);
}

/** Why a rule that was sent may not be put there; null where it may. */
function hostRefusal(rule: RuleBody | null, scope: PolicyScope): Refusal | null {
  if (rule === null || isOwnRule(rule, scope)) return null;
  return elsewhere(
    `This slip is for ${siteOf(scope)} alone: begin the expression with ${hostCondition(siteOf(scope))} and (...).`,
  );
}

/**
 * Why a rule that is named may not be touched, or another put beside it: it is not there under that very name, so the card
 * would not show what becomes of it; or it is about other hostnames, too.
 */
function presentRefusal(before: unknown, { target, body }: Asked, scope: PolicyScope): Refusal | null {
  const { position } = objectIn(body);
  const own = target.segments[5] ?? '';
  const places = [textIn(position, 'before') ?? '', textIn(position, 'after') ?? ''];
  if (own !== '' && places.includes(own)) {
    return bodyRefused('A rule can’t be put before or after itself.');
  }
  const find = (name: string) => rulesOf(before).find(({ id }) => id === name);
  if ([own, ...places].some((name) => name !== '' && find(name) === undefined)) {
    return bodyRefused('There is no such rule.');
  }
  const present = find(own);
  if (present === undefined || isOwnRule(present, scope)) return null;
  return elsewhere(`That rule is not about ${siteOf(scope)} alone, so this slip can't touch it.`);
}

/** Why all rules may not be written anew like this: those of other hostnames have to stay just as they are. */
function othersRefusal(before: unknown, sent: readonly RuleBody[], scope: PolicyScope): Refusal | null {
  const others = (rules: readonly RuleBody[]) =>
    JSON.stringify(
      rules.filter((rule) => !isOwnRule(rule, scope)).map((rule) => kept.map((field) => rule[field] ?? null)),
    );
  if (others(rulesOf(before)) === others(sent)) return null;
  return elsewhere(
    `Rules that are not about ${siteOf(scope)} alone have to stay as they are. Change single rules instead.`,
  );
}

function wrongPhase(phase: Phase, before: unknown): Refusal | null {
  if (before === null) return bodyRefused('There are no such rules yet.');
  return isOf([phase], before) ? null : bodyRefused(`With this slip, only a ${phase.word} can be changed.`);
}

/* The whole ruleset is looked at before and after, whichever of its rules is changed. */
function watchOf(
  phase: Phase,
  planned: (asked: Asked, before: readonly RuleBody[]) => readonly RuleBody[],
  limits: Watch['limits'] = presentRefusal,
): Watch {
  const ruleset = ({ target }: Asked) => target.segments.slice(0, 4);
  return {
    read: (asked) => ({ method: 'GET', segments: ruleset(asked) }),
    show: (result, asked) => showRules(rulesOf(result), phase, asked),
    planned: (asked, before) => showRules(planned(asked, rulesOf(before)), phase, asked),
    limits: (before, asked, scope) => wrongPhase(phase, before) ?? limits?.(before, asked, scope) ?? null,
    undo: (asked, before) =>
      before === null ? null : { method: 'PUT', segments: ruleset(asked), body: asSent(before) },
  };
}

function added(shapes: Shapes, asked: Asked, before: readonly RuleBody[]): readonly RuleBody[] {
  const sent = bodyAs(shapes.added, asked);
  return sent === null ? before : placed(before, sent, sent.position, before.length);
}

/* Cloudflare drops what is not sent anew: https://developers.cloudflare.com/ruleset-engine/rulesets-api/update-rule/ */
function changed(shapes: Shapes, asked: Asked, before: readonly RuleBody[]): readonly RuleBody[] {
  const index = before.findIndex(({ id }) => id === asked.target.segments[5]);
  const sent = bodyAs(shapes.one, asked) ?? bodyAs(moved, asked);
  const present = before[index];
  if (sent === null || present === undefined) return before;
  return placed(before.toSpliced(index, 1), 'action' in sent ? sent : present, sent.position, index);
}

function changeRefusal(shapes: Shapes, asked: Asked): Refusal | null {
  if (shapeRefusal(moved, asked.body) === null) return null;
  const { id, action, expression } = objectIn(asked.body);
  if (id !== undefined && id !== asked.target.segments[5]) {
    return bodyRefused('The id in the body is another than that of the rule.');
  }
  if (action !== undefined && expression !== undefined) return shapeRefusal(shapes.one, asked.body);
  return bodyRefused(
    'A rule is changed as a whole: send action, expression and all else that it is to keep, or position alone to move it.',
  );
}

function placed(
  others: readonly RuleBody[],
  rule: RuleBody,
  where: z.infer<typeof position> | undefined,
  usual: number,
): readonly RuleBody[] {
  const at = (id: string) => others.findIndex((other) => other.id === id);
  if (where?.index !== undefined) return others.toSpliced(where.index - 1, 0, rule);
  if (where?.before !== undefined) return others.toSpliced(Math.max(0, at(where.before)), 0, rule);
  if (where?.after === undefined) return others.toSpliced(usual, 0, rule);
  return others.toSpliced(where.after === '' ? others.length : at(where.after) + 1, 0, rule);
}

/** Adding, changing and removing the rules of one phase, and no other's. */
export function rulesetChanges(phase: Phase): readonly Rule[] {
  const { id, word } = phase;
  const shapes = shapesOf(phase);
  const says = (what: string) => (_asked: Asked, scope: PolicyScope) => `${what} on ${siteOf(scope)}.`;
  const one = '/zones/{zone}/rulesets/{id}/rules/{id}';
  const replacing = {
    method: 'PUT',
    body: 'json',
    kind: 'destructive',
    says: (asked: Asked, scope: PolicyScope) =>
      `Writes all ${word}s of ${siteOf(scope)} anew: ${bodyAs(shapes.whole, asked)?.rules.length ?? 0} of them.`,
    limits: ({ body }: Asked) => shapeRefusal(shapes.whole, body),
  } as const;
  const sentRules = (asked: Asked) => bodyAs(shapes.whole, asked)?.rules ?? [];
  const others: Watch['limits'] = (before, asked, scope) => othersRefusal(before, sentRules(asked), scope);
  const wholeWatch = watchOf(phase, sentRules, others);
  return [
    {
      ...replacing,
      id: `rulesets.${id}.replace`,
      path: `/zones/{zone}/rulesets/phases/${id}/entrypoint`,
      allows: `PUT /zones/{zone}/rulesets/phases/${id}/entrypoint: write all ${word}s anew`,
      watch: entrypointWatch(wholeWatch, others),
    },
    {
      ...replacing,
      id: `rulesets.${id}.replace-by-id`,
      path: '/zones/{zone}/rulesets/{id}',
      allows: `PUT /zones/{zone}/rulesets/{id}: write all ${word}s anew`,
      watch: wholeWatch,
    },
    {
      id: `rulesets.${id}.add`,
      method: 'POST',
      path: '/zones/{zone}/rulesets/{id}/rules',
      body: 'json',
      kind: 'change',
      says: says(`Adds a ${word}`),
      allows: `POST /zones/{zone}/rulesets/{id}/rules: add a ${word}`,
      limits: (asked, scope) =>
        shapeRefusal(shapes.added, asked.body) ?? hostRefusal(bodyAs(shapes.added, asked), scope),
      alikeBy: null,
      watch: watchOf(phase, (asked, before) => added(shapes, asked, before)),
    },
    {
      id: `rulesets.${id}.update`,
      method: 'PATCH',
      path: one,
      body: 'json',
      kind: 'change',
      says: says(`Changes a ${word}`),
      allows: `PATCH ${one}: change a ${word}, sent as a whole, or move it`,
      limits: (asked, scope) => changeRefusal(shapes, asked) ?? hostRefusal(bodyAs(shapes.one, asked), scope),
      alikeBy: null,
      watch: watchOf(phase, (asked, before) => changed(shapes, asked, before)),
    },
    {
      id: `rulesets.${id}.remove`,
      method: 'DELETE',
      path: one,
      body: 'none',
      kind: 'destructive',
      says: says(`Removes a ${word}`),
      allows: `DELETE ${one}: remove a ${word}`,
      watch: watchOf(phase, ({ target }, before) => before.filter((rule) => rule.id !== target.segments[5])),
    },
  ];
}

/* Where there are no rules yet, the entrypoint is not there either; writing it makes it. */
function entrypointWatch(watch: Watch, others: Watch['limits']): Watch {
  const entrypoint = ({ target }: Asked) => target.segments;
  return {
    ...watch,
    read: (asked) => ({ method: 'GET', segments: entrypoint(asked) }),
    limits: (before, asked, scope) =>
      (before === null ? others : watch.limits)?.(before, asked, scope) ?? null,
    undo: (asked, before) => ({
      method: 'PUT',
      segments: entrypoint(asked),
      body: before === null ? { rules: [] } : asSent(before),
    }),
  };
}
