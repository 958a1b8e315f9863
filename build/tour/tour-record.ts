import type { Page } from 'playwright-core';
import type { LaunchedApp } from '../launch/launched-app.ts';
import { Album } from './album.ts';
import { Owner } from './owner.ts';

/** One step of the tour: how long it took and what it cost the owner's hands. */
export type TourStep = {
  readonly name: string;
  readonly milliseconds: number;
  readonly clicks: number;
  readonly keys: number;
};

/** A text that somebody could see or find, kept until the secret to look for is known. */
export type KeptText = { readonly place: string; readonly text: string };

/** What happens on the tour, written down while it happens: steps, pictures, and the text of every screen. */
export class TourRecord {
  readonly app: LaunchedApp;
  readonly owner: Owner;
  readonly steps: TourStep[] = [];
  readonly texts: KeptText[] = [];
  readonly #album: Album;

  constructor(app: LaunchedApp, page: Page, folder: string) {
    this.app = app;
    this.owner = new Owner(page);
    this.#album = new Album(app, folder);
  }

  get pictures(): readonly string[] {
    return this.#album.pictures;
  }

  /** Does one step in the app's window, and keeps what stands there afterwards. */
  async step(name: string, act: () => Promise<void>): Promise<void> {
    const before = this.owner.counts;
    const start = performance.now();
    await act();
    const milliseconds = Math.round(performance.now() - start);
    const { clicks, keys } = this.owner.counts;
    this.steps.push({ name, milliseconds, clicks: clicks - before.clicks, keys: keys - before.keys });
    this.keep(`screen: ${name}`, await this.owner.page.content());
    await this.#album.take(this.owner.page, name);
  }

  /** Takes a picture of a page that is not the app's window. */
  async show(name: string, page: Page): Promise<void> {
    await this.#album.take(page, name);
  }

  keep(place: string, text: string): void {
    this.texts.push({ place, text });
  }
}
