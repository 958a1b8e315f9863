import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  changesFolderName,
  createChangeRecords,
  keptMs,
  mostBytes,
  mostRecords,
} from '../../../electron/adapters/change-records-file.ts';
import type { ChangeRecord } from '../../../shared/approvals/record.ts';
import { ok } from '../../../shared/result.ts';
import { ManualClock, testStart } from '../../fakes/manual-clock.ts';
import { tempFolder } from './temp-folder.ts';

const record: ChangeRecord = {
  version: 1,
  id: `change-${'a'.repeat(16)}`,
  slip: 'slip-aaaaaaaaaaaaaaaa',
  at: testStart.toISOString(),
  rule: 'dns.update',
  says: 'Changes where www.bakery.example points.',
  by: 'once',
  before: [{ label: 'Points to', value: '192.0.2.1' }],
  planned: [{ label: 'Points to', value: '203.0.113.7' }],
  after: 'gone',
  outcome: 'done',
  status: 200,
  undo: null,
  undoes: null,
  undoneBy: null,
};

const undo: NonNullable<ChangeRecord['undo']> = {
  request: { method: 'PATCH', segments: ['zones'], query: [] },
  of: { method: 'PATCH', segments: ['zones'], query: [] },
  look: { method: 'GET', segments: ['zones'], query: [] },
  after: null,
};

/** A record of a slip's, the newer the higher its number. */
function numbered(slip: string, number: number, change: Partial<ChangeRecord> = {}): ChangeRecord {
  const id = `change-${slip.at(-1)}${number.toString(2).padStart(15, '0').replaceAll('0', 'a').replaceAll('1', 'b')}`;
  return { ...record, id, slip, at: new Date(testStart.getTime() + number).toISOString(), ...change };
}

/** The files that were written while the app ran before. */
async function writeEarlier(folder: string, earlier: readonly ChangeRecord[]): Promise<void> {
  await mkdir(join(folder, changesFolderName));
  for (const one of earlier) {
    await writeFile(join(folder, changesFolderName, `${one.id}.json`), JSON.stringify(one));
  }
}

const [busy, quiet] = ['slip-aaaaaaaaaaaaaaaa', 'slip-bbbbbbbbbbbbbbbb'];

it('keeps records across restarts, readable by the owner alone', async () => {
  const folder = await tempFolder();
  expect(await createChangeRecords(folder, new ManualClock()).save(record)).toEqual(ok(null));
  expect(await createChangeRecords(folder, new ManualClock()).list(null)).toEqual([record]);
  const { mode } = await stat(join(folder, changesFolderName, `${record.id}.json`));
  if (process.platform !== 'win32') expect(mode & 0o777).toBe(0o600);
});

it('gives the newest first, of one slip where one is named', async () => {
  const records = createChangeRecords(await tempFolder(), new ManualClock());
  const later = { ...record, id: `change-${'b'.repeat(16)}`, at: '2026-11-24T10:00:01.000Z' };
  const other = { ...record, id: `change-${'c'.repeat(16)}`, slip: 'slip-bbbbbbbbbbbbbbbb' };
  for (const one of [record, later, other]) await records.save(one);
  expect(await records.list(record.slip)).toEqual([later, record]);
});

it('lets go of what was there before after 30 days', async () => {
  const folder = await tempFolder();
  const clock = new ManualClock();
  const records = createChangeRecords(folder, clock);
  await records.save(record);
  clock.jump(keptMs);
  expect(await records.list(null)).toEqual([]);
  expect(await readdir(join(folder, changesFolderName))).toEqual([]);
});

it('lets a slip that changes much push out nothing of another, nor what of its own can be undone', async () => {
  const folder = await tempFolder();
  const purges = Array.from({ length: mostRecords }, (_, at) => numbered(busy, at + 1));
  const kept = [numbered(busy, 0, { undo }), numbered(quiet, 0, { undo })];
  await writeEarlier(folder, [...kept, ...purges]);
  const records = createChangeRecords(folder, new ManualClock());
  await records.save(numbered(busy, mostRecords + 1));
  const all = await records.list(null);
  expect(all.length).toBe(mostRecords + 1);
  expect(all).toEqual(expect.arrayContaining(kept));
  expect((await readdir(join(folder, changesFolderName))).length).toBe(mostRecords + 1);
});

