import { describe, expect, it } from 'vitest';
import { permissionList } from '../../../electron/core/list-permissions.ts';
import type { LivePermissionGroup } from '../../../electron/core/ports.ts';
import { permissionGroups } from '../../../shared/catalogue/permission-groups.ts';
import { openConnectedDesk, openDesk } from '../../fakes/open-desk.ts';
import { accountToken } from '../../fakes/tokens.ts';

const mail = { title: 'Look after our mail', permissions: ['emailRoutingRules.edit', 'dns.read'] } as const;

describe('a job of the owner’s own', () => {
  it('is kept as a card, across a restart', async () => {
    const office = await openDesk();
    await office.call['own-job:save'](mail);
    const kept = [{ ...mail, id: expect.stringMatching(/^own-/) }];
    expect(office.desk.store.snapshot.ownJobs).toEqual(kept);
    expect((await office.restart()).desk.store.snapshot.ownJobs).toEqual(kept);
  });

  it('takes the place of one with the same name', async () => {
    const { call, desk } = await openDesk();
    await call['own-job:save'](mail);
    const id = desk.store.snapshot.ownJobs[0]?.id;
    await call['own-job:save']({ title: ' look after OUR mail', permissions: ['dns.read'] });
    expect(desk.store.snapshot.ownJobs).toEqual([
      { id, title: 'look after OUR mail', permissions: ['dns.read'] },
    ]);
  });

  it('can be removed again', async () => {
    const { call, desk } = await openDesk();
    await call['own-job:save'](mail);
    await call['own-job:remove']({ id: desk.store.snapshot.ownJobs[0]?.id ?? '' });
    expect(desk.store.snapshot.ownJobs).toEqual([]);
  });

  it.each([
    ['without a name', { title: ' ', permissions: ['dns.read'] }, 'own-job-unnamed'],
    ['without a permission', { title: 'Mail', permissions: [] }, 'own-job-empty'],
    ['with a token as its name', { title: accountToken, permissions: ['dns.read'] }, 'field-holds-secret'],
    ['that makes tokens', { title: 'More', permissions: ['accountApiTokens.edit'] }, 'own-job-kept-out'],
  ] as const)('is not kept %s', async (_what, job, code) => {
    const { call, desk } = await openDesk();
    expect(await call['own-job:save'](job)).toMatchObject({ ok: false, problem: { code } });
    expect(desk.store.snapshot.ownJobs).toEqual([]);
  });

  it('is not kept beyond the thirtieth, and says so', async () => {
    const { call, desk } = await openDesk();
    for (let number = 1; number <= 30; number += 1)
      await call['own-job:save']({ ...mail, title: `Job ${number}` });
    expect(await call['own-job:save']({ ...mail, title: 'Job 31' })).toEqual({
      ok: false,
      problem: { code: 'own-jobs-full' },
    });
    expect((await call['own-job:save']({ ...mail, title: 'Job 30' })).ok).toBe(true);
    expect(desk.store.snapshot.ownJobs.length).toBe(30);
  });
});

describe('the list of permissions', () => {
  const live: readonly LivePermissionGroup[] = permissionGroups.map(({ id, name, scope }) => ({
    id,
    name,
    scopes: [scope === 'zone' ? 'com.cloudflare.api.account.zone' : 'com.cloudflare.api.account'],
  }));

  it('is the built-in one while Cloudflare’s own can’t be read', () => {
    expect(permissionList(null)).toEqual({ source: 'built-in', gone: [], unknown: [] });
  });

  it('names what Cloudflare has dropped and what it has added', () => {
    const changed = live
      .filter(({ name }) => name !== 'Snippets Write')
      .concat({ id: 'f'.repeat(32), name: 'Weather Read', scopes: ['com.cloudflare.api.account.zone'] });
    expect(permissionList(changed)).toEqual({
      source: 'live',
      gone: ['snippets.edit'],
      unknown: ['Weather Read'],
    });
  });

  it('knows a permission again that was given a new id', () => {
    const moved = live.map((group) =>
      group.name === 'DNS Write' ? { ...group, id: 'e'.repeat(32) } : group,
    );
    expect(permissionList(moved)).toEqual({ source: 'live', gone: [], unknown: [] });
  });

  it('is read live with the key in use, and is the built-in one without a key', async () => {
    const source = async (office: Awaited<ReturnType<typeof openDesk>>) => {
      const list = await office.call['permissions:list'](undefined);
      return list.ok ? list.value.source : list.problem.code;
    };
    expect(await source(await openConnectedDesk())).toBe('live');
    expect(await source(await openDesk({ world: 'cloudflare' }))).toBe('built-in');
    const offline = await openDesk({
      wrap: (cloudflare) => ({
        ...cloudflare,
        listPermissionGroups: async () => ({ ok: false, problem: { code: 'offline' } }),
      }),
    });
    expect(await source(offline)).toBe('built-in');
  });
});
