import { expect, test } from 'vitest';
import { preloadPath, withSmallApp } from './small-app.ts';

const bridge = `
  const { contextBridge, ipcRenderer } = require('electron');
  contextBridge.exposeInMainWorld('small', {
    ask: (value) => ipcRenderer.invoke('ask', value),
    hear: (listener) => { ipcRenderer.on('news', (_event, value) => listener(value)); },
  });
`;

test('an API that the stand-in lacks throws, and names itself', async () => {
  await withSmallApp(
    `app.whenReady().then(async () => {
      await attempt('dock', () => require('electron').systemPreferences.getUserDefault('x', 'string'));
      await attempt('window', () => new BrowserWindow({}).setOpacity(0.5));
      openWindow();
    });`,
    async (app) => {
      await app.page();
      expect(app.output()).toMatch(/dock threw: .*systemPreferences/);
      expect(app.output()).toMatch(/window threw: .*setOpacity/);
    },
  );
});

test('a second handler for a channel is refused, as Electron refuses it', async () => {
  await withSmallApp(
    `app.whenReady().then(async () => {
      ipcMain.handle('ask', () => 1);
      await attempt('second', () => ipcMain.handle('ask', () => 2));
      openWindow();
    });`,
    async (app) => {
      await app.page();
      expect(app.output()).toContain("second threw: Attempted to register a second handler for 'ask'");
    },
  );
});

test('a message crosses by value, with the sender that Electron would name', async () => {
  await withSmallApp(
    `app.whenReady().then(() => {
      ipcMain.handle('ask', (event, value) => ({
        value, url: event.senderFrame.url, parent: event.senderFrame.parent,
      }));
      openWindow(${preloadPath});
    });`,
    async (app) => {
      const page = await app.page();
      const answer = await page.evaluate(() =>
        Reflect.get(window, 'small').ask({ when: new Date(0), list: [1] }),
      );
      expect(answer).toEqual({
        value: { when: new Date(0), list: [1] },
        url: 'app://bundle/index.html',
        parent: null,
      });
    },
    bridge,
  );
});

test.each([
  ['a function in a message', 'window.small.ask(() => 1)'],
  ['a function in an answer', "window.small.ask('function')"],
])('%s is refused in both directions', async (_what, expression) => {
  await withSmallApp(
    `app.whenReady().then(() => {
      ipcMain.handle('ask', (_event, value) => (value === 'function' ? { back: () => 1 } : value));
      openWindow(${preloadPath});
    });`,
    async (app) => {
      const page = await app.page();
      await expect(page.evaluate(expression)).rejects.toThrow(/clone/i);
    },
    bridge,
  );
});

test('news from the app reaches the page', async () => {
  await withSmallApp(
    `let window;
    app.whenReady().then(() => {
      ipcMain.handle('ask', (_event, value) => { window.webContents.send('news', value); });
      window = openWindow(${preloadPath});
    });`,
    async (app) => {
      const page = await app.page();
      const heard = page.evaluate(
        () =>
          new Promise((resolve) => {
            const small = Reflect.get(window, 'small');
            small.hear(resolve);
            small.ask('fresh bread');
          }),
      );
      expect(await heard).toBe('fresh bread');
    },
    bridge,
  );
});

test('the app’s own policy is in force: no inline script, no request to elsewhere', async () => {
  await withSmallApp('app.whenReady().then(() => { openWindow(); });', async (app) => {
    const page = await app.page();
    const seen = await page.evaluate(async () => ({
      inline: Reflect.get(window, 'inline') ?? null,
      fetched: await fetch('https://elsewhere.example/').then(
        () => 'answered',
        () => 'refused',
      ),
    }));
    expect(seen).toEqual({ inline: null, fetched: 'refused' });
  });
});

test('a preload script may require nothing but electron', async () => {
  await withSmallApp(
    `app.whenReady().then(() => { openWindow(${preloadPath}); });`,
    async (app) => {
      const page = await app.page();
      expect(await page.evaluate(() => Reflect.get(window, 'small').refused)).toMatch(/fs/);
    },
    `let refused = '';
    try { require('node:fs'); } catch (error) { refused = error.message; }
    require('electron').contextBridge.exposeInMainWorld('small', { refused });`,
  );
});

test('a page asks the app before it opens a window or goes elsewhere', async () => {
  await withSmallApp(
    `app.whenReady().then(() => {
      const window = openWindow();
      window.webContents.setWindowOpenHandler(({ url }) => { say('open ' + url); return { action: 'deny' }; });
      window.webContents.on('will-navigate', (event) => { say('go'); event.preventDefault(); });
    });`,
    async (app) => {
      const page = await app.page();
      await page.evaluate(() => {
        window.open('https://elsewhere.example/');
      });
      await expect.poll(() => app.output()).toContain('open https://elsewhere.example/');
      await page.evaluate(() => {
        location.href = 'https://elsewhere.example/there';
      });
      await expect.poll(() => app.output()).toContain('go');
      expect(page.url()).toMatch(/bundle\.app\.invalid/);
    },
  );
});

test('closing the window tells the app, and the app goes on', async () => {
  await withSmallApp(
    `app.on('window-all-closed', () => say('all closed'));
    app.whenReady().then(() => {
      const window = openWindow();
      window.on('close', () => say('close'));
      window.on('closed', () => say('closed ' + window.isDestroyed()));
    });`,
    async (app) => {
      await app.page();
      await app.closeWindow();
      await expect.poll(() => app.output()).toContain('closed true');
      expect((await app.desktop()).windows).toEqual([]);
    },
  );
});

test('of two starts with the same data only the first is the app, and it hears of the second', async () => {
  await withSmallApp(
    `if (app.requestSingleInstanceLock({ why: 'test' })) {
      app.on('second-instance', (_event, _argv, _folder, data) => say('again ' + JSON.stringify(data)));
      app.whenReady().then(() => { openWindow(); });
    } else {
      app.quit();
    }`,
    async (app) => {
      await app.page();
      expect(await app.startAgain()).toBe(0);
      await expect.poll(() => app.output()).toContain('again {"why":"test"}');
    },
  );
});

test('a crashed page is told to the app', async () => {
  await withSmallApp(
    `app.whenReady().then(() => {
      const window = openWindow();
      window.webContents.on('render-process-gone', () => say('gone'));
    });`,
    async (app) => {
      await app.page();
      await app.crashPage();
      await expect.poll(() => app.output()).toContain('gone');
    },
  );
});

test('tray, notification, link and clipboard are noted for whoever looks', async () => {
  await withSmallApp(
    `let tray;
    app.whenReady().then(async () => {
      tray = new Tray(nativeImage.createFromPath('none.png'));
      tray.setToolTip('Small');
      tray.setContextMenu(Menu.buildFromTemplate([{ label: 'Say hello', click: () => say('hello') }]));
      new Notification({ title: 'Done', body: 'The bread is baked.' }).show();
      await shell.openExternal('https://dash.cloudflare.com/');
      await clipboard.writeText('a shopping list');
      openWindow();
    });`,
    async (app) => {
      await app.page();
      await app.clickTrayEntry('Say hello');
      await expect.poll(() => app.output()).toContain('hello');
      expect(await app.desktop()).toMatchObject({
        tray: { toolTip: 'Small' },
        notifications: [{ title: 'Done', body: 'The bread is baked.' }],
        openedLinks: ['https://dash.cloudflare.com/'],
        clipboard: { text: 'a shopping list' },
      });
    },
  );
});
