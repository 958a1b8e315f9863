import { z } from 'zod';
import type { PolicyScope, Refusal, Shown } from '../policy.ts';
import { fullName, isOwnRecord, plainName, siteOf } from './own-names.ts';
import { bodyRefused, elsewhere, inWords, line, objectIn, textIn } from './shapes.ts';

/*
 * Kinds of records that a slip may touch. Left out are those that say who runs the domain's DNS (NS, SOA) or vouch for
 * it (DS, DNSKEY): whoever changes one can take the whole domain away.
 */
const kinds = [
  'A',
  'AAAA',
  'CAA',
  'CERT',
  'CNAME',
  'HTTPS',
  'LOC',
  'MX',
  'NAPTR',
  'OPENPGPKEY',
  'PTR',
  'SMIMEA',
  'SRV',
  'SSHFP',
  'SVCB',
  'TLSA',
  'TXT',
  'URI',
] as const;

const name = z
  .string()
  .max(255)
  .regex(/^(?:@|(?:[\p{L}\p{M}\p{N}_*-]{1,63}\.)*[\p{L}\p{M}\p{N}_*-]{1,63})$/u, 'write a plain name');
const text = z
  .string()
  .max(4096)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u, 'holds unseen signs');
const dataValue = z.union([text, z.number(), z.boolean(), z.array(z.number()).max(10)]);
const dataName = z.string().regex(/^[a-z_]{1,30}$/);

/** The fields of a record that can be sent. Any other is refused, since Cloudflare could read more into it. */
const fields = {
  type: z.enum(kinds, { error: 'this kind of record is not allowed' }),
  name,
  content: text.optional(),
  data: z.record(dataName, dataValue).optional(),
  ttl: z.number().int().min(1).max(86_400).optional(),
  proxied: z.boolean().optional(),
  priority: z.number().int().min(0).max(65_535).optional(),
  comment: text.max(500).nullable().optional(),
  tags: z.array(text.max(100)).max(20).optional(),
  settings: z.record(dataName, z.boolean()).optional(),
} as const;

export const wholeRecord = z.strictObject(fields);
export const partOfRecord = wholeRecord.partial();
export type SentRecord = z.infer<typeof partOfRecord>;

/* Kinds that Cloudflare takes as one text. `data` beside it would be a second, unseen say in where the record points. */
const plainKinds: readonly unknown[] = ['A', 'AAAA', 'CNAME', 'MX', 'PTR', 'TXT'];

/** Why a record may not say where it points like this; null where it says it once, in the form of its kind. */
export function contentRefusal({ content, data }: SentRecord, kind: unknown): Refusal | null {
  if (data === undefined) return null;
  if (content !== undefined) return bodyRefused('Send either content or data for a record, never both.');
  return plainKinds.includes(kind)
    ? bodyRefused(`A record of the kind ${inWords(kind)} takes content, not data.`)
    : null;
}

/** Why a record that is there may not be touched; null where it may. */
export function presentRefusal(record: unknown, scope: PolicyScope): Refusal | null {
  const kind = textIn(record, 'type');
  if (!kinds.some((one) => one === kind)) {
    return bodyRefused(
      'Records that say who runs the domain (NS, SOA, DS) are never changed through a slip.',
    );
  }
  return nameRefusal(textIn(record, 'name') ?? '', scope);
}

/** Why a record may not be called this; null where it may. */
export function nameRefusal(recordName: string | undefined, scope: PolicyScope): Refusal | null {
  if (recordName === undefined || isOwnRecord(recordName, scope)) return null;
  return elsewhere(`Only DNS records of ${siteOf(scope)} can be changed with this slip.`);
}

/** What was sent, with the record's name written out. */
export function named<T extends SentRecord>(sent: T, { zone }: PolicyScope): T {
  const { name: called } = sent;
  return called === undefined || zone === null
    ? sent
    : { ...sent, name: fullName(called, plainName(zone.name)) };
}

