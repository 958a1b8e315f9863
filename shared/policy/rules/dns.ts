import type { Asked, OwnRequest, PolicyScope, Refusal, Rule, Shown, Watch } from '../policy.ts';
import { dnsBatch } from './dns-batch.ts';
import {
  asSent,
  contentRefusal,
  named,
  nameRefusal,
  partOfRecord,
  presentRefusal,
  recordWith,
  showRecord,
  wholeRecord,
} from './dns-record.ts';
import { fullName, isOwnRecord, listedName, plainName, siteOf } from './own-names.ts';
import { anyText, bodyAs, bodyRefused, listIn, paging, shapeRefusal, textIn } from './shapes.ts';

const textFilters = Object.fromEntries(
  ['name', 'content', 'comment'].flatMap((field) =>
    ['', '.exact', '.contains', '.startswith', '.endswith', '.present', '.absent'].map((how) => [
      field + how,
      anyText,
    ]),
  ),
);

const isOwn = (record: unknown, scope: PolicyScope) => isOwnRecord(textIn(record, 'name') ?? '', scope);

const nameFilters = ['name', 'name.exact'] as const;
/** Filters that would bring back records of other names beside those of the slip's. */
const widening: readonly string[] = [...nameFilters, 'match'];

/* With a slip for one hostname Cloudflare is asked for that name alone, so that no count tells of other records. */
function ofOwnName({ target: { segments, query } }: Asked, { hostname }: PolicyScope): OwnRequest {
  const own: OwnRequest = { method: 'GET', segments };
  if (hostname === null) return { ...own, query };
  const rest = [...query].filter(([name]) => !widening.includes(name));
  return { ...own, query: new Map([...rest, ['name.exact', listedName(hostname)]]) };
}

function asksForOwnName({ target: { query } }: Asked, scope: PolicyScope): boolean {
  if (scope.hostname === null) return true;
  return nameFilters.every((filter) => isOwnRecord(query.get(filter) ?? scope.hostname ?? '', scope));
}

/** Reading records: of the whole website, or of the one name that the slip is for. */
export const dnsReads: readonly Rule[] = [
  {
    id: 'dns.list',
    method: 'GET',
    path: '/zones/{zone}/dns_records',
    query: {
      ...paging,
      ...textFilters,
      type: /^[A-Za-z]{1,12}$/,
      proxied: /^(?:true|false)$/,
      search: anyText,
    },
    body: 'none',
    kind: 'read',
    says: (_asked, scope) => `Looks at the DNS records of ${siteOf(scope)}.`,
    allows: 'GET /zones/{zone}/dns_records',
    instead: ofOwnName,
    narrow: (result, scope, asked) =>
      asksForOwnName(asked, scope)
        ? listIn(result).filter((record) => scope.allZones || isOwn(record, scope))
        : [],
  },
  {
    id: 'dns.read',
    method: 'GET',
    path: '/zones/{zone}/dns_records/{id}',
    body: 'none',
    kind: 'read',
    says: (_asked, scope) => `Looks at one DNS record of ${siteOf(scope)}.`,
    allows: 'GET /zones/{zone}/dns_records/{id}',
    narrow: (result, scope) => (scope.allZones || isOwn(result, scope) ? result : undefined),
  },
];

/** All records as one text, which can't be narrowed to one name. */
export const dnsExport: Rule = {
  id: 'dns.export',
  method: 'GET',
  path: '/zones/{zone}/dns_records/export',
  body: 'none',
  kind: 'read',
  says: (_asked, scope) => `Looks at all DNS records of ${siteOf(scope)}.`,
  allows: 'GET /zones/{zone}/dns_records/export',
};

const oneRecord = ({ target }: Asked): OwnRequest => ({ method: 'GET', segments: target.segments });
const records = ({ target }: Asked): readonly string[] => target.segments.slice(0, 3);

/* A change that names no kind is one of the kind that is there. */
function mergedRefusal(before: unknown, asked: Asked): Refusal | null {
  const sent = bodyAs(partOfRecord, asked) ?? {};
  return contentRefusal(sent, sent.type ?? textIn(before, 'type'));
}

