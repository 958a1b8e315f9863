import { readFile } from 'node:fs/promises';
import { failed, ok } from '../../shared/result.ts';
import type { Licences } from '../core/ports.ts';

/** The list of licences that the bundler writes beside the bundles. */
export function createLicencesFile(file: string): Licences {
  return {
    read: () => readFile(file, 'utf8').then(ok, () => failed({ code: 'file-unreadable' } as const)),
  };
}
