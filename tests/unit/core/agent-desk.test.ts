import { describe, expect, it } from 'vitest';
import { failed } from '../../../shared/result.ts';
import { passIn } from '../../../shared/route-file.ts';
import { noChanges } from '../../fakes/no-changes.ts';
import { openDesk } from '../../fakes/open-desk.ts';
import { purgeRequest } from '../../fakes/requests.ts';

async function deskWithLocalSlip() {
  const office = await openDesk();
  office.localServer.hasRules = true;
  const issued = await office.call['slip:issue']({ request: purgeRequest });
  if (!issued.ok) throw new Error(issued.problem.code);
  const { id } = issued.value;
  const prompt = await office.call['slip:prompt']({ id });
  return { ...office, id, prompt: prompt.ok ? prompt.value : null };
}

describe('a new slip', () => {
  it('goes through this app where there are rules for its job, and its prompt names the file and no pass', async () => {
    const { routeFiles, id, prompt, desk } = await deskWithLocalSlip();
    const pass = passIn(routeFiles.files.get(id) ?? '') ?? '';
    expect(desk.store.snapshot.slips[0]?.route).toEqual({ kind: 'local' });
    expect(desk.store.snapshot.agents.letIn).toEqual([id]);
    expect(prompt?.text).toContain(`~/.permission-slip/routes/${id}.env`);
    expect(prompt?.text).not.toContain('secret-tool');
    expect(pass.length).toBe(47);
    expect(JSON.stringify([prompt, desk.store.snapshot]).includes(pass)).toBe(false);
  });

  it('keeps the keychain where there are none', async () => {
    const office = await openDesk();
    await office.call['slip:issue']({ request: purgeRequest });
    expect(office.desk.store.snapshot.slips[0]?.route).toEqual({ kind: 'keychain' });
    expect(office.routeFiles.files.size).toBe(0);
  });
});

describe('the route of a slip', () => {
  it('can be changed to the keychain and back, and the file goes and comes', async () => {
    const { call, routeFiles, id } = await deskWithLocalSlip();
    const first = routeFiles.files.get(id);
    await call['slip:set-route']({ id, route: { kind: 'keychain' } });
    await call['slip:prompt']({ id });
    await expect.poll(() => routeFiles.files.size).toBe(0);
    await call['slip:set-route']({ id, route: { kind: 'local' } });
    await call['slip:prompt']({ id });
    expect(routeFiles.files.has(id)).toBe(true);
    expect(routeFiles.files.get(id)).not.toBe(first);
  });

  it('can’t go through this app where there are no rules', async () => {
    const { call, id, localServer } = await deskWithLocalSlip();
    await call['slip:set-route']({ id, route: { kind: 'keychain' } });
    localServer.hasRules = false;
    expect(await call['slip:set-route']({ id, route: { kind: 'local' } })).toEqual({
      ok: false,
      problem: { code: 'local-route-unfit' },
    });
  });

  it('goes with its slip when that is revoked', async () => {
    const { call, routeFiles, id, localServer } = await deskWithLocalSlip();
    const before = localServer.changes;
    await call['slip:revoke']({ id });
    expect(localServer.changes).toBeGreaterThan(before);
    await expect.poll(() => routeFiles.files.size).toBe(0);
  });
});

describe('stopping all agents', () => {
  it('takes their passes and keeps their slips', async () => {
    const { call, routeFiles, id, desk } = await deskWithLocalSlip();
    const pass = passIn(routeFiles.files.get(id) ?? '');
    expect((await call['agents:stop']({ id: null })).ok).toBe(true);
    expect([routeFiles.files.size, desk.store.snapshot.agents.stopped]).toEqual([0, [id]]);
    expect(desk.store.snapshot.slips[0]?.revoked).toBeNull();
    expect((await call['agents:let-on']({ id })).ok).toBe(true);
    expect(desk.store.snapshot.agents.letIn).toEqual([id]);
    expect(passIn(routeFiles.files.get(id) ?? '')).not.toBe(pass);
  });

  it('shows them as stopped also where that can’t be written down', async () => {
    const { call, id, desk, book } = await deskWithLocalSlip();
    book.mood = 'full';
    expect(await call['agents:stop']({ id: null })).toEqual(failed({ code: 'stop-not-kept' }));
    const { letIn, stopped } = desk.store.snapshot.agents;
    expect({ letIn, stopped }).toEqual({ letIn: [], stopped: [id] });
  });
});

it.each(['slip:revoke', 'slip:revoke-all'] as const)(
  'lets an agent in no more whose stop can neither be written down nor done: %s',
  async (command) => {
    const { call, id, desk, book, practice, localServer } = await deskWithLocalSlip();
    book.mood = 'full';
    practice.faults.on({ kind: 'offline' });
    const before = localServer.changes;
    const stopped = await (command === 'slip:revoke'
      ? call[command]({ id })
      : call[command]({ typed: 'stop' }));
    expect(stopped).not.toMatchObject({ value: { cloudflare: 'deleted' } });
    const codes = desk.store.snapshot.notices.map(({ code }) => code);
    expect(codes).toContain(command === 'slip:revoke' ? 'token-not-deleted' : 'stop-all-not-written');
    expect(desk.store.snapshot.slips[0]).toMatchObject({ revoked: null, stopping: null });
    expect(desk.store.snapshot.agents).toMatchObject({ letIn: [], stopped: [id] });
    expect(localServer.changes).toBeGreaterThan(before);
  },
);

it('lets agents of an earlier run in again, with the passes they have', async () => {
  const before = await deskWithLocalSlip();
  const file = before.routeFiles.files.get(before.id);
  const after = await before.restart();
  expect(after.routeFiles.files.get(before.id)).toBe(file);
  expect(after.desk.store.snapshot.agents.letIn).toEqual([before.id]);
});

it('swaps a token without touching pass, file or prompt', async () => {
  const { call, routeFiles, id, prompt } = await deskWithLocalSlip();
  const file = routeFiles.files.get(id);
  expect((await call['slip:rotate']({ id, why: 'asked', again: false })).ok).toBe(true);
  const after = await call['slip:prompt']({ id });
  expect(routeFiles.files.get(id)).toBe(file);
  expect(after.ok && after.value).toEqual(prompt);
});

describe('what the agent of a slip did', () => {
  it('is saved with how many of its own requests found no room on the disk, not with those of others', async () => {
    const { call, localServer, files, id } = await deskWithLocalSlip();
    const at = '2026-11-24T10:00:00.000Z';
    const asked = { at, slip: id, method: 'GET', path: '/zones', rule: 'zones.list', status: 200 };
    const lines = [
      { at, slip: id, missing: 2 },
      { at, slip: 'slip-bbbbbbbbbbbbbbbb', missing: 40 },
      { ...asked, outcome: 'read', bytes: 3, ms: 4 },
      { at, slip: id, missing: 5 },
    ];
    localServer.agentChanges = { ...noChanges, activity: async () => ({ isUntouched: true, lines }) };
    const saved = await call['agents:save-activity']({ id });
    expect(saved).toEqual({ ok: true, value: { how: 'saved', isUntouched: true, missing: 7 } });
    const { slip: _slip, ...request } = { ...asked, outcome: 'read', bytes: 3, ms: 4 };
    expect(JSON.parse(files.saved[0]?.text ?? '')).toMatchObject({
      slip: id,
      isUntouched: true,
      missing: 7,
      requests: [{ at, missing: 2 }, request, { at, missing: 5 }],
    });
  });
});
