import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { activityFileName, createActivityFile } from '../../../electron/adapters/activity-file.ts';
import type { ActivityEntry, ActivityLine } from '../../../electron/broker/activity.ts';

const entry = (change: Partial<ActivityEntry> = {}): ActivityEntry => ({
  at: '2026-11-24T10:00:00.000Z',
  slip: 'slip-aaaaaaaaaaaaaaaa',
  pass: '1a2b3c4d',
  rule: 'dns.list',
  method: 'GET',
  path: '/zones/{zone}/dns_records',
  status: 200,
  outcome: 'read',
  bytes: 120,
  ms: 3,
  ...change,
});

/* What a request is told by here is how long it took. */
const told = (lines: readonly ActivityLine[]) => lines.map((one) => ('missing' in one ? one : one.ms));

const small = { largestPart: 1000, mostParts: 3, mostWaiting: 4 };

async function openFolder(count = 0, options?: Parameters<typeof createActivityFile>[1]) {
  const folder = await mkdtemp(join(tmpdir(), 'slip-activity-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const log = createActivityFile(folder, options);
  await log.open();
  for (let at = 0; at < count; at += 1) {
    log.append(entry({ ms: at }));
    if (options !== undefined) await log.flush();
  }
  await log.flush();
  return {
    folder,
    file: join(folder, activityFileName),
    log,
    again: () => createActivityFile(folder, options),
  };
}

describe('the list of what agents asked for', () => {
  it('comes back as it was written, for this user alone', async () => {
    const { again, file } = await openFolder(3);
    const read = await again().open();
    expect([read.isDamaged, told(read.lines)]).toEqual([false, [0, 1, 2]]);
    if (process.platform !== 'win32') expect(((await stat(file)).mode & 0o777).toString(8)).toBe('600');
  });

  it('of an app that knew no lines about what was let go is read as it was written', async () => {
    const { again, file } = await openFolder();
    const line = `{"at":"2026-11-24T10:00:00.000Z","slip":"slip-aaaaaaaaaaaaaaaa","pass":"1a2b3c4d","rule":"dns.list","method":"GET","path":"/zones/{zone}/dns_records","status":200,"outcome":"read","bytes":120,"ms":0,"after":"","sum":"PSxUF1O_KhHaVpE8xRcLoZmqXIgXvaxvotUiYQ7fB6k"}`;
    await writeFile(file, `${line}\n`);
    expect(await again().open()).toEqual({ isDamaged: false, lines: [entry({ ms: 0 })] });
  });

  it.each([
    [
      'a line is changed',
      (lines: string[]) =>
        lines.map((line, at) => (at === 1 ? line.replace('"status":200', '"status":403') : line)),
    ],
    ['a line is missing', (lines: string[]) => lines.toSpliced(1, 1)],
    ['two lines change places', (lines: string[]) => [lines[1] ?? '', lines[0] ?? '', ...lines.slice(2)]],
    ['a line is added', (lines: string[]) => [...lines, lines[0] ?? '']],
    ['a line is no JSON', (lines: string[]) => lines.with(1, 'hello')],
  ])('is set aside when %s', async (_what, spoil) => {
    const { file, folder, again } = await openFolder(4);
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    await writeFile(file, `${spoil(lines).join('\n')}\n`);
    expect(await again().open()).toEqual({ isDamaged: true, lines: [] });
    expect(await readdir(folder)).toEqual([`${activityFileName}.damaged`]);
    expect((await again().open()).isDamaged).toBe(false);
  });

  it('goes on after a power cut in the middle of a line', async () => {
    const { file, again } = await openFolder(2);
    await appendFile(file, '{"at":"2026-11-24T1');
    const log = again();
    expect((await log.open()).lines.length).toBe(2);
    log.append(entry());
    await log.flush();
    expect(await again().open()).toMatchObject({ isDamaged: false, lines: [{}, {}, {}] });
  });

  it('begins a new part when one is full, keeps a few, and stays one chain', async () => {
    const { folder, again } = await openFolder(40, small);
    expect((await readdir(folder)).toSorted()).toEqual([
      activityFileName,
      `${activityFileName}.1`,
      `${activityFileName}.2`,
    ]);
    const { isDamaged, lines } = await again().open();
    expect([isDamaged, told(lines).at(-1)]).toEqual([false, 39]);
    await rm(join(folder, `${activityFileName}.1`));
    expect((await again().open()).isDamaged).toBe(true);
  });
});

describe('where the disk takes nothing for a while', () => {
  it('the lines wait, and are written as one chain', async () => {
    const { log, file, again } = await openFolder(1);
    await rename(file, `${file}.aside`);
    await mkdir(file);
    for (const ms of [1, 2]) log.append(entry({ ms }));
    expect(await log.read()).toMatchObject({ isUntouched: false });
    await rmdir(file);
    await rename(`${file}.aside`, file);
    log.append(entry({ ms: 3 }));
    expect(await log.read()).toMatchObject({ isUntouched: true });
    const { isDamaged, lines } = await again().open();
    expect([isDamaged, told(lines)]).toEqual([false, [0, 1, 2, 3]]);
  });

  it('what waits is read with the rest', async () => {
    const { log, file } = await openFolder(0, small);
    await mkdir(file);
    for (const ms of [1, 2]) log.append(entry({ ms }));
    expect(await log.read()).toMatchObject({ isUntouched: true, lines: [{ ms: 1 }, { ms: 2 }] });
  });

  describe('of too many the oldest are let go', () => {
    const other = 'slip-bbbbbbbbbbbbbbbb';
    const [evening, morning] = [new Date(2026, 10, 24, 23, 59), new Date(2026, 10, 25, 0, 1)].map((date) =>
      date.toISOString(),
    ) as [string, string];
    const gaps = [
      { at: evening, slip: entry().slip, missing: 2 },
      { at: evening, slip: other, missing: 1 },
      { at: morning, slip: entry().slip, missing: 1 },
    ];

    const loseSome = async () => {
      const { log, file, again } = await openFolder(0, small);
      log.append(entry({ ms: 1 }));
      await log.flush();
      await rename(file, `${file}.aside`);
      await mkdir(file);
      for (const lost of [{}, { slip: other }, {}]) log.append(entry({ at: evening, ...lost }));
      log.append(entry({ at: morning }));
      for (const ms of [2, 3, 4]) log.append(entry({ ms }));
      await log.flush();
      log.append(entry({ ms: 5 }));
      await log.flush();
      const whileFull = await log.read();
      await rmdir(file);
      await rename(`${file}.aside`, file);
      await log.flush();
      return { log, file, again, whileFull };
    };

    it('and how many of which slip and day is written in their place, so that all else stays', async () => {
      const { log, again, whileFull } = await loseSome();
      expect(told(whileFull.lines)).toEqual([...gaps, 2, 3, 4, 5]);
      const { isUntouched, lines } = await log.read();
      expect([isUntouched, told(lines)]).toEqual([true, [1, ...gaps, 2, 3, 4, 5]]);
      expect(await again().open()).toEqual({ isDamaged: false, lines });
    });

    it.each([
      ['says another number', (lines: string[]) => lines.with(1, lines[1]?.replace('g":2', 'g":1') ?? '')],
      ['is taken out', (lines: string[]) => lines.toSpliced(1, 1)],
    ])('and a line about it that %s is found', async (_what, spoil) => {
      const { file, again } = await loseSome();
      const written = (await readFile(file, 'utf8')).split('\n');
      await writeFile(file, spoil(written).join('\n'));
      expect((await again().open()).isDamaged).toBe(true);
    });

    it('and a power cut in the middle of a line about it costs no more than what it cuts off', async () => {
      const { file, again } = await loseSome();
      const [first = '', gap = '', half = ''] = (await readFile(file, 'utf8')).split('\n');
      await writeFile(file, [first, gap, half.slice(0, 20)].join('\n'));
      const log = again();
      expect(told((await log.open()).lines)).toEqual([1, gaps[0]]);
      log.append(entry({ ms: 6 }));
      await log.flush();
      const { isDamaged, lines } = await again().open();
      expect([isDamaged, told(lines)]).toEqual([false, [1, gaps[0], 6]]);
    });
  });

  it('a turn of the parts that stopped half-way goes on where it stopped, and loses none', async () => {
    const { log, file } = await openFolder(20, small);
    const oldest = await readFile(`${file}.2`, 'utf8');
    await rm(`${file}.1`);
    const full = await readFile(file, 'utf8');
    for (let at = 0; at < 5; at += 1) {
      log.append(entry({ ms: 200 + at }));
      await log.flush();
      if ((await readFile(file, 'utf8')).length < full.length) break;
    }
    expect(await readFile(`${file}.1`, 'utf8')).toContain(full);
    expect(await readFile(`${file}.2`, 'utf8')).toBe(oldest);
  });
});

describe('reading it while agents are at work', () => {
  it('has the requests that ended while others were being written', async () => {
    const { log } = await openFolder(0);
    log.append(entry({ ms: 1 }));
    const writing = log.flush();
    await Promise.resolve();
    await Promise.resolve();
    log.append(entry({ ms: 2 }));
    await writing;
    expect(told((await log.read()).lines)).toEqual([1, 2]);
  });

  it('is whole, however much is written meanwhile, and also after a part was begun anew', async () => {
    const { log } = await openFolder(20, small);
    log.append(entry({ ms: 100 }));
    const reading = log.read();
    log.append(entry({ ms: 101 }));
    expect(await reading).toMatchObject({ isUntouched: true });
    const { isUntouched, lines } = await log.read();
    expect([isUntouched, told(lines).at(-1)]).toEqual([true, 101]);
  });

  it('says that it is not whole once a line was changed or cut off, and gives what can be read', async () => {
    const { log, file } = await openFolder(3);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"ms":1,', '"ms":9,'));
    expect(await log.read()).toMatchObject({ isUntouched: false, lines: [{ ms: 0 }, { ms: 9 }, { ms: 2 }] });
    await rm(file);
    expect(await log.read()).toEqual({ isUntouched: false, lines: [] });
  });
});
