import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchInChromiumHost } from '../../../build/launch/chromium-host.ts';
import type { LaunchedApp } from '../../../build/launch/launched-app.ts';

type Small = {
  ask(channel: string, value?: unknown): Promise<unknown>;
  tell(text: string): void;
  onPush(listener: (value: unknown) => void): () => void;
  readonly refused: Readonly<Record<string, string>>;
};
declare global {
  interface Window {
    readonly small: Small;
    readonly inline?: boolean;
  }
}

const main = join(import.meta.dirname, 'small-app', 'main.cjs');
let app: LaunchedApp;
let page: Page;

const launch = async () => {
  app = await launchInChromiumHost(main);
  page = await app.page();
};
const ask = (channel: string, value?: unknown) =>
  page.evaluate(([name, argument]) => window.small.ask(String(name), argument), [channel, value]);
const told = async (title: string) => {
  const { notifications } = await app.until((desktop) =>
    desktop.notifications.some((one) => one.title === title),
  );
  return notifications.findLast((one) => one.title === title)?.body;
};

describe('while the app runs', () => {
  beforeAll(launch);
  afterAll(() => app.close());

  it.each([
    ['missing module', /no electron\.autoUpdater/],
    ['missing method', /no app\.getLocale/],
    ['second handler', /second handler for 'early'/],
    ['same scheme again', /Failed to register protocol: app/],
    ['late scheme', /before app is ready/],
    ['early', /before app is ready/],
    [
      'page that nobody locked',
      /not locked: setPermissionRequestHandler, .*, onBeforeRequest, will-download$/,
    ],
    ['page with WebRTC', /may use WebRTC/],
    ['tray without its picture', /Failed to load image/],
    ['push a function', /could not be cloned/],
  ])('refuses what Electron would refuse, or what it lacks: %s', async (channel, message) => {
    expect(await ask(channel)).toMatch(message);
  });

  it('treats a picture that is not there as empty', async () => {
    expect(await ask('empty picture')).toBe(true);
  });

  it('gives the preload nothing but the two parts of electron that it needs', async () => {
    expect(await page.evaluate(() => window.small.refused)).toEqual({
      node: 'module not found: node:fs',
      member: expect.stringContaining('no ipcRenderer.sendSync'),
      twice: expect.stringContaining('existing property'),
    });
  });

  it('exposes an API that the page cannot change', async () => {
    const stays = () => {
      try {
        (window as unknown as { small: object }).small = {};
        Object.assign(window.small, { ask: null });
      } catch {
        // Strict code throws, other code is ignored.
      }
      return typeof window.small.ask;
    };
    expect(await page.evaluate(stays)).toBe('function');
  });

  it('leaves no other way to the main process on the page', async () => {
    const names = await page.evaluate(() =>
      Object.keys(window).filter((name) => /host|electron|ipc/i.test(name)),
    );
    expect(names).toEqual([]);
  });

  it('carries values both ways as a structured clone', async () => {
    const same = await page.evaluate(async () => {
      const value = {
        at: new Date(5),
        bytes: new Uint8Array([7]),
        none: undefined,
        list: [1, { deep: null }],
      };
      const back = (await window.small.ask('echo', value)) as typeof value;
      return back.at.getTime() === 5 && back.bytes[0] === 7 && 'none' in back && back.list.length === 2;
    });
    expect(same).toBe(true);
  });

  it('refuses a function on its way to the app and on its way back', async () => {
    await expect(ask('a function')).rejects.toThrow(
      /Error invoking remote method 'a function'.*could not be cloned/,
    );
    const toApp = page.evaluate(() => window.small.ask('echo', { inside: [() => 1] }));
    await expect(toApp).rejects.toThrow('could not be cloned');
  });

  it('tells the page the text of an error and nothing more', async () => {
    await expect(ask('an error')).rejects.toThrow(
      "Error invoking remote method 'an error': RangeError: too far",
    );
    await expect(ask('nobody')).rejects.toThrow("No handler registered for 'nobody'");
  });

  it('names the sender as Electron would', async () => {
    expect(await ask('sender')).toEqual([
      'app://bundle/index.html',
      'app://bundle',
      null,
      expect.any(Number),
    ]);
  });

  it('delivers what the app sends, until the page stops listening', async () => {
    const heard = await page.evaluate(async () => {
      const { promise, resolve } = Promise.withResolvers<{ at: Date; bytes: Uint8Array }>();
      const stop = window.small.onPush((value) => resolve(value as { at: Date; bytes: Uint8Array }));
      await window.small.ask('push');
      const value = await promise;
      stop();
      return [value.at.getTime(), value.bytes.length];
    });
    expect(heard).toEqual([0, 2]);
  });

  it('hears what the page sends without waiting', async () => {
    await page.evaluate(() => window.small.tell('hello'));
    expect(await told('told')).toBe('hello');
  });

  it('applies the policy of the app’s own answers', async () => {
    expect(await page.evaluate(() => window.inline)).toBeUndefined();
    const fetched = page.evaluate(() => fetch('/away.html').then((answer) => answer.status));
    await expect(fetched).rejects.toThrow('Failed to fetch');
  });

  it('asks the app before it leaves the page', async () => {
    await page.click('#away');
    expect(await told('will navigate')).toBe('app://bundle/away.html');
    expect(page.url()).toMatch(/index\.html$/);
  });

  it('asks the app before it opens a window, and opens none', async () => {
    await page.click('#out');
    expect(await told('would open')).toBe('https://example.com/out');
    await expect.poll(() => page.context().pages().length).toBe(1);
  });

  it('clicks no entry that is greyed out or not there', async () => {
    await expect(app.clickTrayEntry('Never')).rejects.toThrow('greyed out');
    await expect(app.clickTrayEntry('Nothing')).rejects.toThrow('no "Nothing"');
  });

  it('notes links, clipboard and notifications, and reaches nothing of the system’s', async () => {
    await ask('use the desktop');
    const { clipboard, notifications, openedLinks } = await app.desktop();
    expect(notifications.at(-1)).toEqual({ title: 'Done', body: 'the second in its place' });
    expect(openedLinks).toEqual(['https://example.com/']);
    expect(clipboard).toEqual({ text: 'copied', types: ['text/plain', 'application/x-own'] });
  });

  it('moves and widens a window as it is told, and finds the page of each window by its file', async () => {
    await app.clickTrayEntry('Place');
    expect(await told('placed')).toBe(
      JSON.stringify([
        { x: 0, y: 0, width: 1440, height: 900 },
        { x: 320, y: 150, width: 800, height: 600 },
        { x: 1140, y: 150, width: 300, height: 600 },
      ]),
    );
    const { windows } = await app.desktop();
    expect(windows).toMatchObject([{ file: 'index.html', width: 300, isOnTop: true }]);
    const named = await app.page('index.html');
    await expect.poll(() => named.evaluate(() => window.innerWidth)).toBe(300);
  });

  it('gives the reason why a page was not loaded, or that another took its place', async () => {
    await app.clickTrayEntry('Load in vain');
    expect(await told('load in vain')).toBe('ERR_ABORTED, loaded, ERR_FAILED');
  });

  it('tells the first start of a second, which ends', async () => {
    expect(await app.startAgain()).toBe(0);
    expect(await told('second start')).toBe('{"from":"a start"}');
  });
});

describe('when things end', () => {
  beforeEach(launch);
  afterEach(() => app.close());

  it('lets the app keep a window open, and tells it when one is closed', async () => {
    await app.clickTrayEntry('Close');
    await told('close');
    expect((await app.desktop()).windows).toHaveLength(1);
    await app.clickTrayEntry('Let close');
    await app.clickTrayEntry('Close');
    const { notifications } = await app.until(({ windows }) => windows.length === 0);
    expect(notifications.slice(-2).map(({ title }) => title)).toEqual(['closed', 'all closed']);
    await app.clickTrayEntry('Use after close');
    expect(await told('after close')).toBe('Object has been destroyed');
  });

  it('tells the app when a person closes the window, and when a page crashes', async () => {
    await app.crashPage();
    expect(await told('gone')).toBe('crashed');
    await app.closeWindow();
    await told('closed');
  });

  it('has a first start again after the first was killed', async () => {
    await app.restartAfterKill();
    page = await app.page();
    expect(await ask('echo', 1)).toBe(1);
  });
});
