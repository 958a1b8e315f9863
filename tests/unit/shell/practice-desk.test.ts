import { describe, expect, it } from 'vitest';
import { createPracticeCloudflare } from '../../../electron/practice/practice-cloudflare.ts';
import { PracticeDesk } from '../../../electron/shell/practice-desk.ts';
import { permissionGroup } from '../../../shared/catalogue/permission-groups.ts';
import type { PracticeForm } from '../../../shared/ipc/practice-contract.ts';
import { recogniseToken } from '../../../shared/token-forms.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { MemoryClipboard } from '../../fakes/memory-clipboard.ts';

const clock = new ManualClock();

function sitDown() {
  const practice = createPracticeCloudflare({ now: clock.now });
  const clipboard = new MemoryClipboard();
  const done: string[] = [];
  const desk = new PracticeDesk({
    practice,
    clipboard,
    save: async () => void done.push('saved'),
    close: () => done.push('closed'),
  });
  const create = async (form: PracticeForm) => {
    const answer = await desk.handlers['practice:create'](form);
    if (!answer.ok) throw new Error(answer.problem.code);
    return answer.value;
  };
  return { practice, clipboard, done, desk, create, call: desk.handlers };
}

const { accounts, zones } = createPracticeCloudflare({ now: clock.now }).seed;
const form: PracticeForm = {
  owner: { kind: 'account', account: accounts.bakery.id },
  name: 'Purge, bakery.example',
  policies: [{ on: { kind: 'zones', zones: [zones.bakery.id] }, permissions: ['zone.read', 'cache.purge'] }],
  endDay: '2099-12-23',
};

describe('a token made by hand', () => {
  it('reaches the one domain that was chosen, until the day that was chosen', async () => {
    const { practice, create } = sitDown();
    const made = await create(form);
    const value = made.kind === 'created' ? made.value : '';
    const ask = async (path: string) => {
      const request = new Request(`${practice.baseUrl}${path}`, {
        headers: { authorization: `Bearer ${value}` },
      });
      return (await practice.fetch(request)).status;
    };
    expect([await ask(`/zones/${zones.bakery.id}`), await ask(`/zones/${zones.cakeshop.id}`)]).toEqual([
      200, 403,
    ]);
    expect(practice.export().tokens.at(-1)).toMatchObject({
      name: form.name,
      expiresOn: '2099-12-23T00:00:00Z',
      policies: [
        {
          permission_groups: [
            { id: permissionGroup('zone.read').id },
            { id: permissionGroup('cache.purge').id },
          ],
        },
      ],
    });
  });

  it.each<[string, PracticeForm['policies'][number], 'account' | 'user', object]>([
    [
      'the account',
      { on: { kind: 'account', account: accounts.bakery.id }, permissions: ['pages.edit'] },
      'account',
      { [`com.cloudflare.api.account.${accounts.bakery.id}`]: '*' },
    ],
    [
      'all its domains',
      { on: { kind: 'all-zones-of-account', account: accounts.bakery.id }, permissions: ['dns.read'] },
      'account',
      { [`com.cloudflare.api.account.${accounts.bakery.id}`]: { 'com.cloudflare.api.account.zone.*': '*' } },
    ],
    [
      'all accounts',
      { on: { kind: 'all-accounts' }, permissions: ['pages.read'] },
      'user',
      { 'com.cloudflare.api.account.*': '*' },
    ],
    [
      'all domains',
      { on: { kind: 'all-zones' }, permissions: ['dns.read'] },
      'user',
      { 'com.cloudflare.api.account.zone.*': '*' },
    ],
  ])('can reach %s', async (_what, policy, kind, resources) => {
    const { practice, create } = sitDown();
    const owner = kind === 'user' ? { kind } : form.owner;
    await create({ ...form, owner, policies: [policy] });
    expect(practice.export().tokens.at(-1)?.policies[0]?.resources).toEqual(resources);
  });

  it('is written down before it is shown', async () => {
    const { create, done } = sitDown();
    await create(form);
    expect(done).toEqual(['saved']);
  });
});

