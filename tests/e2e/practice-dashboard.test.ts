import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { clickToClose } from '../../build/tour/owner.ts';
import type { Bridge } from '../../shared/ipc/contract.ts';
import type { PracticeBridge } from '../../shared/ipc/practice-contract.ts';
import type { Link } from '../../shared/links.ts';
import { axeLines } from '../visual/axe-lines.ts';
import { layoutFindings } from '../visual/layout-findings.ts';
import { looks, wear } from '../visual/open-gallery.ts';
import { openApp } from './house.ts';

type Axe = { readonly axe?: typeof axe };
type Bridges = { readonly permissionSlip?: Bridge; readonly practiceDashboard?: PracticeBridge };

const form: Link = {
  to: 'token-form',
  form: 'account',
  job: 'purge-pages',
  access: 'change',
  domain: 'bakery.example',
  project: null,
  accountId: null,
  zoneId: null,
  hasEndDate: true,
};

/** What the main window's page asks of the app, without its screens. */
async function practise(main: Page, link: Link): Promise<void> {
  await main.evaluate(async (asked) => {
    const { permissionSlip } = globalThis as Bridges;
    await permissionSlip?.call['world:choose']({ world: 'practice' });
    await permissionSlip?.call['link:open'](asked);
  }, link);
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
/* The box itself is drawn; what is pressed is its label. */
const tick = (page: Page, name: string) => page.getByText(name, { exact: true }).click();

/** Looks at the page that is shown as the visual tests look at the scenes of the main window. It moves the focus. */
async function expectWellDrawn(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const found: string[] = [];
  for (const look of looks) {
    await wear(page, look);
    const violations = await page.evaluate(
      async (asked) => (asked ? ((await (globalThis as Axe).axe?.run())?.violations ?? null) : []),
      look.name === 'light' || look.name === 'dark',
    );
    if (violations === null) throw new Error('axe is not there.');
    const lines = [...(await layoutFindings(page, look)), ...axeLines(violations)];
    found.push(...lines.map((line) => `${look.name}: ${line.replaceAll(/\bcf[au]t_\w+/g, '[token]')}`));
  }
  await wear(page, looks[0]);
  expect(found).toEqual([]);
}

describe('the practice dashboard', () => {
  it('makes a token through its form, beside the main window, and the clipboard holds what was copied', async () => {
    const app = await openApp();
    const main = await app.page('index.html');
    await practise(main, form);
    const page = await app.page('practice.html');
    await page.getByRole('heading', { name: 'Practice. Nothing here is real.' }).waitFor();
    await main.evaluate(() => (globalThis as Bridges).permissionSlip?.call['guide:beside']({ on: true }));
    await app.until(({ windows }) => windows.some(({ isOnTop, width }) => isOnTop && width === 380));

    await expectWellDrawn(page);
    await press(page, 'Bakery Ltd');
    expect(await page.getByLabel('Token name').inputValue()).toContain('purge-pages, bakery.example');
    await expectWellDrawn(page);
    await press(page, 'Edit policy');
    await tick(page, 'Specified Domains');
    await tick(page, 'bakery.example');
    await tick(page, '30 days');
    await expectWellDrawn(page);
    await press(page, 'Review token');
    await page.getByText('bakery.example: Zone Read, Cache Purge').waitFor();
    await expectWellDrawn(page);
    await press(page, 'Create token');
    await press(page, 'Copy to clipboard');
    const { clipboard } = await app.until((desktop) => desktop.clipboard.text.startsWith('cfat_'));
    expect(clipboard.types).toEqual(['text/plain']);
    expect(await page.getByText(clipboard.text, { exact: true }).count()).toBe(1);
    expect(await main.content()).not.toContain(clipboard.text);
    await expectWellDrawn(page);

    /* A second press of the button that led here does not take the token away. */
    await practise(main, form);
    expect(await page.getByText(clipboard.text, { exact: true }).count()).toBe(1);
    await press(page, 'Confirm');
    await page.getByText('Permission Slip, purge-pages, bakery.example').waitFor();
    await expectWellDrawn(page);

    await main.evaluate(() => (globalThis as Bridges).permissionSlip?.call['guide:beside']({ on: false }));
    await app.until(({ windows }) => windows.every(({ isOnTop }) => !isOnTop));
    await clickToClose(page.getByRole('button', { name: 'Close this window' }));
    await app.until(({ windows }) => windows.length === 1);
  });

  it('knows nothing of the main window’s contract, nor that of it, and goes with the practice account', async () => {
    const app = await openApp();
    const main = await app.page('index.html');
    await practise(main, { to: 'user-tokens' });
    const page = await app.page('practice.html');
    const bridges = (at: Page) =>
      at.evaluate(() => {
        const { permissionSlip, practiceDashboard } = globalThis as Bridges;
        return [permissionSlip, practiceDashboard].map(
          (bridge) => Object.keys(bridge?.call ?? {}).length > 0,
        );
      });
    expect([await bridges(main), await bridges(page)]).toEqual([
      [true, false],
      [false, true],
    ]);
    expect((await app.desktop()).openedLinks).toEqual([]);
    await main.evaluate(() =>
      (globalThis as Bridges).permissionSlip?.call['world:choose']({ world: 'cloudflare' }),
    );
    await app.until(({ windows }) => windows.length === 1);
  });
});
