import { z } from 'zod';
import { type Answer, refusal } from '../answers.ts';
import { datasets, readDataset } from '../graphql/datasets.ts';
import { type Field, parseQuery, QueryError } from '../graphql/parse.ts';
import type { Call, Route } from '../route.ts';
import type { Zone } from '../state.ts';

const body = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

/* 300 queries in five minutes; at most 10 zones or one account in one query. */
const queriesPerWindow = 300;
const windowSeconds = 300;
const mostZones = 10;
/** Our own bound: reading a dataset takes this process a while. */
const mostDatasets = 10;

/** A refusal in the words of the GraphQL API, which answers most of them with status 200. */
class Denied extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

function failure(call: Call, status: number, message: string, code: string): Answer {
  const extensions = { code, timestamp: call.now.toISOString() };
  return { status, body: { data: null, errors: [{ message, path: null, extensions }] } };
}

function answer(call: Call): Answer {
  const owner = call.token.owner.kind === 'user' ? call.token.owner.userId : call.token.id;
  if (!call.limits.take(`graphql:${owner}`, queriesPerWindow, queriesPerWindow / windowSeconds, 1)) {
    return failure(call, 429, 'rate limiter budget depleted, try again after 5 minutes', 'budget');
  }
  const sent = body.safeParse(call.body);
  if (!sent.success) throw refusal(400, 10004, 'The request body has to hold a query');
  try {
    const fields = parseQuery(sent.data.query, sent.data.variables ?? {});
    return { status: 200, body: { data: readRoot(call, fields), errors: null } };
  } catch (error) {
    if (error instanceof Denied) return failure(call, error.status, error.message, 'authz');
    if (error instanceof QueryError) return failure(call, 200, error.message, 'parse');
    throw error;
  }
}

const entries = (fields: readonly Field[], read: (field: Field) => unknown): Record<string, unknown> =>
  Object.fromEntries(fields.map((field) => [field.alias, read(field)]));

function unknownField(field: Field): never {
  throw new QueryError(`unknown field "${field.name}"`);
}

/** How many datasets are read, those of each zone counted. */
function datasetsIn(fields: readonly Field[]): number {
  const counts = fields.map((field) => {
    if (Object.hasOwn(datasets, field.name)) return 1;
    const zones = field.name === 'zones' ? tags(filterOf(field), 'zoneTag').length : 1;
    return zones * datasetsIn(field.fields);
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

function readRoot(call: Call, fields: readonly Field[]): unknown {
  if (datasetsIn(fields) > mostDatasets) {
    throw new QueryError(`a query can ask for at most ${mostDatasets} datasets`);
  }
  return entries(fields, (field) => {
    if (field.name === '__typename') return 'Query';
    if (field.name !== 'viewer') return unknownField(field);
    return entries(field.fields, (inner) => {
      if (inner.name === 'zones') return readZones(call, inner);
      if (inner.name === 'accounts') return readAccount(call, inner);
      if (inner.name === '__typename') return 'viewer';
      if (inner.name === 'budget') return queriesPerWindow;
      return unknownField(inner);
    });
  });
}

const filterOf = (field: Field): Readonly<Record<string, unknown>> => {
  const { filter } = field.args;
  return filter !== null && typeof filter === 'object' ? (filter as Record<string, unknown>) : {};
};

function tags(filter: Readonly<Record<string, unknown>>, name: string): string[] {
  const one = filter[name];
  const many = filter[`${name}_in`];
  return [...(one === undefined ? [] : [one]), ...(Array.isArray(many) ? many : [])].map(String);
}

function readZones(call: Call, field: Field): unknown[] {
  const wanted = tags(filterOf(field), 'zoneTag');
  if (wanted.length === 0) throw new QueryError('zones need a filter with zoneTag');
  if (wanted.length > mostZones) throw new QueryError(`a query can ask for at most ${mostZones} zones`);
  return wanted.map((tag) => readZone(call, field, tag));
}

function readZone(call: Call, field: Field, tag: string): unknown {
  const zone = call.state.zones.find((candidate) => candidate.id === tag);
  return entries(field.fields, (inner) => {
    const anyOf = datasets[inner.name]?.anyOf ?? ['analytics.read' as const];
    if (zone === undefined || !anyOf.some((key) => call.may(key, { zone }))) {
      throw new Denied(200, `zones ["${tag}"] are not authorized`);
    }
    return readZoneField(call, zone, inner);
  });
}

function readZoneField(call: Call, zone: Zone, field: Field): unknown {
  if (field.name === 'zoneTag') return zone.id;
  if (field.name === '__typename') return 'zone';
  if (datasets[field.name] === undefined) {
    throw new Denied(200, `zone "${zone.id}" does not have access to the path viewer.zones.${field.name}`);
  }
  return readDataset(field, call.state.traffic[zone.id] ?? [], call.now);
}

function readAccount(call: Call, field: Field): unknown[] {
  const [tag, ...others] = tags(filterOf(field), 'accountTag');
  if (tag === undefined) throw new QueryError('accounts need a filter with accountTag');
  if (others.length > 0) throw new QueryError('a query can ask for one account');
  if (!call.may('accountAnalytics.read', { accountId: tag }))
    throw new Denied(403, 'not authorized for that account');
  const zones = call.state.zones.filter((zone) => zone.accountId === tag);
  const traffic = zones.flatMap((zone) => call.state.traffic[zone.id] ?? []);
  return [
    entries(field.fields, (inner) => {
      if (inner.name === 'accountTag') return tag;
      if (inner.name === '__typename') return 'account';
      return readDataset(inner, traffic, call.now);
    }),
  ];
}

/** Analytics by GraphQL. */
export const analyticsRoutes: readonly Route[] = [
  { method: 'POST', path: '/graphql', need: { on: 'query' }, refusal: 'product', handle: answer },
];