describe('Cloudflare says no', () => {
  it.each<[string, Partial<PracticeForm>, RegExp]>([
    ['to a name of nothing', { name: ' ' }, /name/],
    ['to no policy', { policies: [] }, /policies/],
    ['to an end in the past', { endDay: '2020-01-01' }, /must be in the future/],
    [
      'to rows that do not fit their place',
      { policies: [{ on: { kind: 'zones', zones: [zones.bakery.id] }, permissions: ['pages.edit'] }] },
      /does not fit/,
    ],
    [
      'to what an account may not own',
      { policies: [{ on: { kind: 'zones', zones: [zones.bakery.id] }, permissions: ['pageRules.edit'] }] },
      /not available for account owned/,
    ],
    [
      'to the domain of another account',
      { policies: [{ on: { kind: 'zones', zones: [zones.hillcoaching.id] }, permissions: ['dns.read'] }] },
      /creator does not have/,
    ],
    [
      'in an account where the person is no Super Administrator',
      { owner: { kind: 'account', account: accounts.hill.id } },
      /Super Administrator/,
    ],
  ])('%s', async (_what, change, message) => {
    const { create, practice, desk } = sitDown();
    const before = practice.export().tokens.length;
    expect(await create({ ...form, ...change })).toEqual({
      kind: 'refused',
      message: expect.stringMatching(message),
    });
    expect([practice.export().tokens.length - before, desk.showsToken]).toEqual([0, false]);
  });
});

describe('the token on the page', () => {
  it('is copied as plain as a browser would', async () => {
    const { create, call, clipboard } = sitDown();
    const made = await create(form);
    await call['practice:copy-token']({ as: 'token' });
    expect(clipboard.writes).toEqual([{ text: made.kind === 'created' && made.value, how: 'plain' }]);
  });

  it('is copied in the command that tests it, which names the account', async () => {
    const { create, call, clipboard } = sitDown();
    const made = await create(form);
    await call['practice:copy-token']({ as: 'test-command' });
    expect(recogniseToken(clipboard.text)).toMatchObject({
      ok: true,
      value: { value: made.kind === 'created' && made.value, accountId: accounts.bakery.id },
    });
  });

  it('can be copied only while it is shown', async () => {
    const { create, call, clipboard, desk } = sitDown();
    await create(form);
    await call['practice:confirm'](undefined);
    await create(form);
    desk.begin('https://dash.cloudflare.com/');
    expect([(await call['practice:copy-token']({ as: 'token' })).ok, clipboard.writes]).toEqual([false, []]);
  });

  it('is not copied by a clipboard that fails, and the page hears of it', async () => {
    const { create, call, clipboard } = sitDown();
    await create(form);
    clipboard.broken = true;
    expect(await call['practice:copy-token']({ as: 'token' })).toEqual({
      ok: false,
      problem: { code: 'clipboard-failed' },
    });
  });

  it('is let go of when the window is closed while it is still being written down', async () => {
    const practice = createPracticeCloudflare({ now: clock.now });
    const desk: PracticeDesk = new PracticeDesk({
      practice,
      clipboard: new MemoryClipboard(),
      save: async () => desk.forget(),
      close: () => undefined,
    });
    await desk.handlers['practice:create'](form);
    expect(desk.showsToken).toBe(false);
  });

  it('never comes again: what the page can look at holds no token', async () => {
    const { create, call } = sitDown();
    const made = await create(form);
    const scene = JSON.stringify(await call['practice:open'](undefined));
    expect(scene).toContain(form.name);
    expect(made.kind === 'created' && scene.includes(made.value.slice(5, 25))).toBe(false);
  });
});

it('plays the page of the address it was opened with, and closes when asked', async () => {
  const { desk, call, done } = sitDown();
  desk.begin('https://dash.cloudflare.com/profile/api-tokens');
  const scene = await call['practice:open'](undefined);
  expect(scene).toMatchObject({ ok: true, value: { start: { page: 'tokens', form: 'user' } } });
  await call['practice:close'](undefined);
  expect(done).toEqual(['closed']);
});
