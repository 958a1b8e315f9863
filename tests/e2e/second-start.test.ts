import { describe, expect, it } from 'vitest';
import { openApp } from './house.ts';

describe('a second start with the same data', () => {
  it('ends by itself and leaves the one window where it is', async () => {
    const app = await openApp();
    const page = await app.page();
    await page.getByRole('button', { name: 'Practise first' }).click();
    expect(await app.startAgain()).toBe(0);
    const { windows } = await app.until((desktop) => desktop.windows.some(({ isShown }) => isShown));
    expect(windows).toHaveLength(1);
    await page.getByRole('heading', { name: 'Your slips' }).waitFor();
  });

  it('opens the window again after it was closed', async () => {
    const app = await openApp();
    await app.page();
    await app.closeWindow();
    await app.until(({ windows }) => windows.length === 0);
    expect(await app.startAgain()).toBe(0);
    await app.until(({ windows }) => windows.length === 1 && windows[0]?.isShown === true);
    await (await app.page()).getByRole('button', { name: 'Practise first' }).waitFor();
  });
});
