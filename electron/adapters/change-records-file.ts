import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChangeRecord } from '../../shared/approvals/record.ts';
import { dayMs } from '../../shared/instant.ts';
import { failed, ok } from '../../shared/result.ts';
import { changeRecord } from '../../shared/schemas/changes.ts';
import type { ChangeRecords } from '../broker/ports.ts';
import type { Clock } from '../core/ports.ts';
import { Turns } from '../core/turns.ts';
import { storageProblem } from './storage-problem.ts';
import { writeWhole } from './write-whole.ts';

/** The folder of the records in the app's data folder. */
export const changesFolderName = 'changes';

/** How long a record, and with it what was there before, is kept, in milliseconds. */
export const keptMs = 30 * dayMs;
/** What is kept of one slip at the most: how many records, and how much they may come to, in bytes. */
export const mostRecords = 2000;
export const mostBytes = 16 * 1024 * 1024;
/** What the records of all slips may come to, in bytes. */
const mostOfAll = 64 * 1024 * 1024;
/** How many of a slip's records stay as the latest, also where nothing of them can be undone. */
const mostLatest = 100;

const fileName = /^(change-[a-z2-7]{16})\.json$/;

/** A record and what it takes in bytes, of which `undo` is for undoing it. */
type Kept = { readonly record: ChangeRecord; readonly bytes: number; readonly undo: number };

/**
 * The records of changes, one file each, that only the owner's account can read. They are read when first asked for. A
 * file that can't be read is left alone and not shown. Where room is short, a record first loses what undoes its change.
 */
export function createChangeRecords(folder: string, clock: Clock, most = mostOfAll): ChangeRecords {
  const own = join(folder, changesFolderName);
  let known: Promise<Map<string, Kept>> | null = null;

  const records = () => {
    known ??= readAll(own);
    return known;
  };
  const write = async (all: Map<string, Kept>, record: ChangeRecord) => {
    const text = `${JSON.stringify(changeRecord.parse(record))}\n`;
    await writeWhole(join(own, `${record.id}.json`), text);
    all.set(record.id, { record, bytes: Buffer.byteLength(text), undo: undoBytes(record) });
  };
  const drop = async (all: Map<string, Kept>, id: string) => {
    all.delete(id);
    await rm(join(own, `${id}.json`), { force: true }).catch(() => undefined);
  };
  const makeRoom = async (all: Map<string, Kept>) => {
    const oldest = clock.now().getTime() - keptMs;
    for (const { record } of [...all.values()]) {
      if (Date.parse(record.at) <= oldest) await drop(all, record.id);
    }
    const ofSlips = [...Map.groupBy(all.values(), ({ record }) => record.slip).values()];
    const share = fairShare(ofSlips.map(sizeOf), most);
    const beyond = ofSlips.map((ofSlip) => beyondOf(ofSlip, share));
    for (const id of beyond.flatMap(({ dropped }) => dropped)) await drop(all, id);
    for (const id of beyond.flatMap(({ lightened }) => lightened)) {
      /* It may have been undone meanwhile. */
      const kept = all.get(id);
      if (kept !== undefined) await write(all, { ...kept.record, undo: null }).catch(() => undefined);
    }
  };
  const turns = new Turns();
  const makeRoomInTurn = (all: Map<string, Kept>) => turns.take(own, () => makeRoom(all));
  return {
    save: async (record) => {
      try {
        const all = await records();
        await mkdir(own, { recursive: true, mode: 0o700 });
        await write(all, record);
        await makeRoomInTurn(all);
        return ok(null);
      } catch (error) {
        return failed({ code: storageProblem(error) });
      }
    },
    list: async (slip) => {
      const all = await records();
      await makeRoomInTurn(all);
      const kept = newestFirst(all.values()).map(({ record }) => record);
      return slip === null ? kept : kept.filter((record) => record.slip === slip);
    },
  };
}

/** The ids of records. */
type Beyond = { readonly dropped: readonly string[]; readonly lightened: readonly string[] };

/*
 * The records of a slip for which there is no room, and those for whose undoing there is none, which has half of it at the
 * most. Before one that can be undone go those that can't, but for the latest.
 */
function beyondOf(ofSlip: readonly Kept[], room: number): Beyond {
  const newest = newestFirst(ofSlip);
  const earlier = Map.groupBy(newest.slice(mostLatest), ({ record }) => canBeUndone(record));
  const byWorth = [
    ...newest.slice(0, mostLatest),
    ...(earlier.get(true) ?? []),
    ...(earlier.get(false) ?? []),
  ];
  const dropped: string[] = [];
  const lightened: string[] = [];
  const taken = { records: 0, bytes: 0, undo: 0 };
  for (const { record, bytes, undo } of byWorth) {
    const isLight = taken.undo + undo > room / 2;
    const size = isLight ? bytes - undo : bytes;
    if (taken.records === mostRecords || taken.bytes + size > room) {
      dropped.push(record.id);
      continue;
    }
    taken.records += 1;
    taken.bytes += size;
    if (isLight) lightened.push(record.id);
    else taken.undo += undo;
  }
  return { dropped, lightened };
}

/* What each slip may take so that all fit, in bytes: one that has little keeps it, and the busy ones share the rest. */
function fairShare(sizes: readonly number[], most: number): number {
  let left = most;
  for (const [at, size] of sizes.toSorted((a, b) => a - b).entries()) {
    const share = left / (sizes.length - at);
    if (size > share) return Math.min(share, mostBytes);
    left -= size;
  }
  return mostBytes;
}

function sizeOf(ofSlip: readonly Kept[]): number {
  const bytes = ofSlip.reduce((sum, kept) => sum + kept.bytes, 0);
  return Math.min(bytes, mostBytes);
}

function undoBytes({ undo }: ChangeRecord): number {
  return undo === null ? 0 : Buffer.byteLength(JSON.stringify(undo));
}

function canBeUndone({ outcome, undo, undoneBy }: ChangeRecord): boolean {
  return outcome === 'done' && undo !== null && undoneBy === null;
}

function newestFirst(all: Iterable<Kept>): Kept[] {
  return [...all].sort(({ record: a }, { record: b }) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

/* What was under way when the app ended may have been made or not. */
async function readAll(folder: string): Promise<Map<string, Kept>> {
  const files = await readdir(folder).catch(() => []);
  const all = new Map<string, Kept>();
  for (const file of files) {
    if (!fileName.test(file)) continue;
    const kept = await read(join(folder, file));
    if (kept === null || `${kept.record.id}.json` !== file) continue;
    const { record } = kept;
    const outcome = record.outcome === 'under-way' ? 'unknown' : record.outcome;
    all.set(record.id, { ...kept, record: { ...record, outcome } });
  }
  return all;
}

async function read(path: string): Promise<Kept | null> {
  try {
    const text = await readFile(path);
    const parsed = changeRecord.safeParse(JSON.parse(text.toString('utf8')));
    if (!parsed.success) return null;
    return { record: parsed.data, bytes: text.length, undo: undoBytes(parsed.data) };
  } catch {
    return null;
  }
}
