import { readdir } from 'node:fs/promises';
import { expect, it, vi } from 'vitest';
import { launchChromium } from '../../../build/chromium.ts';
import { tempFolder } from '../adapters/temp-folder.ts';

it('a Chromium that was closed leaves no profile behind', async () => {
  const folder = await tempFolder();
  vi.stubEnv(process.platform === 'win32' ? 'TEMP' : 'TMPDIR', folder);
  const { close } = await launchChromium({ headed: false });
  vi.unstubAllEnvs();
  const profiles = async () =>
    (await readdir(folder)).filter((name) => name.startsWith('permission-slip-chromium-'));
  expect(await profiles()).toHaveLength(1);
  await close();
  expect(await profiles()).toEqual([]);
});
