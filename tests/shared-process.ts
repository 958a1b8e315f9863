import { readFileSync } from 'node:fs';
import { afterAll, expect, vi } from 'vitest';

/* Test files share a process. One that mocks a module starts with none loaded, and leaves none behind. */
if (readFileSync(expect.getState().testPath ?? '', 'utf8').includes('vi.mock(')) {
  vi.resetModules();
  afterAll(() => void vi.resetModules());
}
