import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes an empty folder for this process, which is deleted when it ends. */
export function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'permission-slip-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}
