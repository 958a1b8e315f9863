import { describe, expect, it } from 'vitest';
import { emptyBook } from '../../../electron/core/book.ts';
import { LocalRoutes } from '../../../electron/core/local-routes.ts';
import { Notebook } from '../../../electron/core/notebook.ts';
import { isPass, newPass, passHash } from '../../../electron/core/pass.ts';
import { failed, ok } from '../../../shared/result.ts';
import { passIn } from '../../../shared/route-file.ts';
import type { Slip } from '../../../shared/slip.ts';
import { holdsToken } from '../../../shared/token-forms.ts';
import { sampleSlip } from '../../component/sample-slips.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { MemoryBook } from '../../fakes/memory-book.ts';
import { ImaginedServer, MemoryRouteFiles } from '../../fakes/memory-routes.ts';

const local = (change: Partial<Slip> = {}) => sampleSlip({ route: { kind: 'local' }, ...change });
const other = { id: 'slip-bbbbbbbbbbbbbbbb', number: 8 };

async function openRoutes(
  slips: readonly Slip[],
  { book = new MemoryBook(), routeFiles = new MemoryRouteFiles(), localServer = new ImaginedServer() } = {},
) {
  if (book.text === null) await book.save({ ...emptyBook, slips });
  const notebook = new Notebook(book);
  await notebook.load();
  const routes = new LocalRoutes({ notebook, clock: new ManualClock(), routeFiles, localServer });
  const passOf = (id: string) => passIn(routeFiles.files.get(id) ?? '') ?? '';
  return { routes, notebook, book, routeFiles, localServer, passOf };
}

describe('a pass', () => {
  it('has 256 random bits, a form of its own, and counts as a secret wherever texts are looked through', () => {
    const passes = Array.from({ length: 200 }, () => newPass().reveal());
    expect(new Set(passes).size).toBe(200);
    expect(passes.every(isPass)).toBe(true);
    expect(passes.every((pass) => holdsToken(`see ${pass} there`))).toBe(true);
    const letters = new Set(passes.join('').replaceAll('psp_', ''));
    expect(letters.size).toBe(62);
  });

  it('stands in its slip’s file alone; the book has its hash', async () => {
    const slip = local();
    const { routes, book, passOf } = await openRoutes([slip]);
    await routes.settle();
    const pass = passOf(slip.id);
    expect(isPass(pass)).toBe(true);
    expect(book.text?.includes(pass)).toBe(false);
    expect(book.text).toContain(passHash(pass));
    expect(holdsToken(book.text ?? '')).toBe(false);
    expect(routes.holderOf(pass)?.slip.id).toBe(slip.id);
    expect(routes.holderOf(newPass().reveal())).toBeNull();
  });
});

