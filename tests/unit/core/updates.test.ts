import { describe, expect, it, vi } from 'vitest';
import { MemoryUpdater } from '../../fakes/memory-updater.ts';
import { type OfficeParts, openDesk } from '../../fakes/open-desk.ts';
import { accountToken } from '../../fakes/tokens.ts';

const day = 24 * 60 * 60_000;

async function openUpdatable(change: Partial<MemoryUpdater>, parts: OfficeParts = {}) {
  const updater = Object.assign(new MemoryUpdater(), { canUpdate: true, ...change });
  const office = await openDesk({ world: 'cloudflare', ...parts, updater });
  return { ...office, updater, state: () => office.desk.store.snapshot.update };
}

describe('newer versions', () => {
  it('are fetched and installed only when the owner says so', async () => {
    const { call, updater, state } = await openUpdatable({ newest: '0.2.0' });
    await call['updates:install'](undefined);
    await call['updates:fetch'](undefined);
    expect(updater.asked).toEqual([]);
    await call['updates:look'](undefined);
    expect(state()).toEqual({ kind: 'found', version: '0.2.0' });
    expect(updater.asked).toEqual(['look']);
    await call['updates:fetch'](undefined);
    expect(state()).toEqual({ kind: 'ready', version: '0.2.0' });
    expect(updater.asked).toEqual(['look', 'look', 'fetch']);
    void call['updates:install'](undefined);
    await vi.waitFor(() => expect(updater.asked).toEqual(['look', 'look', 'fetch', 'look', 'install']));
    expect(state()).toEqual({ kind: 'installing', version: '0.2.0' });
    await call['updates:install'](undefined);
    expect(updater.asked).toHaveLength(5);
  });

  it('that were found give way to newer ones, and are forgotten where they were taken back', async () => {
    const { desk, clock, updater, state } = await openUpdatable({ newest: '0.2.0' });
    desk.startWatching();
    await clock.advance(0);
    updater.newest = '0.3.0';
    await clock.advance(day);
    expect(state()).toEqual({ kind: 'found', version: '0.3.0' });
    updater.broken = 'look';
    await clock.advance(day);
    expect(state()).toEqual({ kind: 'found', version: '0.3.0' });
    Object.assign(updater, { newest: null, broken: null });
    await clock.advance(day);
    expect(state()).toEqual({ kind: 'newest' });
    await desk.close();
  });

  it.each([
    ['were taken back', { newest: null }, { kind: 'newest' }],
    ['gave way to a newer one', { newest: '0.3.0' }, { kind: 'found', version: '0.3.0' }],
  ] as const)('that %s are neither fetched nor installed', async (_what, change, after) => {
    const { call, updater, state } = await openUpdatable({ newest: '0.2.0' });
    await call['updates:look'](undefined);
    Object.assign(updater, change);
    await call['updates:fetch'](undefined);
    expect([state(), updater.asked]).toEqual([after, ['look', 'look']]);

    Object.assign(updater, { newest: '0.2.0' });
    await call['updates:look'](undefined);
    await call['updates:fetch'](undefined);
    Object.assign(updater, change);
    await call['updates:install'](undefined);
    expect([state(), updater.asked.includes('install')]).toEqual([after, false]);
  });

  it('of which nobody can say whether they were taken back are neither fetched nor installed', async () => {
    const { call, updater, state } = await openUpdatable({ newest: '0.2.0' });
    await call['updates:look'](undefined);
    updater.broken = 'look';
    await call['updates:fetch'](undefined);
    expect(state()).toEqual({ kind: 'failed', at: 'fetching' });
    updater.broken = null;
    await call['updates:look'](undefined);
    await call['updates:fetch'](undefined);
    updater.broken = 'look';
    await call['updates:install'](undefined);
    expect([state(), updater.asked.includes('install')]).toEqual([
      { kind: 'failed', at: 'installing' },
      false,
    ]);
  });

  it('that were fetched are looked for again each day, and stay ready as long as they are there', async () => {
    const { desk, call, clock, updater, state } = await openUpdatable({ newest: '0.2.0' });
    desk.startWatching();
    await clock.advance(0);
    await call['updates:fetch'](undefined);
    for (const broken of [null, 'look'] as const) {
      updater.broken = broken;
      await clock.advance(day);
      expect(state()).toEqual({ kind: 'ready', version: '0.2.0' });
    }
    Object.assign(updater, { newest: null, broken: null });
    await clock.advance(day);
    expect(state()).toEqual({ kind: 'newest' });
    await desk.close();
  });

  it('that the system does not take leave the app at work, and can be looked for again', async () => {
    const { call, desk, state } = await openUpdatable({ newest: '0.2.0', broken: 'install' });
    await call['updates:look'](undefined);
    await call['updates:fetch'](undefined);
    await call['pick-up:take']({ pasted: accountToken });
    await call['updates:install'](undefined);
    expect(state()).toEqual({ kind: 'failed', at: 'installing' });
    expect(desk.store.snapshot.pickUp.token).not.toBeNull();
    await call['updates:look'](undefined);
    expect(state()).toEqual({ kind: 'found', version: '0.2.0' });
  });

  it('that break off or are not signed right are not installed, and can be looked for again', async () => {
    const { call, updater, state } = await openUpdatable({ newest: '0.2.0', broken: 'fetch' });
    await call['updates:look'](undefined);
    await call['updates:fetch'](undefined);
    expect(state()).toEqual({ kind: 'failed', at: 'fetching' });
    await call['updates:install'](undefined);
    expect(updater.asked).not.toContain('install');
    updater.broken = null;
    await call['updates:look'](undefined);
    expect(state()).toEqual({ kind: 'found', version: '0.2.0' });
  });

  it('are looked for once a day, and not at all where the owner has switched it off', async () => {
    const { desk, call, clock, updater } = await openUpdatable({});
    desk.startWatching();
    await clock.advance(0);
    expect(updater.asked).toEqual(['look']);
    await clock.advance(day - 60 * 60_000);
    expect(updater.asked).toEqual(['look']);
    await clock.advance(2 * 60 * 60_000);
    expect(updater.asked).toEqual(['look', 'look']);
    await call['updates:daily']({ on: false });
    await clock.advance(2 * day);
    expect(updater.asked).toHaveLength(2);
    await desk.close();
  });

  it.each([
    ['while practising', { world: 'practice' as const }, {}],
    ['before a world is chosen', { world: null }, {}],
    ['by a copy that something else renews', {}, { canUpdate: false }],
  ])('are never asked for %s', async (_when, parts, change) => {
    const { desk, clock, updater } = await openUpdatable(change, parts);
    desk.startWatching();
    await clock.advance(2 * day);
    await desk.close();
    expect(updater.asked).toEqual([]);
  });

  it('leave the app as it is where nobody answers', async () => {
    const { call, state } = await openUpdatable({ broken: 'look' });
    await call['updates:look'](undefined);
    expect(state()).toEqual({ kind: 'failed', at: 'looking' });
  });
});
