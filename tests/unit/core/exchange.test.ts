import { describe, expect, it } from 'vitest';
import { failed, ok } from '../../../shared/result.ts';
import { exportVersion, slipExport } from '../../../shared/schemas/slip-export.ts';
import type { Route } from '../../../shared/slip.ts';
import type { SlipExport } from '../../../shared/slip-import.ts';
import { countedLetters } from '../../fakes/counted-letters.ts';
import type { MemoryFiles } from '../../fakes/memory-files.ts';
import { type Office, openConnectedDesk, openDesk } from '../../fakes/open-desk.ts';
import { purgeRequest } from '../../fakes/requests.ts';
import { accountToken } from '../../fakes/tokens.ts';

async function withSlips(count: number): Promise<Office> {
  const office = await openConnectedDesk();
  for (let made = 0; made < count; made += 1) await office.call['slip:issue']({ request: purgeRequest });
  return office;
}

async function exported(office: Office): Promise<string> {
  expect(await office.call['slips:export'](undefined)).toEqual(ok('saved'));
  return office.files.saved.at(-1)?.text ?? '';
}

/** Another computer: a keychain of its own, the same Cloudflare. */
async function otherComputer(office: Office, text: string): Promise<Office> {
  const other = await openConnectedDesk('accountSetupKey', {
    practice: office.practice,
    clock: office.clock,
    random: otherLetters(),
  });
  other.files.opening = ok(text);
  return other;
}

/* No two computers come up with the same ids. */
function otherLetters(): ReturnType<typeof countedLetters> {
  const { letters } = countedLetters();
  return { letters: (length) => `z${letters(length).slice(1)}` };
}

const changed = (text: string, change: (file: SlipExport) => unknown) =>
  JSON.stringify(change(slipExport.parse(JSON.parse(text))));
const slipsOf = ({ desk }: Office) => desk.store.snapshot.slips;

async function preview(office: Office) {
  const read = await office.call['slips:read-import'](undefined);
  if (!read.ok || read.value === null) throw new Error('nothing was read');
  return read.value;
}

describe('an export', () => {
  it('holds all slips as they are, by a name with its day, and fits its own schema', async () => {
    const office = await withSlips(2);
    const text = await exported(office);
    expect(slipExport.parse(JSON.parse(text)).slips).toEqual(slipsOf(office));
    expect(office.files.saved[0]?.name).toMatch(/^permission-slips-\d{4}-\d{2}-\d{2}\.json$/);
    for (const secret of office.keychain.items.values()) expect(text).not.toContain(secret);
  });

  it('is not made where a slip was changed to hold a secret', async () => {
    const office = await withSlips(1);
    office.book.text = (office.book.text ?? '').replace(purgeRequest.task, `Use ${accountToken}`);
    const again = await office.restart();
    expect(await again.call['slips:export'](undefined)).toEqual(failed({ code: 'export-holds-secret' }));
    expect(again.files.saved).toEqual([]);
  });

  it.each<MemoryFiles['saving']>([ok('cancelled'), failed({ code: 'storage-full' })])(
    'ends as the dialog did: %o',
    async (end) => {
      const office = await withSlips(1);
      office.files.saving = end;
      expect(await office.call['slips:export'](undefined)).toEqual(end);
    },
  );
});

