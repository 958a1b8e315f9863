import { describe, expect, it } from 'vitest';
import { startAt } from '../../../electron/practice/form-link.ts';
import { places } from '../../../electron/practice/seed/places.ts';
import { type JobId, jobs, modeOf } from '../../../shared/catalogue/jobs.ts';
import { permissionGroup } from '../../../shared/catalogue/permission-groups.ts';
import { formsFor } from '../../../shared/guide/guide-plan.ts';
import { prefilledLink } from '../../../shared/guide/prefilled-link.ts';
import { addressOf } from '../../../shared/links.ts';

const { id: zoneId } = places.zones.bakery;
const { id: accountId } = places.accounts.bakery;

const cases = (Object.keys(jobs) as JobId[]).flatMap((job) =>
  (['read', 'change'] as const).flatMap((access) => {
    const permissions = modeOf(job, access)?.permissions;
    return permissions === undefined
      ? []
      : formsFor(permissions).map((form) => ({ job, access, form, permissions }));
  }),
);

describe('a link to the form', () => {
  it.each(cases)('for $job ($access) fills the $form form with all of one scope', (one) => {
    const link = prefilledLink({ ...one, name: 'Job, one', accountId, zoneId, hasEndDate: true });
    const zones = one.permissions.filter((key) => permissionGroup(key).scope === 'zone');
    const filled = zones.length > 0 ? zones : one.permissions;
    const start = startAt(link.address);
    expect(start).toEqual({
      page: 'form',
      link: {
        form: one.form,
        account: one.form === 'account' ? accountId : null,
        name: 'Job, one',
        permissions: expect.arrayContaining([...filled]),
        zone: one.form === 'user' ? zoneId : null,
      },
    });
    expect(start.page === 'form' && start.link.permissions.length).toBe(filled.length);
  });

  const linkWith = (keys: unknown) =>
    startAt(
      `https://dash.cloudflare.com/?to=/:account/api-tokens&permissionGroupKeys=${encodeURIComponent(JSON.stringify(keys))}`,
    );
  const filled = (keys: unknown) => {
    const start = linkWith(keys);
    return start.page === 'form' ? start.link.permissions : null;
  };

  it('drops what Cloudflare does not know, in silence', () => {
    expect(
      filled([
        { key: 'dns', type: 'read' },
        { key: 'zone_dns', type: 'read' },
        { key: 'cache', type: 'edit' },
        7,
      ]),
    ).toEqual(['dns.read']);
    expect(filled('no list')).toEqual([]);
  });

  it('loses the account beside a domain, and what an account may not own', () => {
    expect(
      filled([
        { key: 'page', type: 'edit' },
        { key: 'dns', type: 'edit' },
      ]),
    ).toEqual(['dns.edit']);
    expect(filled([{ key: 'page_rules', type: 'edit' }])).toEqual([]);
  });
});

describe('an address without a form', () => {
  it.each([
    [
      addressOf({ to: 'account-tokens', accountId: null }),
      { page: 'tokens', form: 'account', account: null },
    ],
    [addressOf({ to: 'user-tokens' }), { page: 'tokens', form: 'user', account: null }],
    [addressOf({ to: 'cloudflare-login' }), { page: 'home' }],
    ['no address', { page: 'home' }],
  ])('%s opens another page', (address, start) => {
    expect(startAt(address)).toEqual(start);
  });
});
