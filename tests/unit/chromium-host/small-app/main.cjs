// A small app for the chromium-host's own tests. What happens in it is said in notifications, which tests can see.
const { join } = require('node:path');
const electron = require('electron');

const { app, BrowserWindow, ipcMain, Menu, Notification, protocol, session, Tray, nativeImage } = electron;
const { clipboard, ClipboardItem, shell } = electron;
const messageOf = (work) => {
  try {
    return String(work());
  } catch (error) {
    return error.message;
  }
};
const early = messageOf(() => new BrowserWindow());
const say = (title, body = '') => new Notification({ title, body }).show();

app.setPath('userData', process.env.PERMISSION_SLIP_DATA);
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
if (app.requestSingleInstanceLock({ from: 'a start' })) app.whenReady().then(open);
else app.quit();
app.on('second-instance', (_event, _argv, _folder, data) => say('second start', JSON.stringify(data)));
app.on('window-all-closed', () => say('all closed'));

const page = (body) => `<!doctype html><title>small</title><body>${body}`;
const csp = "default-src 'none'; script-src 'self'; connect-src 'none'";
const files = {
  '/index.html': page(
    '<script>window.inline = true</script><a id="away" href="/away.html">away</a>' +
      '<a id="out" target="_blank" href="https://example.com/out">out</a>',
  ),
  '/away.html': page('away'),
};

function lock(own) {
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  own.setPermissionCheckHandler(() => false);
  own.setDevicePermissionHandler(() => false);
  own.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  own.setSpellCheckerEnabled(false);
  own.setProxy({ mode: 'fixed_servers', proxyRules: 'http://127.0.0.1:9' });
  own.on('will-download', (event) => event.preventDefault());
  own.webRequest.onBeforeRequest((_details, answer) => answer({}));
}

function open() {
  const own = session.fromPartition('own');
  lock(own);
  own.protocol.handle('app', ({ url }) => {
    const { pathname } = new URL(url);
    if (pathname === '/lost.html') return Response.error();
    if (pathname === '/never.html') return new Promise(() => undefined);
    const headers = { 'Content-Type': 'text/html', 'Content-Security-Policy': csp };
    return new Response(files[pathname] ?? '', { status: pathname in files ? 200 : 404, headers });
  });

  const answers = {
    early: () => early,
    'missing module': () => messageOf(() => electron.autoUpdater),
    'missing method': () => messageOf(() => app.getLocale()),
    'second handler': () => messageOf(() => ipcMain.handle('early', () => '')),
    'same scheme again': () => messageOf(() => own.protocol.handle('app', () => new Response(''))),
    'late scheme': () => messageOf(() => protocol.registerSchemesAsPrivileged([])),
    'tray without its picture': () => messageOf(() => new Tray('/no/such.png')),
    'page that nobody locked': async () => {
      const open = new BrowserWindow({ webPreferences: { session: session.fromPartition('open') } });
      const refused = open.loadURL('app://bundle/index.html').catch(({ message }) => message);
      open.destroy();
      return refused;
    },
    'page with WebRTC': () => {
      const window = new BrowserWindow({ webPreferences: { session: own } });
      const refused = window.loadURL('app://bundle/index.html').catch(({ message }) => message);
      window.destroy();
      return refused;
    },
    'empty picture': () => nativeImage.createFromPath('/no/such.png').isEmpty(),
    'a function': () => () => 'not a value',
    'an error': () => Promise.reject(new RangeError('too far')),
    'use the desktop': async () => {
      for (const body of ['the first', 'the second in its place']) {
        new Notification({ id: 'same', title: 'Done', body }).show();
      }
      await shell.openExternal('https://example.com/');
      await clipboard.write([new ClipboardItem({ 'text/plain': 'copied', 'application/x-own': '1' })]);
    },
    echo: (_event, value) => value,
    sender: ({ senderFrame, sender }) => [senderFrame.url, senderFrame.origin, senderFrame.parent, sender.id],
    push: ({ sender }) => sender.send('pushed', { at: new Date(0), bytes: new Uint8Array([1, 2]) }),
    'push a function': ({ sender }) => messageOf(() => sender.send('pushed', () => 'not a value')),
  };
  for (const [channel, answer] of Object.entries(answers)) ipcMain.handle(channel, answer);
  ipcMain.on('tell', (_event, text) => say('told', text));

  const tray = new Tray(nativeImage.createFromPath(join(__dirname, 'none.png')));
  tray.setToolTip('small');
  let keepOpen = true;
  app.on('before-quit', () => (keepOpen = false));
  const window = openWindow(own);
  const entries = [
    { label: 'Close', click: () => window.close() },
    { label: 'Let close', click: () => (keepOpen = false) },
    {
      label: 'Use after close',
      click: () =>
        say(
          'after close',
          messageOf(() => window.webContents.getURL()),
        ),
    },
    {
      label: 'Place',
      click: () => {
        const { workArea } = electron.screen.getDisplayMatching(window.getBounds());
        window.maximize();
        const maximized = window.getBounds();
        window.unmaximize();
        const usual = window.getBounds();
        window.setAlwaysOnTop(true);
        window.setBounds({ x: workArea.width - 300, width: 300 });
        say('placed', JSON.stringify([maximized, usual, window.getBounds()]));
      },
    },
    {
      label: 'Load in vain',
      click: async () => {
        const codeOf = (address) =>
          window.loadURL(address).then(
            () => 'loaded',
            ({ code }) => code,
          );
        const codes = [codeOf('app://bundle/never.html'), codeOf('app://bundle/index.html')];
        await Promise.all(codes);
        codes.push(codeOf('app://bundle/lost.html'));
        say('load in vain', (await Promise.all(codes)).join(', '));
      },
    },
    { label: 'Never', enabled: false, click: () => say('never') },
  ];
  tray.setContextMenu(Menu.buildFromTemplate(entries));
  window.on('close', (event) => {
    say('close');
    if (keepOpen) event.preventDefault();
  });
  window.on('closed', () => say('closed'));
}

function openWindow(own) {
  const window = new BrowserWindow({
    webPreferences: { session: own, preload: join(__dirname, 'preload.cjs') },
  });
  const { webContents } = window;
  webContents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  webContents.on('will-navigate', (event) => {
    say('will navigate', event.url);
    event.preventDefault();
  });
  webContents.setWindowOpenHandler(({ url }) => {
    say('would open', url);
    return { action: 'deny' };
  });
  webContents.on('render-process-gone', (_event, { reason }) => say('gone', reason));
  window.loadURL('app://bundle/index.html');
  return window;
}
