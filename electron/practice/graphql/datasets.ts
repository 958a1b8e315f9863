import type { PermissionKey } from '../../../shared/catalogue/permission-groups.ts';
import type { Traffic } from '../state.ts';
import { checkLength, passes, rangeOf } from './filter.ts';
import { type Field, QueryError } from './parse.ts';
import { dimensionsOf, type Row, rowsIn, timeDimensions } from './rows.ts';

interface Dataset {
  /** Any of these rights on the zone opens it. */
  readonly anyOf: readonly PermissionKey[];
  readonly blockedOnly: boolean;
  readonly grouped: boolean;
  readonly time: string | null;
}

const traffic = { anyOf: ['analytics.read'], blockedOnly: false, grouped: true } as const;
/* Security events are opened by the firewall's own read rights as well. */
const security = {
  anyOf: ['analytics.read', 'firewallServices.read', 'zoneWaf.read'],
  blockedOnly: true,
} as const;

/** The datasets of a zone. */
export const datasets: Readonly<Record<string, Dataset>> = {
  httpRequestsAdaptiveGroups: { ...traffic, time: null },
  httpRequests1hGroups: { ...traffic, time: 'datetime' },
  httpRequests1dGroups: { ...traffic, time: 'date' },
  firewallEventsAdaptive: { ...security, grouped: false, time: null },
  firewallEventsAdaptiveGroups: { ...security, grouped: true, time: null },
};

const mostRows = 10_000;
/** Rows times what is made of each: as much as this process reads in a few tenths of a second. */
const mostWork = 200_000;

/** Answers one dataset field from the zone's ordinary traffic. */
export function readDataset(field: Field, all: readonly Traffic[], now: Date): unknown {
  const dataset = datasets[field.name];
  if (dataset === undefined) throw new QueryError(`unknown field "${field.name}"`);
  const limit = Number(field.args.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > mostRows) {
    throw new QueryError(`limit must be a positive number and not greater than ${mostRows}`);
  }
  const { filter } = field.args;
  checkLength(filter);
  const fitting = all
    .filter((one) => !dataset.blockedOnly || one.blocked !== null)
    .filter((one) => passes(dimensionsOf(one), filter));
  const range = rangeOf(filter, now);
  const rows = rowsIn(fitting, range, dataset.grouped ? wantedDimensions(field) : timeDimensions);
  if (rows.length * (orders(field).length + fieldsIn(field)) > mostWork) {
    throw new QueryError('the query asks for too much: take a shorter time, a coarser one, or fewer fields');
  }
  return dataset.grouped ? groupsOf(field, dataset, rows).slice(0, limit) : events(field, rows, limit);
}

function fieldsIn({ fields }: Field): number {
  return fields.reduce((sum, field) => sum + 1 + fieldsIn(field), 0);
}

function wantedDimensions(field: Field): string[] {
  return field.fields
    .filter((one) => one.name === 'dimensions')
    .flatMap((one) => one.fields.map((d) => d.name));
}

function groupsOf(field: Field, dataset: Dataset, rows: readonly Row[]): unknown[] {
  const wanted = wantedDimensions(field);
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(wanted.map((name) => dimension(row, name, dataset)));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  const ordered = orders(field).toReversed();
  const sorted = [...groups.values()];
  for (const { by, down } of ordered) {
    sorted.sort(
      (one, other) => (down ? -1 : 1) * compareBy(sortValue(one, by, dataset), sortValue(other, by, dataset)),
    );
  }
  return sorted.map((group) => renderGroup(field, group, dataset));
}

function dimension(row: Row, name: string, dataset: Dataset): string | number {
  // The hourly dataset calls its hours `datetime`.
  const real = dataset.time === 'datetime' && name === 'datetime' ? 'datetimeHour' : name;
  const value = row.dimensions[real];
  if (value === undefined) throw new QueryError(`unknown field "${name}"`);
  return value;
}

function orders(field: Field): { readonly by: string; readonly down: boolean }[] {
  const { orderBy } = field.args;
  const list = orderBy === undefined ? [] : Array.isArray(orderBy) ? orderBy : [orderBy];
  return list.map((entry) => {
    const [, by, direction] = /^(\w+)_(ASC|DESC)$/.exec(String(entry)) ?? [];
    if (by === undefined) throw new QueryError(`unknown order ${String(entry)}`);
    return { by, down: direction === 'DESC' };
  });
}