it('keeps no more of a slip than there is room for, and the latest of it', async () => {
  const folder = await tempFolder();
  const says = 'a'.repeat(mostBytes / 4);
  const large = (number: number) => numbered(busy, number, { says, undo });
  await writeEarlier(folder, [numbered(quiet, 0), ...[0, 1, 2].map(large)]);
  const records = createChangeRecords(folder, new ManualClock());
  await records.save(numbered(busy, 3, { says, outcome: 'under-way' }));
  expect((await records.list(busy)).map(({ at }) => at)).toEqual(
    [3, 2, 1].map((number) => numbered(busy, number).at),
  );
  expect((await records.list(quiet)).length).toBe(1);
});

it('lets go of what undoes a change before the record of it, and first of the earlier', async () => {
  const folder = await tempFolder();
  const body = 'a'.repeat(mostBytes / 5);
  const large = { ...undo, request: { ...undo.request, body } };
  const small = numbered(busy, 0, { undo });
  await writeEarlier(folder, [small, ...[1, 2, 3].map((at) => numbered(busy, at, { undo: large }))]);
  const records = createChangeRecords(folder, new ManualClock());
  await records.save(numbered(busy, 4, { undo: large }));
  const kept = [
    ...[4, 3].map((at) => numbered(busy, at, { undo: large })),
    ...[2, 1].map((at) => numbered(busy, at)),
    small,
  ];
  expect(await records.list(busy)).toEqual(kept);
  expect(await createChangeRecords(folder, new ManualClock()).list(busy)).toEqual(kept);
});

it('lets a record that is too large to be kept take no room from a smaller one', async () => {
  const folder = await tempFolder();
  const says = 'a'.repeat(mostBytes * 0.6);
  await writeEarlier(folder, [numbered(busy, 0), numbered(busy, 1, { says })]);
  const records = createChangeRecords(folder, new ManualClock());
  await records.save(numbered(busy, 2, { says }));
  expect((await records.list(busy)).map(({ at }) => at)).toEqual([2, 0].map((at) => numbered(busy, at).at));
});

it('keeps no more of all slips than there is room for, of which the busy ones give way', async () => {
  const says = 'a'.repeat(10_000);
  const records = createChangeRecords(await tempFolder(), new ManualClock(), 100_000);
  const other = 'slip-cccccccccccccccc';
  for (let at = 0; at < 9; at += 1) {
    if (at < 2) await records.save(numbered(quiet, at, { says }));
    await records.save(numbered(busy, at, { says }));
    await records.save(numbered(other, at, { says }));
  }
  const kept = await Promise.all([quiet, busy, other].map((slip) => records.list(slip)));
  expect(kept.map(({ length }) => length)).toEqual([2, 3, 3]);
  expect(kept[1]?.map(({ at }) => at)).toEqual([8, 7, 6].map((at) => numbered(busy, at).at));
});

it('says that nobody knows of a change which was under way when the app ended', async () => {
  const folder = await tempFolder();
  await createChangeRecords(folder, new ManualClock()).save({ ...record, outcome: 'under-way' });
  const [found] = await createChangeRecords(folder, new ManualClock()).list(null);
  expect(found?.outcome).toBe('unknown');
});

it('leaves a file alone that it can’t read', async () => {
  const folder = await tempFolder();
  await createChangeRecords(folder, new ManualClock()).save(record);
  const damaged = join(folder, changesFolderName, `change-${'d'.repeat(16)}.json`);
  await writeFile(damaged, '{');
  expect(await createChangeRecords(folder, new ManualClock()).list(null)).toEqual([record]);
  expect(await readFile(damaged, 'utf8')).toBe('{');
});