describe('an import', () => {
  it('shows what it would add, and adds nothing before the owner says so', async () => {
    const office = await withSlips(2);
    const other = await otherComputer(office, await exported(office));
    expect(await preview(other)).toMatchObject({ elsewhere: 2, known: 0, practice: 0 });
    expect(slipsOf(other)).toEqual([]);
    expect(await other.call['slips:import'](undefined)).toEqual(ok({ added: 2 }));
    expect(slipsOf(other).map(({ number }) => number)).toEqual([1, 2]);
    expect(other.desk.store.snapshot.nextNumber).toBe(3);
    expect(await other.call['slips:import'](undefined)).toEqual(failed({ code: 'import-gone' }));
  });

  it('says of each token that it is elsewhere, also after a day of checks, and reminds of none', async () => {
    const office = await withSlips(1);
    const other = await otherComputer(office, await exported(office));
    await preview(other);
    await other.call['slips:import'](undefined);
    other.desk.startWatching();
    await other.clock.advance(2 * 86_400_000);
    expect(slipsOf(other)[0]?.checked?.outcome).toBe('elsewhere');
    expect(other.notifier.shown).toEqual([]);
    await other.desk.close();
  });

  it('takes a slip for what it is where this keychain has its token', async () => {
    const office = await withSlips(1);
    const text = await exported(office);
    office.book.text = null;
    const again = await office.restart();
    await again.call['world:choose']({ world: 'cloudflare' });
    again.files.opening = ok(text);
    expect(await preview(again)).toMatchObject({ elsewhere: 0 });
    await again.call['slips:import'](undefined);
    expect(slipsOf(again)[0]?.checked).toBeNull();
    expect((await again.call['slip:prompt']({ id: slipsOf(again)[0]?.id ?? '' })).ok).toBe(true);
  });

  it('changes nothing that is in the list, and gives a number that is taken away to nobody twice', async () => {
    const office = await withSlips(2);
    const text = await exported(office);
    const other = await otherComputer(office, text);
    await other.call['slip:issue']({ request: purgeRequest });
    const [own] = slipsOf(other);
    await preview(other);
    await other.call['slips:import'](undefined);
    expect(slipsOf(other)[0]).toEqual(own);
    expect(slipsOf(other).map(({ number }) => number)).toEqual([1, 3, 2]);
    expect(other.desk.store.snapshot.nextNumber).toBe(4);
    other.files.opening = ok(text);
    expect(await preview(other)).toMatchObject({ added: [], known: 2 });
  });

  it('leaves no number twice where a slip is being made meanwhile', async () => {
    const office = await withSlips(1);
    let meanwhile = async () => {};
    const other = await openConnectedDesk('accountSetupKey', {
      practice: office.practice,
      clock: office.clock,
      random: otherLetters(),
      wrap: (cloudflare) => ({
        ...cloudflare,
        createToken: async (...asked) => {
          await meanwhile();
          return cloudflare.createToken(...asked);
        },
      }),
    });
    other.files.opening = ok(await exported(office));
    await preview(other);
    meanwhile = async () => void (await other.call['slips:import'](undefined));
    await other.call['slip:issue']({ request: purgeRequest });
    expect(slipsOf(other).map(({ number }) => number)).toEqual([1, 2]);
    expect(other.desk.store.snapshot.nextNumber).toBe(3);
  });

  it('leaves out a second slip of the same token, and practice slips', async () => {
    const office = await withSlips(1);
    const text = changed(await exported(office), (file) => ({
      ...file,
      slips: file.slips.flatMap((slip) => [
        slip,
        { ...slip, id: 'slip-aaaaaaaaaaaaaaaa' },
        { ...slip, id: 'slip-bbbbbbbbbbbbbbbb', world: 'practice' },
      ]),
    }));
    const other = await otherComputer(office, text);
    const { added, known, practice } = await preview(other);
    expect([added.length, known, practice]).toEqual([1, 1, 1]);
  });

  it.each<[string, (text: string) => string, string]>([
    ['no file of this kind', () => '{"hello":1}', 'import-not-ours'],
    ['no JSON', () => 'PK\u0003\u0004', 'import-not-ours'],
    ['an empty file', () => '', 'import-not-ours'],
    ['half a file', (text) => text.slice(0, text.length / 2), 'import-not-ours'],
    ['a newer version', (text) => text.replace(`"version":${exportVersion}`, '"version":9'), 'import-newer'],
    ['a slip without a place', (text) => text.replace('"place":', '"plaice":'), 'import-damaged'],
    [
      'an id that is none',
      (text) => text.replace(/"id":"slip-[a-z2-7]+"/, '"id":"setup-key"'),
      'import-damaged',
    ],
    ['a secret', (text) => text.replace(purgeRequest.task, `Use ${accountToken}`), 'import-holds-secret'],
    [
      'a secret that is written in codes',
      (text) => text.replace(purgeRequest.task, `Use ${accountToken.replace('_', '\\u005f')}`),
      'import-holds-secret',
    ],
  ])('of %s says so and adds nothing', async (_what, damage, code) => {
    const office = await withSlips(1);
    const other = await otherComputer(office, damage(await exported(office)));
    expect(await other.call['slips:read-import'](undefined)).toEqual(failed({ code }));
    expect(await other.call['slips:import'](undefined)).toEqual(failed({ code: 'import-gone' }));
    expect(slipsOf(other)).toEqual([]);
  });

  it('adds nothing while the keychain can not say what it has', async () => {
    const office = await withSlips(1);
    const other = await otherComputer(office, await exported(office));
    other.keychain.mood = 'locked';
    expect(await other.call['slips:read-import'](undefined)).toEqual(failed({ code: 'keychain-locked' }));
    expect((await other.call['slips:import'](undefined)).ok).toBe(false);
  });

  it('is all or nothing on a full disk', async () => {
    const office = await withSlips(2);
    const other = await otherComputer(office, await exported(office));
    await preview(other);
    other.book.mood = 'full';
    expect(await other.call['slips:import'](undefined)).toEqual(failed({ code: 'storage-full' }));
    expect(slipsOf(other)).toEqual([]);
    other.book.mood = 'well';
    expect(await other.call['slips:import'](undefined)).toEqual(ok({ added: 2 }));
  });

  it('of nothing chosen is nothing', async () => {
    const office = await openDesk();
    expect(await office.call['slips:read-import'](undefined)).toEqual(ok(null));
  });

  it('takes ten thousand slips', async () => {
    const office = await withSlips(1);
    const text = changed(await exported(office), (file) => ({
      ...file,
      slips: Array.from({ length: 10_000 }, (_, index) => ({
        ...file.slips[0],
        id: `slip-${index.toString(2).padStart(16, '0').replaceAll('0', 'a').replaceAll('1', 'b')}`,
        number: index + 1,
        token: { ...file.slips[0]?.token, id: index.toString(16).padStart(32, '0') },
      })),
    }));
    const other = await otherComputer(office, text);
    expect((await preview(other)).added).toHaveLength(10_000);
    expect(await other.call['slips:import'](undefined)).toEqual(ok({ added: 10_000 }));
  });
});

