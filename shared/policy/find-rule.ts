import type { Policy, PolicyScope, Refusal, Rule, Target } from './policy.ts';

/** One step of a rule's path: a word that must stand there, or what the step must look like. */
type Step = string | RegExp;

type Compiled = {
  readonly rule: Rule;
  readonly steps: readonly Step[];
  /** Which steps are the slip's own account, zone or project: the same request elsewhere differs only there. */
  readonly own: readonly boolean[];
};

/** A policy made ready for being asked often. */
type Table = {
  /** Rules by method and number of steps, so that a request is held against few of them. */
  readonly rows: ReadonlyMap<string, readonly Compiled[]>;
  /** What the slip allows, in one sentence for the agent. */
  readonly allows: string;
};

const tables = new WeakMap<Policy, Table>();

const hexId = /^[0-9a-f]{32}$/;
const anyId = /^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const anyName = /^[A-Za-z0-9._-]{1,255}$/;

/** Most lines of what a slip allows that a refusal names. */
const mostLines = 40;

/** The one rule that a request falls under, or why there is none. The body is not looked at yet. */
export function findRule(policy: Policy, target: Target): Rule | Refusal {
  const table = tableOf(policy);
  const rows = table.rows.get(keyOf(target.method, target.segments.length)) ?? [];
  const found = rows.find((row) => fits(row, target.segments, false));
  if (found !== undefined) return queryRefusal(found.rule, target) ?? found.rule;
  return rows.some((row) => fits(row, target.segments, true))
    ? { code: 'elsewhere', says: `${whereOf(policy.scope)} ${table.allows}` }
    : { code: 'not-on-slip', says: `This slip does not allow that. ${table.allows}` };
}

/** Every rule whose method and path a request fits. More than one is a mistake in the rules. */
export function rulesThatFit(policy: Policy, target: Target): readonly Rule[] {
  const rows = tableOf(policy).rows.get(keyOf(target.method, target.segments.length)) ?? [];
  return rows.filter((row) => fits(row, target.segments, false)).map(({ rule }) => rule);
}

/** Where a slip is good for, in one sentence for the agent. */
function whereOf({ account, zone, allZones, project }: PolicyScope): string {
  const site = zone === null ? '' : `, the website ${zone.name} (zone ${zone.id})`;
  const sites = allZones ? ', its websites (zones) for reading' : site;
  const pages = project === null ? '' : `, the Pages project ${project}`;
  return `This slip is only good for the account ${account}${sites}${pages}.`;
}

function tableOf(policy: Policy): Table {
  const known = tables.get(policy);
  if (known !== undefined) return known;
  const compiled = policy.rules.flatMap((rule) => compile(rule, policy.scope) ?? []);
  const table: Table = {
    rows: Map.groupBy(compiled, ({ rule, steps }) => keyOf(rule.method, steps.length)),
    allows: allowedBy(compiled),
  };
  tables.set(policy, table);
  return table;
}

function keyOf(method: string, steps: number): string {
  return `${method} ${steps}`;
}

/* A rule about something that the slip has not got, such as a Pages project, fits nothing. */
function compile(rule: Rule, scope: PolicyScope): Compiled | null {
  const words = rule.path.split('/').slice(1);
  const steps: Step[] = [];
  for (const word of words) {
    const step = stepOf(word, scope);
    if (step === null) return null;
    steps.push(step);
  }
  return { rule, steps, own: words.map((word) => /^\{(?:account|zone|project)\}$/.test(word)) };
}

function stepOf(word: string, scope: PolicyScope): Step | null {
  if (!word.startsWith('{')) return word;
  switch (word) {
    case '{account}':
      return scope.account;
    case '{zone}':
      return scope.zone?.id ?? (scope.allZones ? hexId : null);
    case '{project}':
      return scope.project;
    case '{id}':
      return anyId;
    default:
      return anyName;
  }
}

function fits({ steps, own }: Compiled, segments: readonly string[], anywhere: boolean): boolean {
  return steps.every((step, index) => {
    const segment = segments[index] ?? '';
    if (anywhere && own[index] === true) return anyName.test(segment);
    return typeof step === 'string' ? step === segment : step.test(segment);
  });
}

function queryRefusal({ query: known = {}, allows }: Rule, { query }: Target): Refusal | null {
  for (const [name, value] of query) {
    const form = Object.hasOwn(known, name) ? known[name] : undefined;
    if (form === undefined) {
      const names = Object.keys(known);
      const may = names.length === 0 ? 'It takes no query.' : `It takes: ${names.join(', ')}.`;
      return {
        code: 'query-refused',
        says: `The query name ${name} is not allowed here. ${may} (${allows})`,
      };
    }
    if (!form.test(value)) {
      return {
        code: 'query-refused',
        says: `The value of ${name} in the query is not allowed here. (${allows})`,
      };
    }
  }
  return null;
}

function allowedBy(compiled: readonly Compiled[]): string {
  const lines = [...new Set(compiled.map(({ rule }) => rule.allows))];
  const more = lines.length > mostLines ? ` And ${lines.length - mostLines} more.` : '';
  return `It allows: ${lines.slice(0, mostLines).join('; ')}.${more}`;
}
