import { z } from 'zod';
import { ok, refusal } from '../answers.ts';
import { phaseProduct, phases } from '../phases.ts';
import { type Call, type Route, rulesetRoute, zoneRoute } from '../route.ts';
import type { Rule, Ruleset, Zone } from '../state.ts';
import { newId } from '../token-values.ts';

function render(ruleset: Ruleset, withRules = true) {
  return {
    id: ruleset.id,
    name: ruleset.name,
    description: '',
    kind: 'zone',
    phase: ruleset.phase,
    version: String(ruleset.version),
    last_updated: ruleset.lastUpdated,
    ...(withRules ? { rules: ruleset.rules } : {}),
  };
}

const inZone = (call: Call, zone: Zone): Ruleset[] =>
  call.state.rulesets.filter((ruleset) => ruleset.zoneId === zone.id);

const entrypoint = (call: Call, zone: Zone, phase: string): Ruleset | undefined =>
  inZone(call, zone).find((ruleset) => ruleset.phase === phase);

function named(call: Call, zone: Zone): Ruleset {
  const ruleset = inZone(call, zone).find((candidate) => candidate.id === call.params.ruleset_id);
  if (ruleset === undefined) throw refusal(404, 10003, 'could not find ruleset');
  return ruleset;
}

const redirectParameters = z.looseObject({
  from_value: z.looseObject({
    status_code: z
      .union([z.literal(301), z.literal(302), z.literal(303), z.literal(307), z.literal(308)])
      .optional(),
    target_url: z.union([
      z.strictObject({ value: z.string().min(1) }),
      z.strictObject({ expression: z.string().min(1) }),
    ]),
    preserve_query_string: z.boolean().optional(),
  }),
});
const anyParameters = z.looseObject({}).optional();

/* What each phase's rules may do. */
const actions: Readonly<Record<string, readonly string[]>> = {
  http_request_dynamic_redirect: ['redirect'],
  http_request_cache_settings: ['set_cache_settings'],
  http_request_firewall_custom: ['block', 'challenge', 'js_challenge', 'managed_challenge', 'log', 'skip'],
  http_ratelimit: ['block', 'challenge', 'js_challenge', 'managed_challenge', 'log'],
  http_request_firewall_managed: ['execute', 'skip'],
  http_config_settings: ['set_config'],
  http_request_transform: ['rewrite'],
  http_request_origin: ['route'],
};

const ruleBody = z.looseObject({
  id: z.string().optional(),
  action: z.string(),
  expression: z.string().min(1).max(4096),
  description: z.string().max(500).optional(),
  enabled: z.boolean().optional(),
  ref: z.string().optional(),
  action_parameters: z.looseObject({}).optional(),
});
const mostRules = 10;

const invalid = (message: string) => refusal(400, 20021, message);

function checkRule(sent: unknown, phase: string, now: Date, old: Rule | null): Rule {
  const parsed = ruleBody.safeParse(sent);
  if (!parsed.success) throw invalid(`invalid rule: ${parsed.error.issues[0]?.path.join('.') || 'rule'}`);
  const { action, action_parameters: parameters } = parsed.data;
  if (!(actions[phase] ?? []).includes(action)) {
    throw invalid(`action '${action.slice(0, 40)}' is not allowed in the phase '${phase}'`);
  }
  const shape = action === 'redirect' ? redirectParameters : anyParameters;
  if (!shape.safeParse(parameters).success) throw invalid("invalid 'action_parameters' of the rule");
  const { position: _, ...rule } = parsed.data;
  const id = old?.id ?? newId();
  return {
    enabled: true,
    ref: id,
    ...rule,
    id,
    version: String(Number(old?.version ?? 0) + 1),
    last_updated: now.toISOString(),
  };
}

function touch(ruleset: Ruleset, rules: Rule[], now: Date) {
  if (rules.length > mostRules)
    throw refusal(400, 20118, `exceeded maximum number of rules in the phase: ${mostRules}`);
  ruleset.rules = rules;
  ruleset.version += 1;
  ruleset.lastUpdated = now.toISOString();
  return ok(render(ruleset));
}

const rulesetBody = z.looseObject({ rules: z.array(z.unknown()).default([]) });

function replace(call: Call, zone: Zone, phase: string, ruleset: Ruleset | undefined) {
  const sent = rulesetBody.safeParse(call.body);
  if (!sent.success) throw invalid('invalid ruleset');
  const known = new Map((ruleset?.rules ?? []).map((rule) => [rule.id, rule]));
  const rules = sent.data.rules.map((rule) => {
    const id = z.looseObject({ id: z.string() }).safeParse(rule);
    return checkRule(rule, phase, call.now, id.success ? (known.get(id.data.id) ?? null) : null);
  });
  const target = ruleset ?? {
    id: newId(),
    zoneId: zone.id,
    phase,
    name: 'default',
    version: 0,
    lastUpdated: call.now.toISOString(),
    rules: [],
  };
  const answer = touch(target, rules, call.now);
  if (ruleset === undefined) call.state.rulesets.push(target);
  return answer;
}

