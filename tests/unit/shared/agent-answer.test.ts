import { describe, expect, it } from 'vitest';
import { readAgentAnswer } from '../../../shared/agent-answer.ts';
import type { JobChoice } from '../../../shared/catalogue/jobs.ts';
import { emptyOwnJob } from '../../../shared/catalogue/own-job.ts';
import { accessWith, nextDraft } from '../../../shared/next-draft.ts';
import { bakeryPlace, purgeRequest } from '../../fakes/requests.ts';

const zone = 'f'.repeat(32);
const account = 'a'.repeat(32);
const read = (text: string, job: JobChoice = 'audit', access: 'read' | 'change' = 'read') =>
  readAgentAnswer(text, { job, access });

describe('what an agent reports', () => {
  it.each([
    ['10000 Authentication error on POST /zones/…/purge_cache', 'cache.purge', ['purge-pages']],
    [
      `403 Forbidden: PATCH https://api.cloudflare.com/client/v4/zones/${zone}/dns_records/1`,
      'dns.edit',
      ['change-dns', 'pages-domain'],
    ],
    [
      `PUT /zones/${zone}/rulesets/phases/http_request_dynamic_redirect/entrypoint: 10000`,
      'singleRedirect.edit',
      ['redirects'],
    ],
    [`code 9109 at GET /accounts/${account}/pages/projects`, 'pages.read', ['pages-project', 'pages-domain']],
    ['GraphQL: POST /graphql says not authorized for that account', 'analytics.read', ['analytics']],
  ] as const)('%s: another job has it', (text, permission, offers) => {
    expect(read(text)).toEqual({ kind: 'not-in-slip', permission, offers });
  });

  it('tells reading from changing at the same address', () => {
    const path = `/zones/${zone}/dns_records`;
    expect(read(`GET ${path} 10000`)).toEqual({ kind: 'in-slip-all-the-same', permission: 'dns.read' });
    expect(read(`DELETE ${path}/1 10000`)).toMatchObject({ kind: 'not-in-slip', permission: 'dns.edit' });
  });

  it.each([
    [`GET /accounts/${account}/billing/profile 10000`, 'billing'],
    [`POST /accounts/${account}/members 10000`, 'the members of your account'],
    [`POST /accounts/${account}/tokens 9109`, 'making or changing tokens'],
    ['changing the nameservers was refused', 'moving your domain'],
    [`POST /zones/${zone}/firewall/rules 10000`, 'broad firewall rules'],
    [`PATCH /zones/${zone}/settings/ssl 10000`, 'something no job of this app needs'],
  ])('%s stays out', (text, what) => {
    expect(read(text)).toEqual({ kind: 'stays-outside', what });
  });

  it.each([
    [`GET /accounts/${account}/tokens/verify: 401, code 1000 Invalid API Token`, 'token-refused'],
    ['9109 Cannot use the access token from location: 203.0.113.7', 'wrong-location'],
    ['HTTP 429 Too Many Requests', 'too-many-requests'],
    ['It did not work, please help', 'not-understood'],
  ])('%s is %s', (text, kind) => {
    expect(read(text)).toEqual({ kind });
  });

  it('is held against what an own job has', () => {
    const own = { ...emptyOwnJob, title: 'Mail', permissions: ['dns.edit'] } as const;
    expect(read(`PATCH /zones/${zone}/dns_records/1 10000`, own, 'change').kind).toBe('in-slip-all-the-same');
    expect(read(`POST /zones/${zone}/purge_cache 10000`, own, 'change').kind).toBe('not-in-slip');
  });
});

describe('the next draft', () => {
  const slip = { who: purgeRequest.who, place: bakeryPlace };

  it('is for the same agent at the same place, and asks only what is still open', () => {
    expect(nextDraft(slip, 'change-dns', 'change')).toMatchObject({
      step: 'terms',
      who: slip.who,
      job: { id: 'change-dns', access: 'change' },
      where: { account: bakeryPlace.account, zones: { kind: 'one', zone: { name: 'bakery.example' } } },
      task: '',
      until: { kind: 'days', days: 7 },
    });
  });

  it('asks where a job needs more of the place', () => {
    expect(nextDraft(slip, 'pages-project', 'read').step).toBe('where');
  });

  it('shows the permissions of an own job once more', () => {
    const own = { ...emptyOwnJob, title: 'Mail', permissions: ['dns.edit', 'cache.purge'] } as const;
    expect(nextDraft(slip, own, 'change')).toMatchObject({ step: 'permissions', job: { title: 'Mail' } });
  });

  it('never takes "all websites" along', () => {
    const reach = { kind: 'all-zones', reason: 'We look at all of them.' } as const;
    const draft = nextDraft({ ...slip, place: { ...bakeryPlace, reach } }, 'audit', 'read');
    expect([draft.step, draft.where.zones]).toEqual(['where', { kind: 'one', zone: null }]);
  });

  it('takes the narrowest access that has the permission', () => {
    expect(accessWith('cache-rules', 'cacheRules.read')).toBe('read');
    expect(accessWith('cache-rules', 'cacheRules.edit')).toBe('change');
    expect(accessWith('cache-rules', 'dns.read')).toBeNull();
  });
});