function compareBy(one: string | number, other: string | number): number {
  return typeof one === 'number' && typeof other === 'number'
    ? one - other
    : String(one).localeCompare(String(other));
}

function sortValue(group: readonly Row[], by: string, dataset: Dataset): string | number {
  if (by === 'count') return count(group);
  const [, kind, name = ''] = /^(sum|uniq|avg)_(\w+)$/.exec(by) ?? [];
  if (kind !== undefined)
    return Number(kind === 'sum' ? sum(group, name) : kind === 'uniq' ? uniques(group) : 1);
  const [first] = group;
  return first === undefined ? 0 : dimension(first, by, dataset);
}

const total = (group: readonly Row[], weight: (row: Row) => number): number =>
  group.reduce((sumSoFar, row) => sumSoFar + row.count * weight(row), 0);
const count = (group: readonly Row[]): number => total(group, () => 1);
const uniques = (group: readonly Row[]): number => Math.max(1, Math.round(count(group) * 0.4));
const fromCache = (row: Row): number => (row.traffic.cache === 'hit' ? 1 : 0);

function sum(group: readonly Row[], name: string): number | object[] {
  switch (name) {
    case 'edgeResponseBytes':
    case 'bytes':
      return total(group, (row) => row.traffic.bytes);
    case 'visits':
      return Math.round(count(group) * 0.6);
    case 'requests':
    case 'pageViews':
      return count(group);
    case 'cachedRequests':
      return total(group, fromCache);
    case 'cachedBytes':
      return total(group, (row) => fromCache(row) * row.traffic.bytes);
    case 'threats':
      return total(group, (row) => (row.traffic.blocked === null ? 0 : 1));
    case 'responseStatusMap':
      return mapBy(group, 'edgeResponseStatus');
    case 'countryMap':
      return mapBy(group, 'clientCountryName');
    default:
      throw new QueryError(`unknown field "${name}"`);
  }
}

function mapBy(group: readonly Row[], name: 'edgeResponseStatus' | 'clientCountryName'): object[] {
  const parts = Map.groupBy(group, (row) => row.dimensions[name] ?? '');
  return [...parts].map(([value, rows]) => ({
    [name]: value,
    requests: count(rows),
    bytes: total(rows, (row) => row.traffic.bytes),
    threats: total(rows, (row) => (row.traffic.blocked === null ? 0 : 1)),
  }));
}

/** Picks the asked-for fields, under the names that were asked for. */
function pick(fields: readonly Field[], read: (field: Field) => unknown): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field.alias, read(field)]));
}

function renderGroup(field: Field, group: readonly Row[], dataset: Dataset): unknown {
  const [first] = group;
  return pick(field.fields, (part) => {
    switch (part.name) {
      case 'count':
        return count(group);
      case 'dimensions':
        return pick(part.fields, (d) => (first === undefined ? null : dimension(first, d.name, dataset)));
      case 'sum':
        return pick(part.fields, (s) => {
          const value = sum(group, s.name);
          return Array.isArray(value) && s.fields.length > 0
            ? value.map((entry) => pick(s.fields, (f) => (entry as Record<string, unknown>)[f.name] ?? null))
            : value;
        });
      case 'uniq':
        return pick(part.fields, () => uniques(group));
      case 'avg':
        return pick(part.fields, () => 1);
      case '__typename':
        return field.name;
      default:
        throw new QueryError(`unknown field "${part.name}"`);
    }
  });
}

/** Single security events, newest first. */
function events(field: Field, rows: readonly Row[], limit: number): unknown[] {
  const list = rows.toReversed().slice(0, limit);
  return list.map((row) =>
    pick(field.fields, (part) => {
      if (part.name === 'rayName') return `${row.traffic.blocked?.ruleId.slice(0, 12)}prac`;
      const value = row.dimensions[part.name];
      if (value === undefined) throw new QueryError(`unknown field "${part.name}"`);
      return value;
    }),
  );
}
