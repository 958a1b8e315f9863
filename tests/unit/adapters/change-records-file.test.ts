import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  changesFolderName,
  createChangeRecords,
  keptMs,
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