describe('the files of local routes', () => {
  it('hold what clients look for, and empty what would count more', async () => {
    const slip = local();
    const { routes, routeFiles, passOf } = await openRoutes([slip]);
    await routes.settle();
    expect(routeFiles.files.get(slip.id)?.split('\n')).toEqual([
      '# Made by Permission Slip. Works on this computer only, while the app runs.',
      `CLOUDFLARE_API_TOKEN=${passOf(slip.id)}`,
      'CLOUDFLARE_API_BASE_URL=http://127.0.0.1:20000/client/v4',
      'CLOUDFLARE_BASE_URL=http://127.0.0.1:20000/client/v4',
      `CLOUDFLARE_ACCOUNT_ID=${'a'.repeat(32)}`,
      `CLOUDFLARE_ZONE_ID=${'b'.repeat(32)}`,
      'PERMISSION_SLIP_URL=http://127.0.0.1:20000',
      `PERMISSION_SLIP_PASS=${passOf(slip.id)}`,
      'CLOUDFLARE_API_KEY=',
      'CLOUDFLARE_EMAIL=',
      'CLOUDFLARE_API_USER_SERVICE_KEY=',
      '',
    ]);
  });

  it('are made for slips with a local route that are in force, and for no other', async () => {
    const { routes, routeFiles, localServer } = await openRoutes([
      sampleSlip(),
      local({ ...other, until: { kind: 'at', at: '2026-11-01T00:00:00Z' } }),
    ]);
    await routes.settle();
    expect([routeFiles.files.size, localServer.asked]).toEqual([0, 0]);
  });

  it('are made once, however often they are asked for at the same time', async () => {
    const slip = local();
    const { routes, localServer, passOf } = await openRoutes([slip]);
    await Promise.all([routes.settle(), routes.ready(slip.id), routes.settle()]);
    expect(localServer.asked).toBe(1);
    expect(routes.holderOf(passOf(slip.id))?.slip.id).toBe(slip.id);
  });

  it('stay as they are from start to start', async () => {
    const slip = local();
    const before = await openRoutes([slip]);
    await before.routes.settle();
    const pass = before.passOf(slip.id);
    const after = await openRoutes([], before);
    await after.routes.settle();
    expect([after.passOf(slip.id), after.routes.holderOf(pass)?.slip.id]).toEqual([pass, slip.id]);
  });

  it('get a new pass where the usual port was taken, since its taker may have been shown the old one', async () => {
    const slip = local();
    const before = await openRoutes([slip]);
    await before.routes.settle();
    const pass = before.passOf(slip.id);
    before.localServer.taken.add(20_000);
    const after = await openRoutes([], before);
    await after.routes.settle();
    expect(after.routeFiles.files.get(slip.id)).toContain('127.0.0.1:20001');
    expect(after.routes.holderOf(pass)).toBeNull();
    expect(after.routes.holderOf(after.passOf(slip.id))?.slip.id).toBe(slip.id);
  });

  it.each([
    ['gone', (files: Map<string, string>) => files.clear()],
    [
      'changed',
      (files: Map<string, string>) => files.set(local().id, `CLOUDFLARE_API_TOKEN=${newPass().reveal()}\n`),
    ],
  ])('are made anew with a new pass when one is %s', async (_how, spoil) => {
    const slip = local();
    const { routes, routeFiles, passOf } = await openRoutes([slip]);
    await routes.settle();
    const pass = passOf(slip.id);
    spoil(routeFiles.files);
    expect(await routes.ready(slip.id)).toEqual({ ok: true, value: null });
    expect(routes.holderOf(pass)).toBeNull();
    expect(routes.holderOf(passOf(slip.id))?.slip.id).toBe(slip.id);
  });

  it('are told of when they can’t be written', async () => {
    const slip = local();
    const { routes, routeFiles } = await openRoutes([slip]);
    routeFiles.isFull = true;
    expect(await routes.ready(slip.id)).toEqual({ ok: false, problem: { code: 'route-file-failed' } });
    routeFiles.isFull = false;
    expect((await routes.ready(slip.id)).ok).toBe(true);
  });

  it('are not there while no port can be had, and are once one can', async () => {
    const slip = local();
    const { routes, routeFiles, localServer } = await openRoutes([slip]);
    localServer.isShut = true;
    expect(await routes.ready(slip.id)).toEqual(failed({ code: 'local-route-closed' }));
    expect(routeFiles.files.size).toBe(0);
    localServer.isShut = false;
    expect(await routes.ready(slip.id)).toEqual(ok(null));
  });

  it('are given to each slip whose own can be written, whatever holds another', async () => {
    const [first, second] = [local(), local(other)];
    const { routes, routeFiles } = await openRoutes([first, second]);
    routeFiles.held.add(first.id);
    expect(await routes.ready(second.id)).toEqual(ok(null));
    expect(await routes.ready(first.id)).toEqual(failed({ code: 'route-file-failed' }));
    await routes.stop(null);
    routeFiles.files.set(first.id, 'still there');
    expect(await routes.stop(first.id)).toEqual(ok(null));
  });

  it('open nothing at another port before the new passes are written down', async () => {
    const slip = local();
    const before = await openRoutes([slip]);
    await before.routes.settle();
    const pass = before.passOf(slip.id);
    before.localServer.taken.add(20_000);
    const after = await openRoutes([], before);
    after.book.mood = 'full';
    expect((await after.routes.settle()).ok).toBe(false);
    expect(after.routes.holderOf(pass)).toBeNull();
    after.book.mood = 'well';
    await after.routes.settle();
    expect(after.routes.holderOf(pass)).toBeNull();
    expect(after.routes.holderOf(after.passOf(slip.id))?.slip.id).toBe(slip.id);
  });

  it('go when their slip is revoked', async () => {
    const slip = local();
    const { routes, routeFiles, notebook, passOf } = await openRoutes([slip, local(other)]);
    await routes.settle();
    const pass = passOf(slip.id);
    const revoked = { at: '2026-11-24T10:00:00Z', cloudflare: 'deleted', keychain: 'deleted' } as const;
    await notebook.change((book) => ({
      ...book,
      slips: book.slips.map((one) => (one.id === slip.id ? { ...one, revoked } : one)),
    }));
    expect(routes.holderOf(pass)).toBeNull();
    await routes.settle();
    expect([...routeFiles.files.keys()]).toEqual([other.id]);
  });
});

