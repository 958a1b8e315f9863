import {
  type ArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { matchesOwn } from './own-names.ts';

/** What a query on analytics may reach. */
export type QueryScope = {
  /** The ids of zones that may be asked for; "any" for whichever the token reaches. */
  readonly zones: readonly string[] | 'any';
  /** The account, where the slip may ask for figures of a whole account; else null. */
  readonly account: string | null;
  /** The one hostname that may be asked for; null for all of a zone's. */
  readonly hostname: string | null;
};

export type SentQuery = {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
};

const mostTokens = 3000;
const deepest = 12;
/** Fields once every fragment is written out where it is used. */
const mostFields = 1000;
/** Cloudflare answers for no more zones in one query. */
const mostZones = 10;
/** The hosts of one condition: a variable may stand in hundreds of them. */
const mostHosts = 100;
const longestName = 253;
const hexId = /^[0-9a-f]{32}$/;

/* Thrown inside this file only, since a query is walked through deeply. */
class Refused extends Error {}

/** Why a query reaches for more than the slip; null where it asks for the slip's own figures alone. */
export function queryRefusal(sent: SentQuery, scope: QueryScope): string | null {
  try {
    const walk = readDocument(parse(sent.query, { maxTokens: mostTokens, noLocation: true }), sent);
    walkRoot(walk, scope);
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.message;
    return 'The query is not valid GraphQL, or too long.';
  }
}

type Walk = {
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: ReadonlyMap<string, unknown>;
  /** Fields seen so far. */
  count: number;
};

function readDocument({ definitions }: DocumentNode, { variables: sent }: SentQuery): Walk {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const operations: OperationDefinitionNode[] = [];
  for (const definition of definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
    else if (definition.kind !== Kind.FRAGMENT_DEFINITION) throw new Refused('Only a query is allowed.');
    else if (fragments.has(definition.name.value)) throw new Refused('A fragment stands there twice.');
    else fragments.set(definition.name.value, definition);
  }
  const [operation, ...others] = operations;
  if (operation === undefined || others.length > 0) throw new Refused('Send one query at a time.');
  if (operation.operation !== 'query')
    throw new Refused('Only queries are allowed, no mutation or subscription.');
  refuseDirectives(operation.directives);
  return { operation, fragments, variables: variablesOf(operation, sent), count: 0 };
}

function variablesOf(
  { variableDefinitions = [] }: OperationDefinitionNode,
  sent: SentQuery['variables'],
): ReadonlyMap<string, unknown> {
  const values = new Map<string, unknown>();
  for (const { variable, defaultValue, directives } of variableDefinitions) {
    refuseDirectives(directives);
    const name = variable.name.value;
    if (values.has(name)) throw new Refused(`The variable $${name} stands there twice.`);
    const usual = defaultValue === undefined ? undefined : meaningOf(defaultValue, new Map());
    values.set(name, Object.hasOwn(sent, name) ? sent[name] : usual);
  }
  return values;
}

/* Those that leave a field out do no harm; any other might. */
function refuseDirectives(directives: readonly DirectiveNode[] | undefined): void {
  const foreign = (directives ?? []).find(({ name }) => name.value !== 'include' && name.value !== 'skip');
  if (foreign !== undefined) throw new Refused(`The directive @${foreign.name.value} is not allowed.`);
}

function walkRoot(walk: Walk, scope: QueryScope): void {
  for (const field of fieldsOf(walk, walk.operation.selectionSet, 0)) {
    if (field.name.value === '__typename') continue;
    if (field.name.value !== 'viewer' || (field.arguments ?? []).length > 0) {
      throw new Refused('Only "viewer" can be asked for.');
    }
    for (const inner of fieldsOf(walk, field.selectionSet, 1)) walkViewer(walk, inner, scope);
  }
}

function walkViewer(walk: Walk, field: FieldNode, scope: QueryScope): void {
  switch (field.name.value) {
    case '__typename':
    case 'budget':
      return;
    case 'zones':
      checkFilter(walk, field, 'zoneTag', (tag) =>
        scope.zones === 'any' ? hexId.test(tag) : scope.zones.includes(tag),
      );
      if (scope.hostname !== null) walkZone(walk, field.selectionSet, scope.hostname);
      break;
    case 'accounts':
      if (scope.account === null || scope.hostname !== null)
        throw new Refused('This slip has no figures of whole accounts. Ask for "zones".');
      checkFilter(walk, field, 'accountTag', (tag) => tag === scope.account);
      break;
    default:
      throw new Refused('Only "zones" can be asked for below "viewer".');
  }
  walkData(walk, field.selectionSet, 2);
}

/* What is joined in a filter must all hold, so that one condition on the hostname is enough. */
function walkZone(walk: Walk, set: SelectionSetNode | undefined, hostname: string): void {
  for (const field of fieldsOf(walk, set, 2)) {
    if (['zoneTag', '__typename'].includes(field.name.value)) continue;
    const filters = (field.arguments ?? []).filter(({ name }) => name.value === 'filter');
    const [filter, ...more] = filters.map(({ value }) => meaningOf(value, walk.variables));
    if (more.length > 0 || !isObject(filter) || !isOnHost(filter, hostname)) {
      throw new Refused(
        `This slip is for ${hostname} alone: ask with filter: {clientRequestHTTPHost: "${hostname}"} below "zones".`,
      );
    }
  }
}

function isOnHost(filter: Readonly<Record<string, unknown>>, hostname: string): boolean {
  const of = (name: string) => (Object.hasOwn(filter, name) ? filter[name] : undefined);
  const isOwn = (host: unknown) =>
    typeof host === 'string' && host.length <= longestName && matchesOwn(host, hostname);
  const some = of('clientRequestHTTPHost_in');
  if (Array.isArray(some) && some.length > 0 && some.length <= mostHosts && some.every(isOwn)) return true;
  return isOwn(of('clientRequestHTTPHost'));
}

/* The figures themselves: whatever is asked for below the slip's own zone stays in it. */
function walkData(walk: Walk, set: SelectionSetNode | undefined, depth: number): void {
  for (const field of fieldsOf(walk, set, depth)) {
    const name = field.name.value;
    if (name === 'zones' || name === 'accounts' || (name.startsWith('__') && name !== '__typename')) {
      throw new Refused(`"${name}" can't be asked for there.`);
    }
    for (const argument of field.arguments ?? []) meaningOf(argument.value, walk.variables);
    walkData(walk, field.selectionSet, depth + 1);
  }
}

/** The fields of a selection, with every fragment written out. */
function fieldsOf(
  walk: Walk,
  set: SelectionSetNode | undefined,
  depth: number,
  within: readonly string[] = [],
): readonly FieldNode[] {
  if (depth + within.length > deepest) throw new Refused('The query is too deep.');
  return (set?.selections ?? []).flatMap((selection) => {
    refuseDirectives(selection.directives);
    if (selection.kind === Kind.FIELD) {
      walk.count += 1;
      if (walk.count > mostFields) throw new Refused('The query asks for too many fields.');
      return [selection];
    }
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      return fieldsOf(walk, selection.selectionSet, depth, [...within, '']);
    }
    const name = selection.name.value;
    const fragment = walk.fragments.get(name);
    if (fragment === undefined || within.includes(name))
      throw new Refused(`The fragment ${name} is missing, or holds itself.`);
    refuseDirectives(fragment.directives);
    return fieldsOf(walk, fragment.selectionSet, depth, [...within, name]);
  });
}

