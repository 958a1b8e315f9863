import { describe, expect, it } from 'vitest';
import type { Keychain } from '../../../electron/core/ports.ts';
import type { CloudflareProblem } from '../../../shared/problem.ts';
import { ok } from '../../../shared/result.ts';
import { type Office, openConnectedDesk, openDesk } from '../../fakes/open-desk.ts';
import { purgeRequest } from '../../fakes/requests.ts';
import { liveTokens, retryCleanUps } from '../../fakes/stray-tokens.ts';

/** Leaves a token behind: it can't be kept, and not be deleted again. */
async function leaveOne(office: Office): Promise<void> {
  office.keychain.moods.set = 'failed';
  const back = office.practice.faults.on({ kind: 'offline', method: 'DELETE' });
  const made = await office.call['slip:issue']({ request: purgeRequest });
  back();
  office.keychain.moods.set = 'well';
  expect(made).toMatchObject({ problem: { token: 'still-there' } });
}

/** The same office once more, where deleting tokens fails with these problems, one after the other. */
function withProblems(office: Office, codes: readonly ('missing-permission' | 'malformed-answer')[]) {
  const left: CloudflareProblem[] = codes.map((code) => ({ code }));
  return openDesk({
    ...office,
    wrap: (cloudflare) => ({
      ...cloudflare,
      deleteToken: async (...asked) => {
        const problem = left.shift();
        return problem === undefined ? cloudflare.deleteToken(...asked) : { ok: false, problem };
      },
    }),
  });
}

/** Changes a slip whose old token can't be deleted right then. */
async function leaveOld(office: Office): Promise<void> {
  await office.call['slip:issue']({ request: purgeRequest });
  const [slip] = office.desk.store.snapshot.slips;
  const back = office.practice.faults.on({ kind: 'offline', method: 'DELETE' });
  await office.call['slip:issue']({ request: purgeRequest, changes: slip?.id });
  back();
}

describe('tidying up what was left behind', () => {
  it('asks the keychain for the key once, however many tokens there are', async () => {
    const before = await openConnectedDesk('accountSetupKey', { keep: true });
    for (let left = 0; left < 3; left += 1) await leaveOne(before);
    let prompts = 0;
    const keychain: Keychain = {
      ...before.keychain,
      set: before.keychain.set,
      remove: before.keychain.remove,
      get: async (item) => {
        prompts += 1;
        return before.keychain.get(item);
      },
    };
    const office = await openDesk({ ...before, ports: { keychain } });
    prompts = 0;
    before.keychain.moods.get = 'dismissed';
    expect(await retryCleanUps(office)).toEqual({
      ok: false,
      problem: { code: 'keychain-dismissed' },
    });
    expect([prompts, liveTokens(office).length]).toEqual([1, 3]);
    before.keychain.moods.get = 'well';
    expect(await retryCleanUps(office)).toEqual({ ok: true, value: null });
    expect([prompts, liveTokens(office)]).toEqual([2, []]);
  });

  it('asks for no key where nothing is left', async () => {
    const office = await openDesk({ world: 'cloudflare' });
    expect(await retryCleanUps(office)).toEqual({ ok: true, value: null });
  });

  it('says the first of several problems', async () => {
    const before = await openConnectedDesk('accountSetupKey', { keep: true });
    await leaveOne(before);
    await leaveOne(before);
    const office = await withProblems(before, ['missing-permission', 'malformed-answer']);
    expect(await retryCleanUps(office)).toMatchObject({
      problem: { code: 'missing-permission' },
    });
  });

  /* To the practice Cloudflare all keys of an account are of one member, so another's is played here. */
  it.each<[string, (office: Office) => Promise<void>]>([
    ['one that was just made', leaveOne],
    ['the old one of a slip, whose value still works', leaveOld],
  ])(
    'strikes off nothing because another member of the account sees no such token: %s',
    async (_what, leave) => {
      const before = await openConnectedDesk('accountSetupKey', { keep: true });
      await leave(before);
      before.book.text = before.book.text?.replace(/"keyEnding":\s*"\w{4}"/, '"keyEnding":"zzzz"') ?? null;
      const office = await openDesk({
        ...before,
        wrap: (cloudflare) => ({ ...cloudflare, deleteToken: async () => ok('already-gone') }),
      });
      expect(await retryCleanUps(office)).toMatchObject({ problem: { code: 'left-token-unseen' } });
      expect(office.desk.store.snapshot.cleanUps.length).toBe(1);
    },
  );

  it('deletes the token that is meant, and no other', async () => {
    const office = await openConnectedDesk('accountSetupKey', { keep: true });
    await leaveOne(office);
    await leaveOne(office);
    const [old, recent] = office.desk.store.snapshot.cleanUps;
    const meant = { marks: [recent?.mark ?? ''] };
    expect(await office.call['clean-up:retry'](meant)).toEqual({ ok: true, value: null });
    expect(office.desk.store.snapshot.cleanUps).toEqual([old]);
  });

  it('says why a slip that waits to be stopped still does, also where a token was left behind', async () => {
    const before = await openConnectedDesk('accountSetupKey', { keep: true });
    await before.call['slip:issue']({ request: purgeRequest });
    await leaveOne(before);
    const back = before.practice.faults.on({ kind: 'offline' });
    await before.call['slip:revoke-all']({ typed: 'stop' });
    back();
    /* The start tries to stop the slip once. */
    const office = await withProblems(before, ['malformed-answer', 'missing-permission', 'malformed-answer']);
    expect(await office.call['slip:stop-waiting'](undefined)).toMatchObject({
      problem: { code: 'missing-permission' },
    });
    expect(await retryCleanUps(office)).toMatchObject({ problem: { code: 'malformed-answer' } });
  });

  it('says what is wrong in the one world, also where something is in the other', async () => {
    const before = await openConnectedDesk('accountSetupKey', { keep: true });
    await leaveOne(before);
    await before.call['world:choose']({ world: 'practice' });
    await leaveOne(before);
    /* The start tries to tidy up in the practice world once. */
    const problems = ['malformed-answer', 'missing-permission', 'malformed-answer'] as const;
    const office = await withProblems(before, problems);
    expect(await retryCleanUps(office)).toMatchObject({
      problem: { code: 'missing-permission' },
    });
  });
});
