import { describe, expect, it } from 'vitest';
import { permissionGroup, permissionGroups } from '../../../../shared/catalogue/permission-groups.ts';
import { type LinkRequest, prefilledLink } from '../../../../shared/guide/prefilled-link.ts';
import { everyPlan } from '../../../fakes/guide-plans.ts';

const zoneId = 'b'.repeat(32);
const accountId = 'a'.repeat(32);

const request = (change: Partial<LinkRequest> = {}): LinkRequest => ({
  form: 'account',
  permissions: ['cache.purge', 'zone.read'],
  name: 'Permission Slip, purge-pages, bakery.example',
  accountId,
  zoneId,
  hasEndDate: true,
  ...change,
});

/** The keys that a link asks for, read back from its address. */
function keysIn(address: string): unknown {
  return JSON.parse(new URL(address).searchParams.get('permissionGroupKeys') ?? 'null');
}

describe('a link to the prefilled form', () => {
  it('goes through the router of the account, with its slashes as they are', () => {
    const { address } = prefilledLink(request());
    expect(address.startsWith(`https://dash.cloudflare.com/?to=/${accountId}/api-tokens&`)).toBe(true);
    expect(new URL(address).searchParams.get('name')).toBe('Permission Slip, purge-pages, bakery.example');
    expect(new URL(address).searchParams.has('zoneId')).toBe(false);
  });

  it('lets Cloudflare ask for the account where it is not known', () => {
    expect(prefilledLink(request({ accountId: null })).address).toContain('?to=/:account/api-tokens&');
  });

  it('names the website in the person’s own form, and never an account, which can trap the page', () => {
    const query = new URL(prefilledLink(request({ form: 'user' })).address).searchParams;
    expect([query.get('zoneId'), query.get('accountId')]).toEqual([zoneId, '*']);
    const all = new URL(prefilledLink(request({ form: 'user', zoneId: null })).address).searchParams;
    expect(all.get('zoneId')).toBe('all');
  });

  it('asks for purging by its own type: as an edit it would be dropped in silence', () => {
    expect(keysIn(prefilledLink(request()).address)).toEqual([
      { key: 'cache', type: 'purge' },
      { key: 'zone', type: 'read' },
    ]);
  });

  it.each([
    ['singleRedirect.edit', 'dynamic_redirect'],
    ['pages.edit', 'page'],
    ['cacheRules.edit', 'cache_settings'],
    ['transformRules.read', 'zone_transform_rules'],
    ['tunnel.read', 'argotunnel'],
  ] as const)('asks for %s as %s', (permission, key) => {
    expect(keysIn(prefilledLink(request({ permissions: [permission] })).address)).toEqual([
      { key, type: permissionGroup(permission).level },
    ]);
  });

  it('never mixes account and website, since the account’s part would be lost', () => {
    const link = prefilledLink(request({ permissions: ['pages.edit', 'dns.edit', 'zone.read'] }));
    expect(keysIn(link.address)).toEqual([
      { key: 'dns', type: 'edit' },
      { key: 'zone', type: 'read' },
    ]);
    expect(link.left).toEqual(['choose-domain', 'add-second-part', 'set-end-date']);
  });

  it('leaves out what has no known key, and says so', () => {
    const link = prefilledLink(request({ permissions: ['aiCrawlControl.read', 'zone.read'] }));
    expect(keysIn(link.address)).toEqual([{ key: 'zone', type: 'read' }]);
    expect(link.left).toContain('tick-missing-rows');
  });

  it('leaves the website to the owner in the account’s form, and not in the person’s own', () => {
    expect(prefilledLink(request()).left).toEqual(['choose-domain', 'set-end-date']);
    expect(prefilledLink(request({ form: 'user' })).left).toEqual(['set-end-date']);
  });

  it('leaves nothing to a slip of the account without an end', () => {
    expect(prefilledLink(request({ permissions: ['pages.read'], hasEndDate: false })).left).toEqual([]);
  });

  it('stays short enough for every browser, and says that something fell out', () => {
    const permissions = permissionGroups.filter(({ scope }) => scope === 'zone').map(({ key }) => key);
    const link = prefilledLink(request({ permissions }));
    expect(link.address.length).toBeLessThanOrEqual(2000);
    expect(link.left).toContain('tick-missing-rows');
  });

  it.each(everyPlan)('fills everything of one scope for %s', (_, plan) => {
    const permissions = plan.policies.flatMap(({ rows }) => rows.map(({ key }) => key));
    const link = prefilledLink(request({ form: plan.form, permissions }));
    expect(keysIn(link.address)).toHaveLength(plan.policies[0]?.rows.length ?? 0);
    expect(link.left.includes('add-second-part')).toBe(plan.policies.length === 2);
    expect(link.left).not.toContain('tick-missing-rows');
  });
});