/** What is looked at when one record that is there is changed. */
const watchOne: Watch = {
  read: oneRecord,
  show: showRecord,
  planned: (asked, before, scope) =>
    showRecord(recordWith(before, named(bodyAs(partOfRecord, asked) ?? {}, scope))),
  limits: (before, asked, scope) =>
    before === null
      ? bodyRefused('There is no such record.')
      : (presentRefusal(before, scope) ?? mergedRefusal(before, asked)),
  undo: ({ target }, before) => ({ method: 'PUT', segments: target.segments, body: asSent(before) }),
};

function plannedRecord(asked: Asked, _before: unknown, scope: PolicyScope): readonly Shown[] {
  return showRecord({ proxied: false, ttl: 1, ...named(bodyAs(partOfRecord, asked) ?? {}, scope) });
}

const nameIn = (asked: Asked, { zone }: PolicyScope): string => {
  const name = bodyAs(partOfRecord, asked)?.name;
  return name === undefined || zone === null ? 'a name' : fullName(name, plainName(zone.name));
};

const limitsOf =
  (shape: typeof wholeRecord | typeof partOfRecord): NonNullable<Rule['limits']> =>
  (asked, scope) => {
    const wrong = shapeRefusal(shape, asked.body);
    const sent = bodyAs(partOfRecord, asked) ?? {};
    return wrong ?? contentRefusal(sent, sent.type) ?? nameRefusal(sent.name, scope);
  };
const wholeLimits = limitsOf(wholeRecord);
const partLimits = limitsOf(partOfRecord);

/* Which record it is: one that is called otherwise leads other visitors. And whether Cloudflare stands before it. */
const touched = { alikeBy: ['Name', 'Kind of record'], alikeSwitches: ['Through Cloudflare'] } as const;

type Watched = Rule & { readonly watch: Watch };

/** Adding a record. */
export const dnsCreate: Watched = {
  id: 'dns.create',
  method: 'POST',
  path: '/zones/{zone}/dns_records',
  body: 'json',
  kind: 'change',
  says: (asked, scope) => `Adds a DNS record for ${nameIn(asked, scope)}.`,
  allows: 'POST /zones/{zone}/dns_records: add one record (never NS, SOA or DS)',
  limits: wholeLimits,
  ...touched,
  watch: {
    read: () => null,
    readCreated: (asked, result) => {
      const id = textIn(result, 'id');
      return id === null ? null : { method: 'GET', segments: [...records(asked), id] };
    },
    show: showRecord,
    planned: plannedRecord,
    undo: (asked, _before, after) => {
      const id = textIn(after, 'id');
      return id === null ? null : { method: 'DELETE', segments: [...records(asked), id] };
    },
  },
};

/** Changing some fields of a record. */
export const dnsUpdate: Watched = {
  id: 'dns.update',
  method: 'PATCH',
  path: '/zones/{zone}/dns_records/{id}',
  body: 'json',
  kind: 'change',
  says: (_asked, scope) => `Changes a DNS record of ${siteOf(scope)}: where a name points.`,
  allows: 'PATCH /zones/{zone}/dns_records/{id}: change one record (never NS, SOA or DS)',
  limits: partLimits,
  ...touched,
  watch: watchOne,
};

/** Writing a record that is there anew. */
export const dnsReplace: Watched = {
  ...dnsUpdate,
  id: 'dns.replace',
  method: 'PUT',
  says: (asked, scope) => `Changes the DNS record of ${nameIn(asked, scope)}: where it points.`,
  allows: 'PUT /zones/{zone}/dns_records/{id}: write one record anew (never NS, SOA or DS)',
  limits: wholeLimits,
  watch: { ...watchOne, planned: plannedRecord },
};

/** Removing a record. */
const dnsRemove: Rule = {
  id: 'dns.remove',
  method: 'DELETE',
  path: '/zones/{zone}/dns_records/{id}',
  body: 'none',
  kind: 'destructive',
  says: (_asked, scope) => `Removes a DNS record of ${siteOf(scope)}. What it points to may stop working.`,
  allows: 'DELETE /zones/{zone}/dns_records/{id}: remove one record (never NS, SOA or DS)',
  watch: {
    ...watchOne,
    planned: () => [],
    undo: (asked, before) => ({ method: 'POST', segments: records(asked), body: asSent(before) }),
  },
};

/** Adding, changing and removing records, one by one or several at once. */
export const dnsChanges: readonly Rule[] = [dnsCreate, dnsUpdate, dnsReplace, dnsRemove, dnsBatch];