/** What a record becomes once the sent fields are put over what is there. */
export function recordWith(before: unknown, sent: SentRecord): Readonly<Record<string, unknown>> {
  const present = objectIn(before);
  /* Cloudflare makes the one out of the other; what was sent counts. */
  const without = sent.content !== undefined ? 'data' : sent.data !== undefined ? 'content' : null;
  const kept = Object.fromEntries(Object.entries(present).filter(([field]) => field !== without));
  return { ...kept, ...sent };
}

/** A record in the words of its owner. */
export function showRecord(record: unknown): readonly Shown[] {
  const { type, name: called, ttl, proxied, priority, comment } = objectIn(record);
  const { tags, settings } = extrasOf(record);
  return [
    line('Name', called),
    line('Kind of record', type),
    line('Points to', contentOf(record)),
    { label: 'Through Cloudflare', value: proxied === true ? 'Yes' : 'No' },
    { label: 'Remembered for', value: ttlInWords(ttl) },
    ...(priority === undefined || priority === null ? [] : [line('Priority', priority)]),
    ...(typeof comment === 'string' && comment !== '' ? [line('Note', comment)] : []),
    ...(tags === '' ? [] : [line('Labels', tags)]),
    ...(settings === '' ? [] : [line('Switched on', settings)]),
  ];
}

/** A record in one line: "www.bakery.example A 203.0.113.7, remembered for 5 minutes". */
export function recordInOneLine(record: unknown): string {
  const { ttl, proxied, priority, comment } = objectIn(record);
  const { tags, settings } = extrasOf(record);
  return [
    `${textIn(record, 'name') ?? ''} ${textIn(record, 'type') ?? ''} ${contentOf(record)}${proxied === true ? ' through Cloudflare' : ''}`,
    ...(typeof priority === 'number' ? [`priority ${priority}`] : []),
    ...(typeof ttl === 'number' && ttl !== 1 ? [`remembered for ${ttlInWords(ttl)}`] : []),
    ...(typeof comment === 'string' && comment !== '' ? [`note “${comment}”`] : []),
    ...(tags === '' ? [] : [`labels “${tags}”`]),
    ...(settings === '' ? [] : [`switched on: ${settings}`]),
  ].join(', ');
}

/* Settings that are off are as they are without being named. */
function extrasOf(record: unknown): { readonly tags: string; readonly settings: string } {
  const { tags, settings } = objectIn(record);
  const on = Object.entries(objectIn(settings)).flatMap(([name, value]) => (value === true ? [name] : []));
  return { tags: Array.isArray(tags) ? tags.join(', ') : '', settings: on.sort().join(', ') };
}

function contentOf(record: unknown): string {
  const { type, content, data } = objectIn(record);
  if (plainKinds.includes(type)) return inWords(content);
  const parts = Object.entries(objectIn(data)).sort(([one], [other]) => one.localeCompare(other));
  if (parts.length > 0) return parts.map(([field, value]) => `${field}: ${inWords(value)}`).join(', ');
  return inWords(content);
}

function ttlInWords(ttl: unknown): string {
  if (typeof ttl !== 'number' || ttl === 1) return 'As Cloudflare sees fit';
  if (ttl % 3600 === 0) return ttl === 3600 ? '1 hour' : `${ttl / 3600} hours`;
  return ttl % 60 === 0 ? `${ttl / 60} minutes` : `${ttl} seconds`;
}

const kept = ['type', 'name', 'ttl', 'proxied', 'comment', 'tags', 'settings'] as const;

/** What has to be sent to bring a record back as it was. */
export function asSent(record: unknown): Readonly<Record<string, unknown>> {
  const present = objectIn(record);
  const hasData = Object.keys(objectIn(present.data)).length > 0;
  const names: readonly string[] = [...kept, ...(hasData ? ['data'] : ['content', 'priority'])];
  return Object.fromEntries(
    Object.entries(present).filter(
      ([field, value]) => names.includes(field) && value !== null && value !== undefined,
    ),
  );
}