/** One filter, by nothing but the tag, and every tag in it the slip's own. */
function checkFilter(walk: Walk, field: FieldNode, tag: string, isOwn: (tag: string) => boolean): void {
  const says = `"${field.name.value}" needs filter: {${tag}: "<the slip's own>"}, and no other condition.`;
  const filter = filterOf(walk, field.arguments ?? []);
  const entries = filter === null ? [] : Object.entries(filter);
  const [entry] = entries;
  if (entry === undefined || entries.length > 1) throw new Refused(says);
  const [name, value] = entry;
  const tags = name === tag ? [value] : name === `${tag}_in` && Array.isArray(value) ? value : [];
  if (tags.length === 0 || tags.length > mostZones) throw new Refused(says);
  if (!tags.every((one) => typeof one === 'string' && isOwn(one))) throw new Refused(says);
}

function filterOf(walk: Walk, sent: readonly ArgumentNode[]): Readonly<Record<string, unknown>> | null {
  const names = sent.map(({ name }) => name.value);
  if (names.some((name) => !['filter', 'limit'].includes(name)) || new Set(names).size < names.length)
    return null;
  const filter = sent.find(({ name }) => name.value === 'filter');
  const value = filter === undefined ? null : meaningOf(filter.value, walk.variables);
  return isObject(value) ? value : null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a value stands for, with the variables filled in. A name that stands twice in an object is refused. */
function meaningOf(node: ValueNode, variables: ReadonlyMap<string, unknown>): unknown {
  switch (node.kind) {
    case Kind.VARIABLE:
      if (!variables.has(node.name.value))
        throw new Refused(`The variable $${node.name.value} is not declared.`);
      return variables.get(node.name.value);
    case Kind.LIST:
      return node.values.map((value) => meaningOf(value, variables));
    case Kind.OBJECT: {
      const names = node.fields.map(({ name }) => name.value);
      if (new Set(names).size < names.length) throw new Refused('A name stands twice in a filter.');
      return Object.fromEntries(
        node.fields.map(({ name, value }) => [name.value, meaningOf(value, variables)]),
      );
    }
    case Kind.NULL:
      return null;
    default:
      return node.value;
  }
}
