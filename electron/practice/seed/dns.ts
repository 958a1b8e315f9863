import type { DnsRecord } from '../state.ts';
import { seededId } from '../token-values.ts';
import { daysBefore, places } from './places.ts';

type Row = Pick<DnsRecord, 'type' | 'name' | 'content'> & Partial<DnsRecord>;

const { zones } = places;

/* Addresses are from the ranges reserved for documentation; mail and hosts end in .example. */
const mail = (zone: string): Row[] => [
  { type: 'MX', name: zone, content: 'mx1.mailhost.example', priority: 10 },
  { type: 'MX', name: zone, content: 'mx2.mailhost.example', priority: 20 },
  { type: 'TXT', name: zone, content: 'v=spf1 include:mailhost.example ~all' },
  { type: 'TXT', name: `_dmarc.${zone}`, content: `v=DMARC1; p=quarantine; rua=mailto:post@${zone}` },
];

const rows: Readonly<Record<string, readonly Row[]>> = {
  [zones.bakery.id]: [
    { type: 'A', name: 'bakery.example', content: '192.0.2.10', proxied: true },
    { type: 'AAAA', name: 'bakery.example', content: '2001:db8::10', proxied: true },
    { type: 'CNAME', name: 'www.bakery.example', content: 'bakery-site.pages.dev', proxied: true },
    {
      type: 'A',
      name: 'shop.bakery.example',
      content: '192.0.2.20',
      proxied: true,
      comment: 'Web shop, do not change',
    },
    { type: 'A', name: 'till.bakery.example', content: '203.0.113.7', ttl: 300, comment: 'Till in the shop' },
    ...mail('bakery.example'),
    { type: 'TXT', name: 'bakery.example', content: 'google-site-verification=practice-only-value' },
    { type: 'NS', name: 'partners.bakery.example', content: 'ns1.partnerhost.example', ttl: 3600 },
    {
      type: 'CAA',
      name: 'bakery.example',
      content: '0 issue "letsencrypt.org"',
      data: { flags: 0, tag: 'issue', value: 'letsencrypt.org' },
    },
    {
      type: 'SRV',
      name: '_sip._tcp.bakery.example',
      content: '5 5060 phone.bakery.example',
      priority: 10,
      data: { priority: 10, weight: 5, port: 5060, target: 'phone.bakery.example' },
    },
  ],
  [zones.cakeshop.id]: [
    { type: 'A', name: 'cakeshop.example', content: '192.0.2.30', proxied: true },
    { type: 'CNAME', name: 'www.cakeshop.example', content: 'cakeshop.example', proxied: true },
    { type: 'CNAME', name: 'recipes.cakeshop.example', content: 'recipe-blog-7kq.pages.dev', proxied: true },
    ...mail('cakeshop.example'),
  ],
  [zones.oldBakery.id]: [
    { type: 'A', name: 'old-bakery.example', content: '198.51.100.40', proxied: true },
    { type: 'CNAME', name: 'www.old-bakery.example', content: 'old-bakery.example', proxied: true },
  ],
  [zones.hillcoaching.id]: [
    { type: 'CNAME', name: 'hillcoaching.example', content: 'hill-site.pages.dev', proxied: true },
    { type: 'CNAME', name: 'www.hillcoaching.example', content: 'hillcoaching.example', proxied: true },
    { type: 'A', name: 'booking.hillcoaching.example', content: '192.0.2.50', proxied: false, ttl: 3600 },
    ...mail('hillcoaching.example'),
  ],
};

/** DNS records of every common kind. */
export function seedDns(now: Date): DnsRecord[] {
  return Object.entries(rows).flatMap(([zoneId, list]) =>
    list.map((row, index) => ({
      id: seededId(`record:${zoneId}:${index}`),
      zoneId,
      ttl: 1,
      proxied: false,
      priority: null,
      data: null,
      comment: null,
      tags: [],
      createdOn: daysBefore(now, 400 - index),
      modifiedOn: daysBefore(now, 90 - index),
      ...row,
    })),
  );
}
