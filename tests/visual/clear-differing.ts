import { rm } from 'node:fs/promises';
import { differingFolder } from './kept-pictures.ts';

/** Takes away what an earlier run found to differ. */
export const setup = () => rm(differingFolder, { recursive: true, force: true });
