import type { Page } from 'playwright-core';

/**
 * The system's clipboard, reached through the page in front: Node has none of its own. It is only used where a person
 * runs the app in the chromium-host.
 */
export function pageClipboard(front: () => Promise<Page> | undefined) {
  const use = async <T>(work: (page: Page) => Promise<T>): Promise<T> => {
    const page = await front();
    if (page === undefined) throw new Error('The clipboard needs an open window.');
    const context = page.context();
    await page.bringToFront();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    // Taken back at once: the page itself is to have no permission, as in Electron.
    return work(page).finally(() => context.clearPermissions());
  };
  return {
    read: () => use((page) => page.evaluate(() => navigator.clipboard.readText())),
    write: (text: string) =>
      use((page) => page.evaluate((copied) => navigator.clipboard.writeText(copied), text)),
  };
}
