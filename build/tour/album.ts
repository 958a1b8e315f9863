import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { LaunchedApp } from '../launch/launched-app.ts';

/** Takes a picture of a screen in light and in dark. */
export class Album {
  readonly #app: LaunchedApp;
  readonly #folder: string;
  readonly #pictures: string[] = [];

  constructor(app: LaunchedApp, folder: string) {
    this.#app = app;
    this.#folder = folder;
  }

  get pictures(): readonly string[] {
    return this.#pictures;
  }

  async take(page: Page, name: string): Promise<void> {
    for (const dark of [false, true]) {
      await this.#app.setDark(dark);
      const file = `${String(this.#pictures.length + 1).padStart(2, '0')}-${name}-${dark ? 'dark' : 'light'}.png`;
      await page.screenshot({ path: join(this.#folder, file), animations: 'disabled' });
      this.#pictures.push(file);
    }
    await this.#app.setDark(false);
  }
}