describe('a slip whose token is elsewhere', () => {
  async function cameIn() {
    const office = await withSlips(1);
    const other = await otherComputer(office, await exported(office));
    await preview(other);
    await other.call['slips:import'](undefined);
    return { office, other, id: slipsOf(other)[0]?.id ?? '' };
  }

  it('has its token on this computer after a swap', async () => {
    const { office, other, id } = await cameIn();
    const swapped = await other.call['slip:rotate']({ id, why: 'asked', again: false });
    expect(swapped.ok).toBe(true);
    expect(other.keychain.items.get(id)).not.toBe(office.keychain.items.get(id));
    expect((await other.call['slip:copy-token']({ id })).ok).toBe(true);
    expect(slipsOf(other)[0]?.checked?.ending).not.toBe(slipsOf(other)[0]?.token.ending);
  });

  it('goes off the list without a word to Cloudflare', async () => {
    const { office, other, id } = await cameIn();
    const before = office.practice.export().tokens.length;
    expect(await other.call['slip:take-off']({ id })).toEqual(ok(null));
    expect(slipsOf(other)).toEqual([]);
    expect(office.practice.export().tokens).toHaveLength(before);
  });

  it('is the only kind that goes off the list so', async () => {
    const { office, id } = await cameIn();
    expect(await office.call['slip:take-off']({ id })).toEqual(failed({ code: 'slip-is-here' }));
  });

  /* A slip whose file names the token of another. */
  async function cameInForAnother(route: Route = { kind: 'keychain' }, beside = 0) {
    const office = await withSlips(1 + beside);
    const foreign = office.practice.export().tokens.find(({ name }) => name === 'Purge bakery.example');
    const text = changed(await exported(office), (file) => ({
      ...file,
      slips: file.slips.map((slip) => ({
        ...slip,
        route,
        token: slip.number === 1 ? { ...slip.token, id: foreign?.id } : slip.token,
      })),
    }));
    const other = await otherComputer(office, text);
    /* With others beside it, no local route can be opened. */
    other.localServer.isShut = beside > 0;
    await preview(other);
    await other.call['slips:import'](undefined);
    const isAsBefore = () =>
      office.practice.export().tokens.find((one) => one.id === foreign?.id)?.valueHash === foreign?.valueHash;
    return { other, id: slipsOf(other)[0]?.id ?? '', isAsBefore };
  }

  const notItsOwn = { code: 'token-not-of-slip', number: 1 } as const;

  it.each(['slip:rotate', 'slip:revoke', 'slip:revoke-all'] as const)(
    'leaves a token alone that is not its own, which its file names, and says so once: %s',
    async (command) => {
      const { other, id, isAsBefore } = await cameInForAnother();
      const answers = {
        'slip:rotate': () => other.call['slip:rotate']({ id, why: 'asked', again: false }),
        'slip:revoke': () => other.call['slip:revoke']({ id }),
        'slip:revoke-all': () => other.call['slip:revoke-all']({ typed: 'stop' }),
      };
      expect(await answers[command]()).toEqual(
        command === 'slip:revoke-all'
          ? ok([{ id, outcome: 'waits', because: notItsOwn }])
          : failed(notItsOwn),
      );
      expect(slipsOf(other)[0]?.stopping).toBeNull();
      expect(other.desk.store.snapshot.notices).toMatchObject([
        {
          code: command === 'slip:rotate' ? 'no-new-token' : 'token-not-deleted',
          number: 1,
          because: notItsOwn,
        },
      ]);
      expect(isAsBefore()).toBe(true);
    },
  );

  it('gives no new token to a slip whose file names another’s, which would be deleted for it', async () => {
    const { other, id, isAsBefore } = await cameInForAnother();
    const before = other.practice.export().tokens.length;
    expect(await other.call['slip:issue']({ request: purgeRequest, changes: id })).toEqual(failed(notItsOwn));
    expect([other.practice.export().tokens.length, isAsBefore()]).toEqual([before, true]);
  });

  it('does not wait to be stopped any more once its token was found to be another', async () => {
    const { other, id, isAsBefore } = await cameInForAnother();
    const back = other.practice.faults.on({ kind: 'offline' });
    await other.call['slip:revoke']({ id });
    back();
    expect(slipsOf(other)[0]?.stopping).not.toBeNull();
    expect(await other.call['slip:stop-waiting'](undefined)).toEqual(failed(notItsOwn));
    expect(await other.call['slip:stop-waiting'](undefined)).toEqual(ok(null));
    expect([slipsOf(other)[0]?.stopping, isAsBefore()]).toEqual([null, true]);
  });

  it('waits for nothing also where no local route can be opened', async () => {
    const { other, id } = await cameInForAnother({ kind: 'local' }, 1);
    expect(await other.call['slip:revoke']({ id })).toEqual(failed(notItsOwn));
    expect([slipsOf(other)[0]?.stopping, other.desk.store.snapshot.agents.stopped]).toEqual([null, [id]]);
  });

  it('is not said to be stopped where that was found while all was to be stopped', async () => {
    const { other, id } = await cameInForAnother();
    const back = other.practice.faults.on({ kind: 'offline' });
    await other.call['slip:revoke']({ id });
    back();
    const trying = other.call['slip:stop-waiting'](undefined);
    const all = other.call['slip:revoke-all']({ typed: 'stop' });
    expect(await trying).toEqual(failed(notItsOwn));
    expect(await all).toEqual(ok([{ id, outcome: 'waits', because: notItsOwn }]));
    expect(slipsOf(other)[0]?.stopping).toBeNull();
  });

  it.each(['slip:revoke', 'slip:revoke-all'] as const)(
    'lets its agent in no more by itself, though it waits for nothing: %s',
    async (command) => {
      const { other, id } = await cameInForAnother({ kind: 'local' });
      const passes = () => {
        const { letIn, stopped } = other.desk.store.snapshot.agents;
        return { letIn, stopped };
      };
      await expect.poll(passes).toEqual({ letIn: [id], stopped: [] });
      await (command === 'slip:revoke'
        ? other.call[command]({ id })
        : other.call[command]({ typed: 'stop' }));
      expect(slipsOf(other)[0]?.stopping).toBeNull();
      expect([passes(), other.routeFiles.files.size]).toEqual([{ letIn: [], stopped: [id] }, 0]);
      const next = await other.restart();
      expect(next.desk.store.snapshot.agents).toMatchObject({ letIn: [], stopped: [id] });
      expect((await next.call['agents:let-on']({ id })).ok).toBe(true);
      expect(next.desk.store.snapshot.agents.letIn).toEqual([id]);
    },
  );

  it.each([false, true])(
    'deletes no other token that its file says is in the making; ended: %s',
    async (ended) => {
      const office = await withSlips(1);
      const foreign = office.practice.export().tokens.find(({ name }) => name === 'Purge bakery.example');
      const text = changed(await exported(office), (file) => ({
        ...file,
        slips: file.slips.map((slip) => {
          const { who, job, access, task, place, until, proof, keptAnyway, createdAt: since } = slip;
          const token = { ...slip.token, id: foreign?.id };
          const next = { who, job, access, task, place, until, token, proof, keptAnyway };
          return {
            ...slip,
            until: ended ? { kind: 'at', at: since } : until,
            stopping: { since },
            replacing: { since, mark: null, oldItem: 'slip-aaaaaaaaaaaaaaaa', next },
          };
        }),
      }));
      const other = await otherComputer(office, text);
      await preview(other);
      await other.call['slips:import'](undefined);
      const [slip] = slipsOf(other);
      expect([slip?.stopping, slip?.replacing]).toEqual([null, null]);
      expect((await other.call['slip:revoke']({ id: slip?.id ?? '' })).ok).toBe(true);
      expect(office.practice.export().tokens.some(({ id }) => id === foreign?.id)).toBe(true);
    },
  );
});