describe('stopping agents', () => {
  it('ends one pass and leaves the others', async () => {
    const slip = local();
    const { routes, passOf } = await openRoutes([slip, local(other)]);
    await routes.settle();
    const passes = [passOf(slip.id), passOf(other.id)];
    await routes.stop(slip.id);
    expect(passes.map((pass) => routes.holderOf(pass)?.slip.id)).toEqual([undefined, other.id]);
  });

  it('ends all of them, and a restart does not bring them back', async () => {
    const before = await openRoutes([local(), local(other)]);
    await before.routes.settle();
    await before.routes.stop(null);
    expect(before.routeFiles.files.size).toBe(0);
    const after = await openRoutes([], before);
    await after.routes.settle();
    expect(after.routeFiles.files.size).toBe(0);
    await after.routes.letOn(other.id);
    expect([...after.routeFiles.files.keys()]).toEqual([other.id]);
  });

  it('holds while it can not be written down, and is written as soon as it can', async () => {
    const slip = local();
    const opened = await openRoutes([slip]);
    const { routes, book, passOf } = opened;
    await routes.settle();
    const holder = routes.holderOf(passOf(slip.id));
    const pass = passOf(slip.id);
    book.mood = 'full';
    expect(await routes.stop(null)).toEqual(failed({ code: 'stop-not-kept' }));
    expect(routes.holderOf(pass)).toBeNull();
    expect(holder !== null && routes.holds(holder)).toBe(false);
    book.mood = 'well';
    expect(await routes.settle()).toEqual(ok(null));
    const after = await openRoutes([], opened);
    await after.routes.settle();
    expect([after.routes.holderOf(pass), after.routeFiles.files.size]).toEqual([null, 0]);
    await after.routes.letOn(slip.id);
    expect(after.routes.holderOf(after.passOf(slip.id))?.slip.id).toBe(slip.id);
  });

  it.each<readonly [string, Partial<Slip>]>([
    ['has ended and goes on', { until: { kind: 'at', at: '2026-11-01T00:00:00Z' } }],
    ['was about to be revoked', { stopping: { since: '2026-11-24T10:00:00Z' } }],
    ['had another route for a while', { route: { kind: 'keychain' } }],
  ])('outlasts that its slip %s', async (_how, change) => {
    const slip = local();
    const { routes, notebook, routeFiles } = await openRoutes([slip]);
    await routes.settle();
    await routes.stop(slip.id);
    await notebook.change((book) => ({ ...book, slips: [{ ...slip, ...change }] }));
    await routes.settle();
    await notebook.change((book) => ({ ...book, slips: [slip] }));
    await routes.settle();
    expect([routeFiles.files.size, notebook.book.localPasses.map(({ hash }) => hash)]).toEqual([0, [null]]);
    await routes.letOn(slip.id);
    expect(routeFiles.files.size).toBe(1);
  });

  it.each([0, 1, 2, 3, 4, 5])('wins over an agent that is just let on, %i steps before', async (steps) => {
    const slip = local();
    const { routes, routeFiles, notebook } = await openRoutes([slip]);
    await routes.settle();
    await routes.stop(slip.id);
    const letOn = routes.letOn(slip.id);
    for (let step = 0; step < steps; step += 1) await Promise.resolve();
    const stopped = routes.stop(null);
    const seen: string[] = [];
    const watch = () => {
      for (const text of routeFiles.files.values()) {
        if (routes.holderOf(passIn(text) ?? '') !== null) seen.push(text);
      }
    };
    for (let step = 0; step < 50; step += 1) {
      watch();
      await Promise.resolve();
    }
    await Promise.all([letOn, stopped]);
    watch();
    expect(seen).toEqual([]);
    expect(notebook.book.localPasses.map(({ hash }) => hash)).toEqual([null]);
  });

  it('reaches a slip that is about to get its first pass, and the last word counts', async () => {
    const slip = local();
    const { routes, passOf } = await openRoutes([slip]);
    const settling = routes.settle();
    const stopped = routes.stop(null);
    await Promise.all([settling, stopped]);
    expect(routes.holderOf(passOf(slip.id))).toBeNull();
    const [first, , last] = [routes.letOn(slip.id), routes.stop(slip.id), routes.letOn(slip.id)];
    await Promise.all([first, last]);
    expect(routes.holderOf(passOf(slip.id))?.slip.id).toBe(slip.id);
  });
});
