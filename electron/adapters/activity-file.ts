import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, open, readFile, rename, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ActivityEntry } from '../broker/activity.ts';
import type { ActivityLog } from '../broker/activity-keeper.ts';
import { despiteOthers } from './write-whole.ts';

/** The file's name in the app's data folder; older parts have a number behind it. */
export const activityFileName = 'activity.jsonl';

/** How large a part grows before a new one is begun, in bytes, and how many are kept. */
const largestPart = 2_000_000;
const mostParts = 5;
/** How many entries wait for room on a full disk. */
const mostWaiting = 5_000;

/** How long lines are gathered before they are written together, in milliseconds. */
const gatherMs = 200;

const line = z.strictObject({
  at: z.iso.datetime(),
  slip: z.string().regex(/^slip-[a-z2-7]{16}$/),
  pass: z.string().max(16),
  rule: z.string().max(100).nullable(),
  method: z.string().max(10),
  path: z.string().max(300),
  status: z.number().int(),
  outcome: z.enum(['read', 'changed', 'refused', 'not-allowed-by-owner', 'said-no', 'failed', 'gone']),
  bytes: z.number().int().min(0),
  ms: z.number().int().min(0),
  /** The sum of the line before, so that none can be changed, moved or taken out without a trace. */
  after: z.string().max(43),
  sum: z.string().length(43),
});

/** Requests as lines of JSON, each bound to the one before by its sum. */
export function createActivityFile(
  folder: string,
  options = { largestPart, mostParts, mostWaiting },
): ActivityLog {
  const current = join(folder, activityFileName);
  const part = (age: number) => (age === 0 ? current : `${current}.${age}`);
  /* The sum of the last line on the disk. */
  let last = '';
  let size = 0;
  let waiting: ActivityEntry[] = [];
  /* Whether lines wait for room that there was none for. */
  let isBehind = false;
  let writing: Promise<void> = Promise.resolve();
  let due: NodeJS.Timeout | null = null;

  /* Where it stops half-way it leaves a gap, and goes on there the next time. */
  const rotate = async () => {
    let free = 1;
    while (free < options.mostParts && existsSync(part(free))) free += 1;
    for (let age = free - 1; age >= 0; age -= 1) {
      await despiteOthers(() => rename(part(age), part(age + 1))).catch(ignoreMissing);
    }
    size = 0;
    await rm(part(options.mostParts), { force: true });
  };
  const write = async () => {
    if (waiting.length === 0) return;
    const entries = waiting;
    let sum = last;
    const lines = entries.map((entry) => {
      const bound = bind(entry, sum);
      sum = bound.sum;
      return `${JSON.stringify(bound)}\n`;
    });
    const text = lines.join('');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (size > options.largestPart) await rotate().catch(() => undefined);
    try {
      await appendFile(current, text, { mode: 0o600 });
    } catch (error) {
      /* Some of it may have found room. */
      await truncate(current, size).catch(() => undefined);
      throw error;
    }
    waiting = waiting.slice(entries.length);
    isBehind = false;
    last = sum;
    size += Buffer.byteLength(text);
  };
  /* A full disk must not stop anybody's work: the lines wait for room, and of too many the oldest are let go. */
  const letGo = () => {
    isBehind = true;
    const tooMany = waiting.slice(0, -options.mostWaiting);
    if (tooMany.length === 0) return;
    waiting = waiting.slice(tooMany.length);
    /* The next line is bound to one that is not there, so that the gap is seen, also at a later start. */
    last = tooMany.reduce((sum, entry) => bind(entry, sum).sum, last);
  };
  const writeNow = () => {
    if (due !== null) clearTimeout(due);
    due = null;
    writing = writing.then(write).catch(letGo);
    return writing;
  };
  const readAll = async () => {
    const texts: string[] = [];
    for (let age = options.mostParts - 1; age >= 0; age -= 1) texts.push(await textOf(part(age)));
    const text = texts.join('');
    const read = readLines(text);
    /* What is cut off at the end is missed, too. */
    return read !== null && read.last === last && !isBehind
      ? { isWhole: true, entries: read.entries }
      : { isWhole: false, entries: readable(text) };
  };

  return {
    open: async () => {
      const texts: string[] = [];
      for (let age = options.mostParts - 1; age >= 0; age -= 1) texts.push(await textOf(part(age)));
      const whole = texts.join('');
      const read = readLines(whole);
      if (read === null) {
        for (let age = 0; age < options.mostParts; age += 1) {
          await despiteOthers(() => rename(part(age), `${part(age)}.damaged`)).catch(() => undefined);
        }
        size = await sizeOf(current);
        return { isDamaged: true, entries: [] };
      }
      /* Half a line at the end is what a power cut leaves. */
      if (read.torn > 0) await cutOff(current, read.torn);
      last = read.last;
      size = await sizeOf(current);
      return { isDamaged: false, entries: read.entries };
    },
    append: (entry) => {
      waiting.push(entry);
      due ??= setTimeout(() => void writeNow(), gatherMs);
    },
    read: () => {
      void writeNow();
      /* In turn with the writing, so that no line is seen half. */
      const reading = writing.then(readAll);
      writing = reading.then(
        () => undefined,
        () => undefined,
      );
      return reading;
    },
    flush: writeNow,
  };
}

function bind(entry: ActivityEntry, after: string): z.infer<typeof line> {
  const { at, slip, pass, rule, method, path, status, outcome, bytes, ms } = entry;
  const bound = { at, slip, pass, rule, method, path, status, outcome, bytes, ms, after };
  return { ...bound, sum: hash('sha256', JSON.stringify(bound), 'base64url') };
}

type Read = { readonly entries: readonly ActivityEntry[]; readonly last: string; readonly torn: number };

/** Reads all lines and checks each against the one before; null where anything was changed or is missing. */
function readLines(text: string): Read | null {
  const end = text.lastIndexOf('\n') + 1;
  const torn = Buffer.byteLength(text.slice(end));
  const entries: ActivityEntry[] = [];
  let last: string | null = null;
  for (const one of text.slice(0, end).split('\n')) {
    if (one === '') continue;
    const read = line.safeParse(parsed(one));
    if (!read.success) return null;
    const { after, sum, ...entry } = read.data;
    if ((last !== null && after !== last) || bind(entry, after).sum !== sum) return null;
    last = sum;
    entries.push(entry);
  }
  return { entries, last: last ?? '', torn };
}

/* The lines that have the form of one, whoever wrote them. */
function readable(text: string): readonly ActivityEntry[] {
  return text.split('\n').flatMap((one) => {
    const read = line.safeParse(parsed(one));
    if (!read.success) return [];
    const { after: _after, sum: _sum, ...entry } = read.data;
    return [entry];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

async function cutOff(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.truncate((await file.stat()).size - bytes);
  } finally {
    await file.close();
  }
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}
