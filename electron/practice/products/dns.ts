import { z } from 'zod';
import { ok, paged, plainText, refusal } from '../answers.ts';
import { type Call, type Route, zoneRoute } from '../route.ts';
import type { DnsRecord, Zone } from '../state.ts';
import { newId } from '../token-values.ts';
import { checkRecord, isProxiable, type RecordFields, refuseClash } from './dns-content.ts';

const render = (record: DnsRecord) => ({
  id: record.id,
  name: record.name,
  type: record.type,
  content: record.content,
  proxiable: isProxiable(record.type),
  proxied: record.proxied,
  ttl: record.ttl,
  ...(record.priority === null ? {} : { priority: record.priority }),
  ...(record.data === null ? {} : { data: record.data }),
  settings: {},
  meta: {},
  comment: record.comment,
  tags: record.tags,
  created_on: record.createdOn,
  modified_on: record.modifiedOn,
});

const recordsOf = (all: readonly DnsRecord[], zone: Zone): DnsRecord[] =>
  all.filter((record) => record.zoneId === zone.id);

function find(all: readonly DnsRecord[], zone: Zone, id: string | undefined): DnsRecord {
  const record = all.find((candidate) => candidate.id === id && candidate.zoneId === zone.id);
  if (record === undefined) throw refusal(404, 81044, 'Record does not exist.');
  return record;
}

/** The names that a filter can go by, such as `name`, `name.contains` or `content.startswith`. */
function textFits(query: URLSearchParams, field: 'name' | 'content' | 'comment', value: string): boolean {
  const lower = value.toLowerCase();
  const ask = (suffix: string) => query.get(`${field}${suffix}`)?.toLowerCase();
  const exact = ask('') ?? ask('.exact');
  const contains = ask('.contains');
  const starts = ask('.startswith');
  const ends = ask('.endswith');
  return (
    (exact === undefined || lower === exact) &&
    (contains === undefined || lower.includes(contains)) &&
    (starts === undefined || lower.startsWith(starts)) &&
    (ends === undefined || lower.endsWith(ends))
  );
}

function list(call: Call, zone: Zone) {
  const { query } = call;
  const type = query.get('type');
  const proxied = query.get('proxied');
  const search = query.get('search')?.toLowerCase();
  const order = query.get('order') ?? 'type';
  const shown = recordsOf(call.state.dnsRecords, zone)
    .filter((record) => type === null || record.type === type.toUpperCase())
    .filter((record) => proxied === null || String(record.proxied) === proxied)
    .filter((record) => textFits(query, 'name', record.name))
    .filter((record) => textFits(query, 'content', record.content))
    .filter((record) => textFits(query, 'comment', record.comment ?? ''))
    .filter(
      (record) => search === undefined || `${record.name} ${record.content}`.toLowerCase().includes(search),
    )
    .toSorted((one, other) => sortText(one, order).localeCompare(sortText(other, order)));
  const ordered = query.get('direction') === 'desc' ? shown.toReversed() : shown;
  return paged(ordered, query, render, { defaultSize: 100, maxSize: 5000 });
}

function sortText(record: DnsRecord, order: string): string {
  const first = order === 'name' ? record.name : order === 'content' ? record.content : record.type;
  return `${first} ${record.type} ${record.name} ${record.content}`;
}

function add(records: DnsRecord[], fields: RecordFields, zone: Zone, now: Date): DnsRecord {
  refuseClash(recordsOf(records, zone), fields, null);
  const at = now.toISOString();
  const record = { id: newId(), zoneId: zone.id, ...fields, createdOn: at, modifiedOn: at };
  records.push(record);
  return record;
}

function replace(
  records: DnsRecord[],
  record: DnsRecord,
  fields: RecordFields,
  zone: Zone,
  now: Date,
): DnsRecord {
  refuseClash(recordsOf(records, zone), fields, record.id);
  const changed = { ...record, ...fields, modifiedOn: now.toISOString() };
  records.splice(records.indexOf(record), 1, changed);
  return changed;
}

const patchBody = z.looseObject({});

