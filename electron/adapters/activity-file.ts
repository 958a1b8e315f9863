import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, open, readFile, rename, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ActivityEntry, ActivityLine } from '../broker/activity.ts';
import type { ActivityLog } from '../broker/activity-keeper.ts';
import type { ActivityGap } from '../core/ports.ts';
import { errorCode } from './storage-problem.ts';
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

const anyLine = z.strictObject({
  at: z.iso.datetime(),
  slip: z.string().regex(/^slip-[a-z2-7]{16}$/),
  /** The sum of the line before, so that none can be changed, moved or taken out without a trace. */
  after: z.string().max(43),
  sum: z.string().length(43),
});
const entryLine = anyLine.extend({
  pass: z.string().max(16),
  rule: z.string().max(100).nullable(),
  method: z.string().max(10),
  path: z.string().max(300),
  status: z.number().int(),
  outcome: z.enum(['read', 'changed', 'refused', 'not-allowed-by-owner', 'said-no', 'failed', 'gone']),
  bytes: z.number().int().min(0),
  ms: z.number().int().min(0),
});
const line = z.union([entryLine, anyLine.extend({ missing: z.number().int().positive() })]);

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
  /* What was let go since the last write, by slip and the owner's day. */
  const lost = new Map<string, ActivityGap>();
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
    /* A copy: more come while these are written. */
    const entries = [...waiting];
    let sum = last;
    const lines = [...lost.values(), ...entries].map((one) => {
      const bound = bind(one, sum);
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
    lost.clear();
    last = sum;
    size += Buffer.byteLength(text);
  };
  /*
   * A full disk must not stop anybody's work: the lines wait for room, and of too many the oldest are let go. How many
   * those were is written in their place.
   */
  const letGo = () => {
    const tooMany = waiting.slice(0, -options.mostWaiting);
    waiting = waiting.slice(tooMany.length);
    for (const { slip, at } of tooMany) {
      const key = `${slip} ${new Date(at).toDateString()}`;
      lost.set(key, { at, slip, missing: (lost.get(key)?.missing ?? 0) + 1 });
    }
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
    const isUntouched = read !== null && read.last === last;
    const written = isUntouched ? read.lines : readable(text);
    return { isUntouched, lines: [...written, ...lost.values(), ...waiting] };
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
        return { isDamaged: true, lines: [] };
      }
      /* Half a line at the end is what a power cut leaves. */
      if (read.torn > 0) await cutOff(current, read.torn);
      last = read.last;
      size = await sizeOf(current);
      return { isDamaged: false, lines: read.lines };
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

function bind(one: ActivityLine, after: string): z.infer<typeof line> {
  const bound = { ...inOrder(one), after };
  return { ...bound, sum: hash('sha256', JSON.stringify(bound), 'base64url') };
}

/* The sum is that of a text, so what it is of always stands in the same order. */
function inOrder(one: ActivityLine): ActivityLine {
  const { at, slip } = one;
  if ('missing' in one) return { at, slip, missing: one.missing };
  const { pass, rule, method, path, status, outcome, bytes, ms } = one;
  return { at, slip, pass, rule, method, path, status, outcome, bytes, ms };
}

type Read = { readonly lines: readonly ActivityLine[]; readonly last: string; readonly torn: number };

/** Reads all lines and checks each against the one before; null where anything was changed or is missing. */
function readLines(text: string): Read | null {
  const end = text.lastIndexOf('\n') + 1;
  const torn = Buffer.byteLength(text.slice(end));
  const lines: ActivityLine[] = [];
  let last: string | null = null;
  for (const one of text.slice(0, end).split('\n')) {
    if (one === '') continue;
    const read = line.safeParse(parsed(one));
    if (!read.success) return null;
    const { after, sum, ...told } = read.data;
    if ((last !== null && after !== last) || bind(told, after).sum !== sum) return null;
    last = sum;
    lines.push(told);
  }
  return { lines, last: last ?? '', torn };
}

/* The lines that have the form of one, whoever wrote them. */
function readable(text: string): readonly ActivityLine[] {
  return text.split('\n').flatMap((one) => {
    const read = line.safeParse(parsed(one));
    if (!read.success) return [];
    const { after: _after, sum: _sum, ...told } = read.data;
    return [told];
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
  if (errorCode(error) !== 'ENOENT') throw error;
}
