import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { Owner } from '../../build/tour/owner.ts';
import { bookFileName, createBookFile } from '../../electron/adapters/book-file.ts';
import { bookVersion } from '../../electron/core/book-versions.ts';
import { openDesk } from '../fakes/open-desk.ts';
import { purgeRequest } from '../fakes/requests.ts';
import { notice } from './errands.ts';
import { openApp } from './house.ts';

let folder = '';
const fileOf = (name: string) => join(folder, name);
const read = (name: string) => readFile(fileOf(name), 'utf8');

/** A data folder with one slip in its book, and so with a last good copy beside it. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permission-slip-book-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const office = await openDesk({ world: 'practice', ports: { repository: createBookFile(folder) } });
  const issued = await office.call['slip:issue']({ request: purgeRequest });
  expect(issued).toMatchObject({ ok: true });
  /* One more write, so that the copy has the slip as well. */
  await office.call['draft:discard'](undefined);
});

async function openOwner(): Promise<Owner> {
  const app = await openApp({ dataFolder: folder });
  return new Owner(await app.page());
}

const wrongTypes = JSON.stringify({ version: 1, world: 7, nextNumber: 'two', slips: {}, pending: null });
const damages: readonly (readonly [string, (text: string) => string])[] = [
  ['empty', () => ''],
  ['cut in the middle', (text) => text.slice(0, text.length / 2)],
  ['full of wrong types', () => wrongTypes],
];

describe('a list of slips that is damaged', () => {
  it.each(damages)(
    'being %s, is brought back from the last good copy, and is itself kept',
    async (_how, damage) => {
      const damaged = damage(await read(bookFileName));
      await writeFile(fileOf(bookFileName), damaged);
      const owner = await openOwner();
      await owner.sees('Your slips');
      await notice(owner.page, 'We brought back your list of slips').waitFor();
      await owner.page.getByRole('button', { name: /^Open slip / }).waitFor();
      expect(await read(`${bookFileName}.damaged`)).toBe(damaged);
    },
  );

  it('together with its copy, is told, and neither file is touched', async () => {
    const files = [bookFileName, `${bookFileName}.last-good`];
    for (const name of files) await writeFile(fileOf(name), wrongTypes);
    const owner = await openOwner();
    await owner.sees('Your slips');
    await notice(owner.page, "We can't read the list of your slips").waitFor();
    expect(await owner.page.getByRole('button').allInnerTexts()).toEqual([
      'Help',
      'Open its folder',
      'Report a problem',
    ]);
    for (const name of files) expect(await read(name)).toBe(wrongTypes);
  });
});

describe('a list of slips that a newer version wrote', () => {
  it('is told and left as it is, whatever the owner presses', async () => {
    const newer = JSON.stringify({ version: bookVersion + 1, slips: { by: 'number' } });
    await writeFile(fileOf(bookFileName), newer);
    const app = await openApp({ dataFolder: folder });
    const owner = new Owner(await app.page());
    await owner.sees('Your slips');
    await notice(owner.page, 'A newer version of this app wrote your list')
      .getByText(/Update the app to see your slips/)
      .waitFor();

    await app.clickTrayEntry('New slip');
    await owner.sees('Who is this slip for?');
    await owner.choose(/^Claude/);
    await notice(owner.page, 'Your answers are not saved yet').waitFor();
    await app.restart();
    await new Owner(await app.page()).sees('Your slips');
    expect(await read(bookFileName)).toBe(newer);
  });
});
