import { z } from 'zod';
import type { Asked, OwnRequest, PolicyScope, Refusal, Rule, Shown } from '../policy.ts';
import {
  asSent,
  contentRefusal,
  named,
  nameRefusal,
  partOfRecord,
  presentRefusal,
  recordInOneLine,
  recordWith,
  wholeRecord,
} from './dns-record.ts';
import { siteOf } from './own-names.ts';
import { bodyAs, bodyRefused, line, listIn, shapeRefusal, textIn } from './shapes.ts';

/** What one card can still be read for. */
const mostLines = 50;
/** The most records that Cloudflare lists at once; a batch is not allowed where a website has more. */
const mostListed = 5000;

const id = z.string().regex(/^[0-9a-f]{32}$/);
const batch = z.strictObject({
  deletes: z.array(z.strictObject({ id })).default([]),
  patches: z.array(partOfRecord.extend({ id })).default([]),
  puts: z.array(wholeRecord.extend({ id })).default([]),
  posts: z.array(wholeRecord).default([]),
});
type Batch = z.infer<typeof batch>;

const empty: Batch = { deletes: [], patches: [], puts: [], posts: [] };
const read = (asked: Asked): Batch => bodyAs(batch, asked) ?? empty;
const touched = ({ deletes, patches, puts }: Batch) => [...deletes, ...patches, ...puts];

function limits(asked: Asked, scope: PolicyScope): Refusal | null {
  const wrong = shapeRefusal(batch, asked.body);
  if (wrong !== null) return wrong;
  const sent = read(asked);
  const ids = touched(sent).map((one) => one.id);
  const count = ids.length + sent.posts.length;
  if (count === 0 || count > mostLines) return bodyRefused(`A batch must hold 1 to ${mostLines} changes.`);
  if (new Set(ids).size < ids.length) return bodyRefused('A batch may name each record once only.');
  for (const one of [...sent.patches, ...sent.puts, ...sent.posts]) {
    const refusal = contentRefusal(one, one.type) ?? nameRefusal(one.name, scope);
    if (refusal !== null) return refusal;
  }
  return null;
}

const byId = (before: unknown) =>
  new Map(listIn(before).map((record) => [textIn(record, 'id') ?? '', record]));

function presentLimits(before: unknown, asked: Asked, scope: PolicyScope): Refusal | null {
  const present = byId(before);
  if (present.size >= mostListed) return bodyRefused('This website has too many records for a batch.');
  const sent = read(asked);
  for (const one of touched(sent)) {
    const record = present.get(one.id);
    if (record === undefined) return bodyRefused(`There is no record ${one.id} on this website.`);
    const refusal = presentRefusal(record, scope);
    if (refusal !== null) return refusal;
  }
  for (const one of sent.patches) {
    const refusal = contentRefusal(one, one.type ?? textIn(present.get(one.id), 'type'));
    if (refusal !== null) return refusal;
  }
  return null;
}

/* Rows carry what happens in their label, so that each stands beside its own record as it was. */
function show(result: unknown, asked: Asked): readonly Shown[] {
  const sent = read(asked);
  const present = byId(result);
  const row = (label: string, key: string) => {
    const record = present.get(key);
    return record === undefined ? [] : [line(`${label} ${key.slice(0, 6)}`, recordInOneLine(record))];
  };
  return [
    ...sent.deletes.flatMap((one) => row('Record', one.id)),
    ...[...sent.patches, ...sent.puts].flatMap((one) => row('Record', one.id)),
  ];
}

function planned(asked: Asked, before: unknown, scope: PolicyScope): readonly Shown[] {
  const sent = read(asked);
  const present = byId(before);
  const label = (key: string) => `Record ${key.slice(0, 6)}`;
  return [
    ...sent.patches.map((one) =>
      line(label(one.id), recordInOneLine(recordWith(present.get(one.id), named(one, scope)))),
    ),
    ...sent.puts.map((one) => line(label(one.id), recordInOneLine(named(one, scope)))),
    ...sent.posts.map((one) => line('New record', recordInOneLine(named(one, scope)))),
  ];
}

/** Takes the new ones away, and brings back what was changed and removed, in one batch. */
function undo(asked: Asked, before: unknown, after: unknown): OwnRequest | null {
  const sent = read(asked);
  const [old, now] = [byId(before), byId(after)];
  const back = (key: string) => {
    const record = old.get(key);
    return record === undefined ? [] : [asSent(record)];
  };
  const added = [...now.values()].filter((record) => !old.has(textIn(record, 'id') ?? ''));
  const own = added.filter((record) => sent.posts.some((one) => isMade(record, one)));
  if (own.length !== sent.posts.length) return null;
  return {
    method: 'POST',
    segments: asked.target.segments,
    body: {
      deletes: own.map((record) => ({ id: textIn(record, 'id') })),
      puts: [...sent.patches, ...sent.puts].flatMap((one) =>
        back(one.id).map((record) => ({ ...record, id: one.id })),
      ),
      posts: sent.deletes.flatMap((one) => back(one.id)),
    },
  };
}

function isMade(record: unknown, sent: z.infer<typeof wholeRecord>): boolean {
  const sameKind = textIn(record, 'type') === sent.type;
  return sameKind && (sent.content === undefined || textIn(record, 'content') === sent.content);
}

/** Several changes at once, each held against the slip by itself. */
export const dnsBatch: Rule = {
  id: 'dns.batch',
  method: 'POST',
  path: '/zones/{zone}/dns_records/batch',
  body: 'json',
  kind: 'destructive',
  says: (asked, scope) => {
    const sent = read(asked);
    const count = touched(sent).length + sent.posts.length;
    const removed = sent.deletes.length === 0 ? '' : ` It removes ${sent.deletes.length}.`;
    return `Changes ${count} DNS records of ${siteOf(scope)} at once.${removed}`;
  },
  allows: 'POST /zones/{zone}/dns_records/batch: up to 50 changes at once',
  limits,
  watch: {
    read: ({ target }) => ({
      method: 'GET',
      segments: target.segments.slice(0, 3),
      query: new Map([['per_page', String(mostListed)]]),
    }),
    show,
    planned,
    limits: presentLimits,
    undo,
  },
};
