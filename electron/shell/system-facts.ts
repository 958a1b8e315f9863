import { arch, release, type } from 'node:os';
import type { SystemFacts } from '../../shared/diagnostics.ts';

/** What the app runs on. */
export function systemFacts(isInstalled: boolean): SystemFacts {
  const { electron = 'none', chrome = 'none', node } = process.versions;
  return {
    electron,
    chromium: chrome,
    node,
    system: `${type()} ${release()}`,
    processor: arch(),
    isInstalled,
  };
}
