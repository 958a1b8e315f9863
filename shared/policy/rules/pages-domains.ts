import { z } from 'zod';
import type { Asked, PolicyScope, Refusal, Rule, Watch } from '../policy.ts';
import { dnsCreate, dnsReplace, dnsUpdate } from './dns.ts';
import { partOfRecord, recordWith, wholeRecord } from './dns-record.ts';
import { isOwnHost, plainName, siteOf } from './own-names.ts';
import { ownProject } from './pages.ts';
import { bodyAs, bodyRefused, elsewhere, line, shapeRefusal, textIn } from './shapes.ts';

const domains = '/accounts/{account}/pages/projects/{project}/domains';
const read = { method: 'GET', body: 'none', kind: 'read' } as const;
const looks = (_asked: Asked, { project }: PolicyScope) =>
  `Looks at the domains of the Pages project ${project ?? ''}.`;

/** Reading the domains of the slip's Pages project. */
export const pagesDomainReads: readonly Rule[] = [
  { ...read, id: 'pages.domains.list', path: domains, says: looks, allows: `GET ${domains}` },
  {
    ...read,
    id: 'pages.domains.read',
    path: `${domains}/{domain}`,
    says: looks,
    allows: `GET ${domains}/{domain}`,
  },
];

const body = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(253)
    .regex(/^[\p{L}\p{M}\p{N}._-]+$/u),
});

function domainRefusal(name: string, scope: PolicyScope): Refusal | null {
  return isOwnHost(name, scope)
    ? null
    : elsewhere(`Only ${siteOf(scope)} can be put on the project with this slip.`);
}

const nameIn = (asked: Asked) => bodyAs(body, asked)?.name ?? '';

const domainChanges: readonly Rule[] = [
  {
    id: 'pages.domains.add',
    method: 'POST',
    path: domains,
    body: 'json',
    kind: 'change',
    says: (asked, { project }) => `Puts ${nameIn(asked)} on the Pages project ${project ?? ''}.`,
    allows: `POST ${domains} with {"name": a hostname of the slip}`,
    limits: (asked, scope) => shapeRefusal(body, asked.body) ?? domainRefusal(nameIn(asked), scope),
    watch: {
      read: () => null,
      readCreated: (asked) => ({
        method: 'GET',
        segments: [...asked.target.segments, plainName(nameIn(asked))],
      }),
      show: (result) => [line('Domain', textIn(result, 'name')), line('State', textIn(result, 'status'))],
      planned: (asked) => [line('Domain', nameIn(asked))],
      /* Its state moves on by itself. */
      same: (result) => [textIn(result, 'id'), textIn(result, 'name')],
      undo: ({ target }, _before, after) => {
        const name = textIn(after, 'name');
        return name === null ? null : { method: 'DELETE', segments: [...target.segments, name] };
      },
    },
  },
  {
    id: 'pages.domains.recheck',
    method: 'PATCH',
    path: `${domains}/{domain}`,
    body: 'none',
    kind: 'change',
    says: ({ target }) =>
      `Asks Cloudflare to look again whether ${target.segments[6] ?? ''} points to the project.`,
    allows: `PATCH ${domains}/{domain}: have the domain checked again`,
    limits: ({ target }, scope) => domainRefusal(target.segments[6] ?? '', scope),
    watch: {
      read: ({ target }) => ({ method: 'GET', segments: target.segments }),
      show: (result) => [line('Domain', textIn(result, 'name')), line('State', textIn(result, 'status'))],
      planned: ({ target }) => [line('Domain', target.segments[6]), line('State', 'As it is found now')],
    },
  },
];

const anyAddress = /^[a-z0-9-]{1,63}\.pages\.dev$/;

/*
 * The one record that a domain needs: a CNAME to the project's own address. That is not always its name: where somebody
 * else had that first, Cloudflare adds letters to it.
 */
function pointsToProject(record: unknown, { project }: PolicyScope, found: unknown): Refusal | null {
  const address = textIn(found, 'subdomain');
  if (address === null || !anyAddress.test(address)) {
    return bodyRefused(`Cloudflare does not say at which address the project ${project ?? ''} is.`);
  }
  return leadsTo(record) === address
    ? null
    : bodyRefused(`The one record that this slip allows is a CNAME to ${address}.`);
}

/* Where a CNAME leads; null for any other record. */
function leadsTo(record: unknown): string | null {
  const content = textIn(record, 'content');
  return textIn(record, 'type') === 'CNAME' && content !== null ? plainName(content) : null;
}

function leadsToPages(record: unknown): Refusal | null {
  return anyAddress.test(leadsTo(record) ?? '')
    ? null
    : bodyRefused('The one record that this slip allows is a CNAME to the project’s own address.');
}

const addresses = ['A', 'AAAA', 'CNAME'];

/* Only a record that says where a website lies may become it: what carries mail or proves something stays. */
function isAddress(before: unknown): Refusal | null {
  return addresses.includes(textIn(before, 'type') ?? '')
    ? null
    : bodyRefused(
        'Only a record that says where the website lies (A, AAAA, CNAME) can be changed to the project.',
      );
}

/* Which address is the project's own is looked up each time, with the slip's token. */
function narrowed(rule: Rule & { readonly watch: Watch }, whole: boolean): Rule {
  const { watch } = rule;
  const sent = (asked: Asked, before: unknown) =>
    whole ? bodyAs(wholeRecord, asked) : recordWith(before, bodyAs(partOfRecord, asked) ?? {});
  return {
    ...rule,
    allows: `${rule.method} ${rule.path}: a CNAME from the slip’s hostname to the project’s address ("subdomain" of GET /accounts/{account}/pages/projects/{project})`,
    limits: (asked, scope) =>
      rule.limits?.(asked, scope) ?? (whole ? leadsToPages(bodyAs(wholeRecord, asked)) : null),
    watch: {
      ...watch,
      beside: ownProject,
      limits: (before, asked, scope, found) =>
        watch.limits?.(before, asked, scope) ??
        (before === null ? null : isAddress(before)) ??
        pointsToProject(sent(asked, before), scope, found),
    },
  };
}

/** Putting a domain on the slip's project: the domain itself, and the one record that leads there. */
export const pagesDomainChanges: readonly Rule[] = [
  ...domainChanges,
  narrowed(dnsCreate, true),
  narrowed(dnsReplace, true),
  narrowed(dnsUpdate, false),
];
