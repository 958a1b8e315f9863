import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChangeRecord } from '../../shared/approvals/record.ts';
import { dayMs } from '../../shared/instant.ts';
import { failed, ok } from '../../shared/result.ts';
import { changeRecord } from '../../shared/schemas/changes.ts';
import type { ChangeRecords } from '../broker/ports.ts';
import type { Clock } from '../core/ports.ts';
import { storageProblem } from './storage-problem.ts';
import { writeWhole } from './write-whole.ts';

/** The folder of the records in the app's data folder. */
export const changesFolderName = 'changes';

/** How long a record, and with it what was there before, is kept, in milliseconds. */
export const keptMs = 30 * dayMs;
/** How many records are kept at the most. */
const mostRecords = 2000;

const fileName = /^(change-[a-z2-7]{16})\.json$/;

/**
 * The records of changes, one file each, that only the owner's account can read. They are read when first asked for. A
 * file that can't be read is left alone and not shown.
 */
export function createChangeRecords(folder: string, clock: Clock): ChangeRecords {
  const own = join(folder, changesFolderName);
  let known: Promise<Map<string, ChangeRecord>> | null = null;

  const records = () => {
    known ??= readAll(own);
    return known;
  };
  const dropOld = async (all: Map<string, ChangeRecord>) => {
    const newest = newestFirst(all.values());
    const oldest = clock.now().getTime() - keptMs;
    for (const [at, record] of newest.entries()) {
      if (at < mostRecords && Date.parse(record.at) > oldest) continue;
      all.delete(record.id);
      await rm(join(own, `${record.id}.json`), { force: true }).catch(() => undefined);
    }
  };
  return {
    save: async (record) => {
      try {
        const all = await records();
        await mkdir(own, { recursive: true, mode: 0o700 });
        const text = `${JSON.stringify(changeRecord.parse(record))}\n`;
        await writeWhole(join(own, `${record.id}.json`), text);
        all.set(record.id, record);
        await dropOld(all);
        return ok(null);
      } catch (error) {
        return failed({ code: storageProblem(error) });
      }
    },
    list: async (slip) => {
      const all = await records();
      await dropOld(all);
      return newestFirst(all.values()).filter((record) => slip === null || record.slip === slip);
    },
  };
}

function newestFirst(records: Iterable<ChangeRecord>): ChangeRecord[] {
  return [...records].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

/* What was under way when the app ended may have been made or not. */
async function readAll(folder: string): Promise<Map<string, ChangeRecord>> {
  const files = await readdir(folder).catch(() => []);
  const all = new Map<string, ChangeRecord>();
  for (const file of files) {
    if (!fileName.test(file)) continue;
    const record = await read(join(folder, file));
    if (record === null || `${record.id}.json` !== file) continue;
    all.set(record.id, record.outcome === 'under-way' ? { ...record, outcome: 'unknown' } : record);
  }
  return all;
}

async function read(path: string): Promise<ChangeRecord | null> {
  try {
    const parsed = changeRecord.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
