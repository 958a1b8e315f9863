import { z } from 'zod';
import type { Asked, PolicyScope, Refusal, Rule } from '../policy.ts';
import { dnsCreate, dnsReplace, dnsUpdate } from './dns.ts';
import { partOfRecord, recordWith, wholeRecord } from './dns-record.ts';
import { isOwnHost, plainName, siteOf } from './own-names.ts';
import { bodyAs, bodyRefused, elsewhere, line, objectIn, shapeRefusal, textIn } from './shapes.ts';

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

/* The one record that a domain needs: a CNAME to the project's own address. */
function pointsToProject(record: unknown, { project }: PolicyScope): Refusal | null {
  const { type, content } = objectIn(record);
  const isRight =
    type === 'CNAME' && typeof content === 'string' && plainName(content) === `${project ?? ''}.pages.dev`;
  return isRight
    ? null
    : bodyRefused(`The one record that this slip allows is a CNAME to ${project ?? ''}.pages.dev.`);
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

function narrowed(rule: Rule, whole: boolean): Rule {
  const { watch } = rule;
  return {
    ...rule,
    allows: `${rule.method} ${rule.path}: a CNAME from the slip’s hostname to {project}.pages.dev`,
    limits: (asked, scope) =>
      rule.limits?.(asked, scope) ?? (whole ? pointsToProject(bodyAs(wholeRecord, asked), scope) : null),
    ...(watch === undefined
      ? {}
      : {
          watch: {
            ...watch,
            ...(watch.limits === undefined
              ? {}
              : {
                  limits: (before, asked, scope) =>
                    watch.limits?.(before, asked, scope) ??
                    isAddress(before) ??
                    pointsToProject(recordWith(before, bodyAs(partOfRecord, asked) ?? {}), scope),
                }),
          },
        }),
  };
}

/** Putting a domain on the slip's project: the domain itself, and the one record that leads there. */
export const pagesDomainChanges: readonly Rule[] = [
  ...domainChanges,
  narrowed(dnsCreate, true),
  narrowed(dnsReplace, true),
  narrowed(dnsUpdate, false),
];
