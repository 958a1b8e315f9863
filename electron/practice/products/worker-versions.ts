import { createHash, randomUUID } from 'node:crypto';
import type { Worker } from '../state.ts';

type Version = Worker['versions'][number];

/** Older versions of a Worker's code are forgotten. */
const versionsKept = 10;

function newVersion(source: string, createdOn: string): Version {
  return { id: randomUUID(), etag: createHash('sha256').update(source).digest('hex'), source, createdOn };
}

/** The code of a Worker that is new. */
export function firstVersion(source: string, createdOn: string): Pick<Worker, 'versions' | 'liveVersion'> {
  const version = newVersion(source, createdOn);
  return { versions: [version], liveVersion: version.id };
}

/** Puts code beside what is live; nothing changes for visitors until it is deployed. */
export function addVersion(worker: Worker, source: string, now: Date): Version {
  const version = newVersion(source, now.toISOString());
  const live = liveVersion(worker);
  const older = worker.versions.filter((other) => other !== live).slice(2 - versionsKept);
  worker.versions = [...older, live, version];
  return version;
}

/** Makes a version the live one; false where there is no such version. */
export function deployVersion(worker: Worker, id: string, now: Date): boolean {
  if (!worker.versions.some((version) => version.id === id)) return false;
  worker.liveVersion = id;
  worker.modifiedOn = now.toISOString();
  return true;
}

/** The version that visitors get. */
export function liveVersion(worker: Worker): Version {
  const live = worker.versions.find((version) => version.id === worker.liveVersion) ?? worker.versions.at(-1);
  if (live === undefined) throw new Error(`The Worker ${worker.name} has no code`);
  return live;
}
