import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { givesAway } from '../../../electron/core/leak-guard.ts';
import { diagnosticsText } from '../../../shared/diagnostics.ts';
import { usualPreferences } from '../../../shared/preferences.ts';
import { usualReminders } from '../../../shared/reminder-settings.ts';
import { failed, ok } from '../../../shared/result.ts';
import { type Office, openConnectedDesk } from '../../fakes/open-desk.ts';
import { purgeRequest } from '../../fakes/requests.ts';
import { anyToken } from '../../fakes/tokens.ts';

async function withSlip(): Promise<Office> {
  const office = await openConnectedDesk();
  await office.call['slip:issue']({ request: purgeRequest });
  return office;
}

async function made(office: Office, withNames = false): Promise<string> {
  const answer = await office.call['diagnostics:make']({ withNames });
  if (!answer.ok) throw new Error(answer.problem.code);
  return answer.value.text;
}

describe('diagnostics', () => {
  it('tell versions, states and what happened to each slip', async () => {
    const office = await withSlip();
    office.log.error('answered', { status: 403 });
    const text = await made(office);
    for (const part of [
      'app: 0.0.0-test',
      'electron: 45.4.1',
      'keychain: answers',
      'setup key: of account, until-quit',
      'no. 1: ready, cloudflare, purge-pages (change), route ',
      'created 20',
      'answered {"status":403}',
    ]) {
      expect(text).toContain(part);
    }
  });

  it.each([false, true])(
    'name agents, websites and tasks only where the owner wants that: %s',
    async (withNames) => {
      const office = await withSlip();
      office.log.error('about bakery.example of Bakery Ltd');
      const text = await made(office, withNames);
      for (const name of ['bakery.example', 'Bakery Ltd', purgeRequest.task, 'Claude']) {
        expect(text.includes(name), name).toBe(withNames);
      }
      expect(text.includes(office.practice.seed.zones.bakery.id)).toBe(false);
      expect(text.includes(office.dataFolder.path)).toBe(false);
    },
  );

  it('say what the keychain answers', async () => {
    const office = await withSlip();
    office.keychain.mood = 'locked';
    expect(await made(office)).toContain('keychain: keychain-locked');
  });

  it('are saved as they were shown', async () => {
    const office = await withSlip();
    expect((await office.call['diagnostics:save'](undefined)).ok).toBe(false);
    const text = await made(office);
    office.log.error('later');
    expect(await office.call['diagnostics:save'](undefined)).toEqual(ok('saved'));
    expect(office.files.saved).toEqual([{ name: 'permission-slip-diagnostics.txt', text }]);
    office.files.saving = failed({ code: 'storage-full' });
    expect(await office.call['diagnostics:save'](undefined)).toEqual(failed({ code: 'storage-full' }));
  });

  it('never give a token away, wherever it came in', async () => {
    const office = await withSlip();
    const [slip] = office.desk.store.snapshot.slips;
    if (slip === undefined) throw new Error('no slip');
    /* What is glued to an old token's end makes it a longer word, of which nobody can say what it is. */
    const before = fc.constantFrom('', ' ', '"', 'key=', '\n', 'Bearer ', '. ', '\t');
    const after = fc.constantFrom('', ' ', '"', '\n', '. ', '\t', ', more', '&x=1');
    await fc.assert(
      fc.asyncProperty(anyToken, before, after, fc.boolean(), async (token, left, right, withNames) => {
        office.log.lines.push(`connecting ${left}${token}${right}`);
        const text = await made(office, withNames);
        office.log.lines.pop();
        const told = diagnosticsText(
          {
            now: office.clock.now(),
            version: '1',
            system: { electron: '', chromium: '', node: '', system: token, processor: '', isInstalled: true },
            world: 'cloudflare',
            storage: { kind: 'fine' },
            keychain: token,
            setupKey: 'none',
            reminders: usualReminders,
            preferences: usualPreferences,
            cleanUps: 0,
            slips: [{ ...slip, task: `${left}${token}${right}` }],
            log: '',
          },
          withNames,
        );
        expect([
          givesAway(text, []),
          givesAway(told, []),
          text.includes(token),
          told.includes(token),
        ]).toEqual([false, false, false, false]);
      }),
      { numRuns: 60 },
    );
  });

  it('leave out a line with the setup key in any form, and keep the others', async () => {
    const office = await withSlip();
    const key = office.practice.readyToken('accountSetupKey').value;
    office.log.lines.push(
      'before',
      `b64 ${Buffer.from(key).toString('base64')}`,
      `hex ${[...key].reverse().join('')}`,
      'after',
    );
    const text = await made(office);
    expect(text).toMatch(/before\n\[left out\]\n\[left out\]\nafter/);
  });
});
