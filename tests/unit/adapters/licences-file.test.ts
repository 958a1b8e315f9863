import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createLicencesFile } from '../../../electron/adapters/licences-file.ts';

test('the licences are read from the file beside the bundles, and missed in plain words', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'slip-licences-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const licences = createLicencesFile(join(folder, 'licences.txt'));
  expect(await licences.read()).toEqual({ ok: false, problem: { code: 'file-unreadable' } });
  await writeFile(join(folder, 'licences.txt'), 'one package (MIT)');
  expect(await licences.read()).toEqual({ ok: true, value: 'one package (MIT)' });
});
