import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { bookFileName } from '../../electron/adapters/book-file.ts';
import { type Book, emptyBook } from '../../electron/core/book.ts';
import { dayMs } from '../../shared/instant.ts';
import type { Slip } from '../../shared/slip.ts';
import { launchInChromiumHost } from '../launch/chromium-host.ts';
import type { LaunchedApp } from '../launch/launched-app.ts';
import { randomFrom } from '../random-from.ts';
import { anySlip } from './reminder-year.ts';

/*
 * Opens home with many slips and with few, in turn, and prints, as one line of JSON and in milliseconds: how long it takes
 * from the click on the tray to the first card, how long a letter in the search box takes until its results are on the
 * screen, and how many cards are drawn.
 */

const [, , main] = process.argv;
if (main === undefined) throw new Error('Which bundle?');

const rounds = 7;
const sites = ['bakery', 'cakeshop', 'bread-school', 'flower-garden', 'bicycle-repair'];

const many = await openHome(main, 10_000);
const few = await openHome(main, 10);
try {
  const opened = { many: [] as number[], few: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    opened.many.push(await timeToOpen(many.app));
    opened.few.push(await timeToOpen(few.app));
  }
  const typed = { many: [] as number[], few: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    typed.many.push(await timeToFind(await many.app.page(), 'cakeshop'));
    typed.few.push(await timeToFind(await few.app.page(), 'cakeshop'));
  }
  const page = await many.app.page();
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight / 2));
  await page.locator('[aria-posinset]').first().waitFor();
  const cards = await page.locator('article').count();
  process.stdout.write(`${JSON.stringify({ opened, typed, cards })}\n`);
} finally {
  for (const { app, folder } of [many, few]) {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function openHome(
  bundle: string,
  count: number,
): Promise<{ readonly app: LaunchedApp; readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'permission-slip-home-'));
  const random = randomFrom(count);
  const slips = Array.from({ length: count }, (_, index) => aSlip(index, random));
  const book: Book = { ...emptyBook, world: 'practice', nextNumber: count + 1, slips };
  await writeFile(join(folder, bookFileName), JSON.stringify(book));
  const app = await launchInChromiumHost(bundle, { dataFolder: folder });
  await (await app.page()).locator('article').first().waitFor();
  return { app, folder };
}

/* Made in the last weeks, and so in use or just ended. */
function aSlip(index: number, random: () => number): Slip {
  const born = Date.now() - random() * 60 * dayMs;
  const slip = anySlip(index, 1, random);
  return {
    ...slip,
    id: `slip-${letters(index)}`,
    createdAt: new Date(born).toISOString(),
    until: { kind: 'at', at: new Date(born + 90 * dayMs).toISOString() },
    place: {
      ...slip.place,
      pagesProject: null,
      reach: {
        kind: 'one-zone',
        zone: { id: 'b'.repeat(32), name: `${sites[index % sites.length]}-${index}.example` },
      },
    },
    job: 'purge-pages',
    access: 'change',
  };
}

function letters(index: number): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
  let [rest, text] = [index, ''];
  for (let place = 0; place < 16; place += 1) {
    text = alphabet.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

async function timeToOpen(app: LaunchedApp): Promise<number> {
  await app.closeWindow();
  const begun = performance.now();
  await app.clickTrayEntry('Open Permission Slip');
  await (await app.page()).locator('article').first().waitFor();
  return performance.now() - begun;
}

/* Clears the box, types one letter after the other, and answers with the slowest letter. */
async function timeToFind(page: Page, word: string): Promise<number> {
  const box = page.getByRole('searchbox', { name: 'Find a slip' });
  await box.fill('');
  await page.getByRole('list', { name: 'Slips in use' }).waitFor();
  await box.focus();
  const times: number[] = [];
  for (const letter of word) {
    const begun = performance.now();
    await page.keyboard.type(letter);
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null)))),
    );
    await page.getByRole('list', { name: 'Slips that were found' }).waitFor();
    times.push(performance.now() - begun);
  }
  return Math.max(...times);
}