const positionBody = z.looseObject({
  position: z
    .union([
      z.strictObject({ index: z.number().int().min(1) }),
      z.strictObject({ before: z.string() }),
      z.strictObject({ after: z.string() }),
    ])
    .optional(),
});

/** Puts a rule where `position` says; without one it keeps its place, or comes last. */
function place(rules: readonly Rule[], rule: Rule, sent: unknown, oldPlace: number | null): Rule[] {
  const parsed = positionBody.safeParse(sent);
  if (!parsed.success) throw invalid("invalid 'position' of the rule");
  const { position } = parsed.data;
  const find = (id: string, end: number): number =>
    id === '' ? end : rules.findIndex((other) => other.id === id);
  let at = oldPlace ?? rules.length;
  if (position !== undefined) {
    if ('index' in position) at = position.index - 1;
    else if ('before' in position) at = find(position.before, 0);
    else
      at =
        find(position.after, rules.length - 1) +
        (position.after !== '' && find(position.after, 0) < 0 ? 0 : 1);
  }
  if (at < 0) throw invalid("the rule named in 'position' does not exist");
  return rules.toSpliced(at, 0, rule);
}

function ruleIn(call: Call, ruleset: Ruleset): { readonly rule: Rule; readonly index: number } {
  const index = ruleset.rules.findIndex((rule) => rule.id === call.params.rule_id);
  const rule = ruleset.rules[index];
  if (rule === undefined) throw refusal(404, 10003, 'could not find rule');
  return { rule, index };
}

function addRule(call: Call, zone: Zone) {
  const ruleset = named(call, zone);
  const rule = checkRule(call.body, ruleset.phase, call.now, null);
  return touch(ruleset, place(ruleset.rules, rule, call.body, null), call.now);
}

function changeRule(call: Call, zone: Zone) {
  const ruleset = named(call, zone);
  const { rule, index } = ruleIn(call, ruleset);
  /* A rule is changed as a whole; with a position alone it is only moved. */
  const isMove = z.strictObject({ position: z.unknown() }).safeParse(call.body).success;
  const changed = checkRule(isMove ? rule : call.body, ruleset.phase, call.now, rule);
  return touch(ruleset, place(ruleset.rules.toSpliced(index, 1), changed, call.body, index), call.now);
}

function removeRule(call: Call, zone: Zone) {
  const ruleset = named(call, zone);
  return touch(ruleset, ruleset.rules.toSpliced(ruleIn(call, ruleset).index, 1), call.now);
}

/** One row for each phase, since each phase has its own right. */
const entrypoints: readonly Route[] = phases.flatMap((phase) => {
  const product = phaseProduct(phase);
  if (product === null) return [];
  const path = `/rulesets/phases/${phase}/entrypoint`;
  return [
    zoneRoute('GET', path, [`${product}.read`], (call, zone) => {
      const ruleset = entrypoint(call, zone, phase);
      if (ruleset === undefined) {
        throw refusal(404, 10003, `could not find entrypoint ruleset in the ${phase} phase`);
      }
      return ok(render(ruleset));
    }),
    zoneRoute('PUT', path, [`${product}.edit`], (call, zone) =>
      replace(call, zone, phase, entrypoint(call, zone, phase)),
    ),
  ];
});

/** Redirects, cache rules, firewall rules and the like. */
export const rulesetRoutes: readonly Route[] = [
  ...entrypoints,
  zoneRoute(
    'GET',
    '/rulesets',
    [
      'zoneWaf.read',
      'singleRedirect.read',
      'cacheRules.read',
      'configRules.read',
      'transformRules.read',
      'originRules.read',
    ],
    (call, zone) => {
      const readable = inZone(call, zone).filter((ruleset) => {
        const product = phaseProduct(ruleset.phase);
        return product !== null && call.may(`${product}.read`, { zone });
      });
      return ok(readable.map((ruleset) => render(ruleset, false)));
    },
  ),
  rulesetRoute('GET', '', 'read', (call, zone) => ok(render(named(call, zone)))),
  rulesetRoute('PUT', '', 'edit', (call, zone) => {
    const ruleset = named(call, zone);
    return replace(call, zone, ruleset.phase, ruleset);
  }),
  rulesetRoute('POST', '/rules', 'edit', addRule),
  rulesetRoute('PATCH', '/rules/:rule_id', 'edit', changeRule),
  rulesetRoute('DELETE', '/rules/:rule_id', 'edit', removeRule),
];
