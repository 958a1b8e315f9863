import { z } from 'zod';
import type { Asked, PolicyScope, Refusal, Rule, Shown } from '../policy.ts';
import { isBelow, isOwnHost, plainName, siteOf } from './own-names.ts';
import { anyText, bodyAs, elsewhere, line, objectIn, paging, shapeRefusal } from './shapes.ts';

const read = { method: 'GET', body: 'none', kind: 'read' } as const;
const looks = (what: string) => (_asked: Asked, scope: PolicyScope) =>
  `Looks at ${what} of ${siteOf(scope)}.`;

/** Reading which bots a website lets in, and what Cloudflare sees of its robots.txt. */
export const botReads: readonly Rule[] = [
  {
    ...read,
    id: 'bots.read',
    path: '/zones/{zone}/bot_management',
    says: looks('the bot settings'),
    allows: 'GET /zones/{zone}/bot_management',
  },
  {
    ...read,
    id: 'robots.read',
    path: '/zones/{zone}/ai-audit/robots',
    query: { subdomain: /^[\p{L}\p{M}\p{N}._-]{1,253}$/u },
    says: looks('robots.txt'),
    allows: 'GET /zones/{zone}/ai-audit/robots',
    limits: ({ target }, scope) => hostRefusal([target.query.get('subdomain') ?? ''], scope),
  },
  {
    id: 'robots.read-many',
    method: 'POST',
    path: '/zones/{zone}/ai-audit/robots/bulk',
    body: 'json',
    kind: 'read',
    says: looks('robots.txt'),
    allows: 'POST /zones/{zone}/ai-audit/robots/bulk with a list of hostnames',
    limits: (asked, scope) =>
      shapeRefusal(hosts, asked.body) ?? hostRefusal(bodyAs(hosts, asked) ?? [], scope),
  },
];

const hosts = z.array(z.string().min(1).max(253)).min(1).max(50);

/* Where the slip is for all websites, whose hostname it is can't be told here; Cloudflare looks at the zone. */
function hostRefusal(names: readonly string[], scope: PolicyScope): Refusal | null {
  const { zone } = scope;
  if (zone === null) return null;
  const whole = (name: string) => {
    if (name === '') return zone.name;
    return name.includes('.') || isBelow(name, plainName(zone.name)) ? name : `${name}.${zone.name}`;
  };
  return names.every((name) => isOwnHost(whole(name), { ...scope, hostname: null }))
    ? null
    : elsewhere(`Only hostnames of ${zone.name} can be asked for with this slip.`);
}

const firewallLists = [
  ['access-rules', '/zones/{zone}/firewall/access_rules/rules', 'the firewall’s access rules'],
  ['agent-rules', '/zones/{zone}/firewall/ua_rules', 'the firewall’s rules for programs'],
  ['lockdowns', '/zones/{zone}/firewall/lockdowns', 'what is locked for everybody else'],
  ['rules', '/zones/{zone}/firewall/rules', 'the older firewall rules'],
] as const;

/** Reading the firewall's older kinds of rules. */
export const firewallReads: readonly Rule[] = firewallLists.map(([id, path, what]) => ({
  ...read,
  id: `firewall.${id}`,
  path,
  query: {
    ...paging,
    mode: /^[a-z_]{1,30}$/,
    'configuration.target': anyText,
    'configuration.value': anyText,
    notes: anyText,
  },
  says: looks(what),
  allows: `GET ${path}`,
}));

const names = {
  ai_bots_protection: 'Programs that train AI',
  crawler_protection: 'The maze for crawlers',
  content_bots_protection: 'Programs that copy content',
  is_robots_txt_managed: 'Cloudflare writes robots.txt',
  cf_robots_variant: 'Words about AI in robots.txt',
  fight_mode: 'Fighting bots',
  enable_js: 'Script that looks for bots',
} as const;

const change = z
  .strictObject({
    ai_bots_protection: z.enum(['block', 'disabled', 'only_on_ad_pages']),
    crawler_protection: z.enum(['enabled', 'disabled']),
    content_bots_protection: z.enum(['block', 'disabled']),
    is_robots_txt_managed: z.boolean(),
    cf_robots_variant: z.enum(['off', 'policy_only']),
    fight_mode: z.boolean(),
    enable_js: z.boolean(),
  })
  .partial();

const words: Readonly<Record<string, string>> = {
  block: 'Blocked',
  disabled: 'Off',
  enabled: 'On',
  only_on_ad_pages: 'Blocked on pages with ads',
  off: 'Off',
  policy_only: 'On',
};

function show(settings: unknown): readonly Shown[] {
  const present = objectIn(settings);
  return Object.entries(names).flatMap(([field, name]) => {
    const value = Object.hasOwn(present, field) ? present[field] : undefined;
    if (value === undefined) return [];
    return [line(name, typeof value === 'string' ? (words[value] ?? value) : value)];
  });
}

/** Changing which bots a website lets in. */
export const botChanges: readonly Rule[] = [
  {
    id: 'bots.update',
    method: 'PUT',
    path: '/zones/{zone}/bot_management',
    body: 'json',
    kind: 'change',
    says: (_asked, scope) => `Changes which bots may visit ${siteOf(scope)}.`,
    allows: `PUT /zones/{zone}/bot_management: change ${Object.keys(names).join(', ')}`,
    limits: ({ body }) => shapeRefusal(change, body),
    alikeBy: null,
    watch: {
      read: ({ target }) => ({ method: 'GET', segments: target.segments }),
      show,
      planned: (asked, before) => show({ ...objectIn(before), ...bodyAs(change, asked) }),
      undo: ({ target }, before) => {
        const kept = Object.entries(objectIn(before)).filter(([field]) => Object.hasOwn(names, field));
        return { method: 'PUT', segments: target.segments, body: Object.fromEntries(kept) };
      },
    },
  },
];