/** What a record becomes when only some of its fields are sent. */
function merged(record: DnsRecord, sent: unknown): unknown {
  const change = patchBody.safeParse(sent);
  if (!change.success) throw refusal(400, 9207, 'Request body is invalid.');
  const { type, name, content, ttl, proxied, comment, tags, priority, data } = record;
  const byData = data !== null;
  return {
    type,
    name,
    ttl,
    proxied,
    comment,
    tags,
    ...(byData ? { data } : { content }),
    ...(priority === null || byData ? {} : { priority }),
    ...change.data,
  };
}

function remove(records: DnsRecord[], record: DnsRecord): DnsRecord {
  records.splice(records.indexOf(record), 1);
  return record;
}

const batchBody = z.object({
  deletes: z.array(z.looseObject({ id: z.string() })).default([]),
  patches: z.array(z.looseObject({ id: z.string() })).default([]),
  puts: z.array(z.looseObject({ id: z.string() })).default([]),
  posts: z.array(z.looseObject({})).default([]),
});
/** The free plan's limit of one batch. */
const largestBatch = 200;

/** All or nothing, in Cloudflare's order: deletes, patches, puts, posts. */
function batch(call: Call, zone: Zone) {
  const parsed = batchBody.safeParse(call.body);
  if (!parsed.success) throw refusal(400, 9207, 'Request body is invalid.');
  const { deletes, patches, puts, posts } = parsed.data;
  if (deletes.length + patches.length + puts.length + posts.length > largestBatch) {
    throw refusal(400, 81057, `A batch can hold at most ${largestBatch} changes.`);
  }
  const records = [...call.state.dnsRecords];
  const result = {
    deletes: deletes.map(({ id }) => render(remove(records, find(records, zone, id)))),
    patches: patches.map(({ id, ...change }) => {
      const record = find(records, zone, id);
      return render(replace(records, record, checkRecord(merged(record, change), zone), zone, call.now));
    }),
    puts: puts.map(({ id, ...whole }) =>
      render(replace(records, find(records, zone, id), checkRecord(whole, zone), zone, call.now)),
    ),
    posts: posts.map((sent) => render(add(records, checkRecord(sent, zone), zone, call.now))),
  };
  call.state.dnsRecords = records;
  return ok(result);
}

function exported(call: Call, zone: Zone) {
  const lines = recordsOf(call.state.dnsRecords, zone).map((record) => {
    const priority = record.priority === null ? '' : `${record.priority} `;
    const isHost = ['CNAME', 'NS', 'MX', 'SRV'].includes(record.type);
    const content = record.type === 'TXT' ? `"${record.content}"` : `${record.content}${isHost ? '.' : ''}`;
    return `${record.name}.\t${record.ttl}\tIN\t${record.type}\t${priority}${content}`;
  });
  return plainText(`;; Domain: ${zone.name}.\n;; Exported: ${call.now.toISOString()}\n${lines.join('\n')}\n`);
}

/** DNS records of a zone. */
export const dnsRoutes: readonly Route[] = [
  zoneRoute('GET', '/dns_records', ['dns.read'], list),
  zoneRoute('GET', '/dns_records/export', ['dns.read'], exported),
  zoneRoute('GET', '/dns_records/:record_id', ['dns.read'], (call, zone) =>
    ok(render(find(call.state.dnsRecords, zone, call.params.record_id))),
  ),
  zoneRoute('POST', '/dns_records', ['dns.edit'], (call, zone) =>
    ok(render(add(call.state.dnsRecords, checkRecord(call.body, zone), zone, call.now))),
  ),
  zoneRoute('POST', '/dns_records/batch', ['dns.edit'], batch),
  zoneRoute('PUT', '/dns_records/:record_id', ['dns.edit'], (call, zone) => {
    const { dnsRecords } = call.state;
    const record = find(dnsRecords, zone, call.params.record_id);
    return ok(render(replace(dnsRecords, record, checkRecord(call.body, zone), zone, call.now)));
  }),
  zoneRoute('PATCH', '/dns_records/:record_id', ['dns.edit'], (call, zone) => {
    const { dnsRecords } = call.state;
    const record = find(dnsRecords, zone, call.params.record_id);
    return ok(
      render(replace(dnsRecords, record, checkRecord(merged(record, call.body), zone), zone, call.now)),
    );
  }),
  zoneRoute('DELETE', '/dns_records/:record_id', ['dns.edit'], (call, zone) => {
    const { dnsRecords } = call.state;
    return ok({ id: remove(dnsRecords, find(dnsRecords, zone, call.params.record_id)).id });
  }),
];
