import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { z } from 'zod';
import { refusal } from '../answers.ts';
import type { DnsRecord, Zone } from '../state.ts';

/** What a record is sent as. */
const recordBody = z.object({
  type: z.string().toUpperCase(),
  name: z.string().min(1).max(255),
  content: z.string().min(1).max(4096).optional(),
  ttl: z.number().int().optional(),
  proxied: z.boolean().optional(),
  priority: z.number().int().min(0).max(65_535).optional(),
  data: z.record(z.string(), z.json()).optional(),
  comment: z.string().max(500).nullish(),
  tags: z.array(z.string()).optional(),
});
type RecordBody = z.infer<typeof recordBody>;

/** The part of a record that its sender decides. */
export type RecordFields = Omit<DnsRecord, 'id' | 'zoneId' | 'createdOn' | 'modifiedOn'>;

const invalid = (code: number, message: string) =>
  refusal(400, 1004, 'DNS Validation Error', { chain: [{ code, message }] });

const hostname =
  /^(\*\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.?$/i;
/** The kinds of record that Cloudflare can stand in front of. */
const proxiable = ['A', 'AAAA', 'CNAME'];

/** Whether Cloudflare can proxy records of this kind. */
export const isProxiable = (type: string): boolean => proxiable.includes(type);

const srvData = z.object({
  priority: z.number().int().min(0).max(65_535),
  weight: z.number().int().min(0).max(65_535),
  port: z.number().int().min(0).max(65_535),
  target: z.string().min(1),
});
const caaData = z.object({
  flags: z.number().int().min(0).max(255),
  tag: z.enum(['issue', 'issuewild', 'iodef']),
  value: z.string().min(1),
});

const target = (value: string): string => value.toLowerCase().replace(/\.$/, '');

function needContent(body: RecordBody): string {
  if (body.content === undefined) throw invalid(9020, `${body.type} records need content.`);
  return body.content;
}

function hostContent(body: RecordBody): string {
  const content = needContent(body);
  if (!hostname.test(content) || isIP(content) !== 0) {
    throw invalid(9007, `Content for ${body.type} record must be a hostname.`);
  }
  return target(content);
}

type Content = Pick<RecordFields, 'content' | 'data' | 'priority'>;

function contentOf(body: RecordBody): Content {
  switch (body.type) {
    case 'A':
      if (isIP(needContent(body)) !== 4)
        throw invalid(9005, 'Content for A record must be a valid IPv4 address.');
      return { content: needContent(body), data: null, priority: null };
    case 'AAAA':
      if (isIP(needContent(body)) !== 6)
        throw invalid(9006, 'Content for AAAA record must be a valid IPv6 address.');
      return { content: needContent(body).toLowerCase(), data: null, priority: null };
    case 'CNAME':
    case 'NS':
      return { content: hostContent(body), data: null, priority: null };
    case 'MX':
      if (body.priority === undefined) throw invalid(9100, 'priority is a required field for MX records.');
      return { content: hostContent(body), data: null, priority: body.priority };
    case 'TXT':
      return { content: needContent(body), data: null, priority: null };
    case 'SRV': {
      const data = srvData.safeParse(body.data);
      if (!data.success) throw invalid(9101, 'SRV records need data with priority, weight, port and target.');
      const { priority, weight, port } = data.data;
      return { content: `${weight} ${port} ${target(data.data.target)}`, data: data.data, priority };
    }
    case 'CAA': {
      const data = caaData.safeParse(body.data);
      if (!data.success) throw invalid(9101, 'CAA records need data with flags, tag and value.');
      return {
        content: `${data.data.flags} ${data.data.tag} "${data.data.value}"`,
        data: data.data,
        priority: null,
      };
    }
    default:
      throw invalid(9004, `Invalid or unsupported record type: ${body.type.slice(0, 20)}`);
  }
}

/** The full name of a record, in Punycode: "@" and short names are completed with the zone's. */
function fullName(name: string, zone: Zone): string {
  const lower = (/^[\x20-\x7e]*$/.test(name) ? name.toLowerCase() : domainToASCII(name)).replace(/\.$/, '');
  if (lower === '@' || lower === zone.name) return zone.name;
  const whole = lower.endsWith(`.${zone.name}`) ? lower : `${lower}.${zone.name}`;
  if (!hostname.test(whole) || whole.length > 253) throw invalid(9000, 'DNS name is invalid.');
  return whole;
}

/** Checks what was sent and completes it as Cloudflare would store it. */
export function checkRecord(sent: unknown, zone: Zone): RecordFields {
  const parsed = recordBody.safeParse(sent);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(9207, `${issue?.path.join('.') || 'Request body'}: ${issue?.message ?? 'is invalid'}`);
  }
  const body = parsed.data;
  const content = contentOf(body);
  const ttl = body.ttl ?? 1;
  if (ttl !== 1 && (ttl < 60 || ttl > 86_400)) {
    throw invalid(9021, 'Invalid TTL. Must be between 60 and 86400 seconds, or 1 for Automatic.');
  }
  const proxied = body.proxied ?? false;
  if (proxied && !isProxiable(body.type)) {
    throw invalid(9041, `This record type cannot be proxied.`);
  }
  return {
    type: body.type,
    name: fullName(body.name, zone),
    ...content,
    ttl: proxied ? 1 : ttl,
    proxied,
    comment: body.comment ?? null,
    tags: body.tags ?? [],
  };
}

/** Refuses a record that stands there already, or that can't stand beside the others. */
export function refuseClash(records: readonly DnsRecord[], fields: RecordFields, ownId: string | null): void {
  const others = records.filter((record) => record.id !== ownId && record.name === fields.name);
  if (others.some((record) => record.type === fields.type && record.content === fields.content)) {
    throw refusal(400, 81058, 'An identical record already exists.');
  }
  const exclusive = ['A', 'AAAA', 'CNAME'];
  const clash = others.some(
    (record) =>
      exclusive.includes(record.type) &&
      exclusive.includes(fields.type) &&
      (record.type === 'CNAME' || fields.type === 'CNAME'),
  );
  if (clash) throw refusal(400, 81053, 'An A, AAAA, or CNAME record with that host already exists.');
}
