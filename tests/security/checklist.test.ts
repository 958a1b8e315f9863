import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/* What no test of behaviour can show is looked for in the text of what is shipped. */
const root = resolve(import.meta.dirname, '../..');
const sources = globSync('{shared,electron,renderer}/**/*.{ts,tsx,html}', { cwd: root })
  .map((file) => file.replaceAll('\\', '/'))
  .map((file) => ({ file, text: readFileSync(resolve(root, file), 'utf8') }));

/** One for each page of the app. */
const preloads = ['electron/preload-approvals.ts', 'electron/preload-practice.ts', 'electron/preload.ts'];

const main = sources.find(({ file }) => file === 'electron/main.ts')?.text ?? '';

/** The files that hold a pattern, comments included: a word that is only spoken of is rare enough to be listed. */
function filesWith(pattern: RegExp, within = ''): string[] {
  return sources
    .filter(({ file, text }) => file.startsWith(within) && pattern.test(text))
    .map(({ file }) => file)
    .sort();
}

describe('the shipped sources', () => {
  it('are found by this test', () => {
    expect(sources.length).toBeGreaterThan(100);
  });

  it.each([
    ['switch off web security', /\bwebSecurity\b/],
    ['allow insecure content', /allowRunningInsecureContent/],
    ['enable engine features', /enableBlinkFeatures/],
    ['enable experimental features', /experimentalFeatures/],
    ['give a page Node', /nodeIntegration\w*:\s*true/],
    ['take a page out of its sandbox', /sandbox:\s*false|no-sandbox/],
    ['mix the worlds of page and preload', /contextIsolation:\s*false/],
    ['embed pages', /webviewTag:\s*true|<webview/],
    ['run text as a program in a page', /executeJavaScript|insertCSS/],
    ['run text as a program', /\beval\(|new Function\(|javascript:/],
    ['let the scheme pass by the policy', /bypassCSP|corsEnabled|supportFetchAPI|allowServiceWorkers/],
    ['load over file', /loadFile\(|file:\/\/\//],
    [
      'write raw markup',
      /dangerouslySetInnerHTML|\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write/,
    ],
    ['keep anything in the browser', /\blocalStorage\b|\bsessionStorage\b|\bindexedDB\b|document\.cookie/],
    ['start another program', /child_process|utilityProcess/],
    ['collect crashes, which hold memory', /crashReporter/],
    ['keep secrets elsewhere than in the keychain', /safeStorage/],
    ['wait on the main process', /sendSync|\bipcMain\.on\(/],
    ['skip a certificate', /certificate-error|rejectUnauthorized|NODE_TLS_REJECT/],
    ['print', /\bconsole\.(?:log|info|warn|error|debug)\(/],
  ])('do not %s', (_what, pattern) => {
    expect(filesWith(pattern)).toEqual([]);
  });

  it('listen to windows in the registrar alone', () => {
    expect(filesWith(/\bipcMain\b/)).toEqual(['electron/shell/registrar.ts']);
  });

  it('touch Electron in the shell, in main.ts and in the preload scripts alone', () => {
    const others = filesWith(/from 'electron(?:\/\w+)?'|require\(['"]electron/).filter(
      (file) =>
        !file.startsWith('electron/shell/') && file !== 'electron/main.ts' && !preloads.includes(file),
    );
    expect(others).toEqual([]);
  });

  it('open pages in the browser in one place', () => {
    expect(filesWith(/openExternal/)).toEqual(['electron/main.ts']);
  });

  it('hand the page nothing of Electron', () => {
    expect(filesWith(/exposeInMainWorld/)).toEqual(preloads);
    expect(filesWith(/ipcRenderer/)).toEqual(preloads);
  });

  /* Each of these hands the value to Cloudflare, the keychain, the clipboard on purpose, or a comparison. */
  it('reveal a secret in these places alone', () => {
    expect(filesWith(/\.reveal\(\)/)).toEqual([
      'electron/adapters/cloudflare/cloudflare-api.ts',
      'electron/adapters/cloudflare/undici-upstream.ts',
      'electron/adapters/os-keychain.ts',
      'electron/broker/scrubber.ts',
      'electron/core/hand-over.ts',
      'electron/core/leak-guard.ts',
      'electron/core/local-routes.ts',
      'electron/shell/practice-desk.ts',
      'electron/shell/practice-upstream.ts',
    ]);
  });

  it('read the environment in main.ts alone', () => {
    expect(filesWith(/process\.env/)).toEqual(['electron/main.ts']);
  });

  it('log nothing that came from a window or from Cloudflare', () => {
    const logged = sources.flatMap(({ text }) => text.match(/\blog\.(?:info|error)\([^;]*;/g) ?? []);
    expect(
      logged.filter((call) => /argument|parsed|message:|\.message|body|answer|secret|token/i.test(call)),
    ).toEqual([]);
  });

  it('turn the sandbox on for everything, before the app is ready', () => {
    const [sandbox, ready] = [main.indexOf('app.enableSandbox()'), main.indexOf('app.whenReady()')];
    expect(sandbox > 0 && sandbox < ready).toBe(true);
    expect(filesWith(/whenReady\(/)).toEqual(['electron/main.ts']);
  });

  it('make each window with the options that lock it, and keep its content out of recordings', () => {
    const windows = sources.filter(({ text }) => text.includes('new BrowserWindow('));
    expect(windows.map(({ file }) => file).sort()).toEqual([
      'electron/shell/approval-window.ts',
      'electron/shell/main-window.ts',
      'electron/shell/practice-dashboard.ts',
    ]);
    for (const { file, text } of windows) {
      expect(text.match(/new BrowserWindow\(\{\s+\.\.\.pageOptions\(/g), file).toHaveLength(1);
      expect(text, file).not.toContain('webPreferences');
      expect(text, file).toMatch(/setContentProtection\(!(?:this\.#parts\.)?devTools\)/);
    }
  });

  it('let no debugger in where they are packaged, before Chromium looks for one', () => {
    const [, first] = /^import [^;]*;\n+(?!import )(.*)$/m.exec(main) ?? [];
    expect(first).toBe('if (app.isPackaged) refuseDebuggers();');
  });

  it('load the keyring after the variable is dropped that names a file for it', () => {
    expect(filesWith(/@napi-rs\/keyring/)).toEqual(['electron/adapters/os-keychain.ts']);
    expect(filesWith(/from '[^']*\/os-keychain\.ts'/)).toEqual([]);
    expect(filesWith(/import\('[^']*\/os-keychain\.ts'\)/)).toEqual(['electron/main.ts']);
    const [drop, load] = [
      main.indexOf('dropVariables(process.env)'),
      main.indexOf("import('./adapters/os-keychain.ts')"),
    ];
    expect(drop > 0 && drop < load).toBe(true);
  });

  it('say what the own scheme may do before the app is ready, and open no developer tools where they are packaged', () => {
    const [scheme, ready] = [main.indexOf('registerAppScheme();'), main.indexOf('app.whenReady()')];
    expect(scheme > 0 && scheme < ready).toBe(true);
    expect(main.match(/devTools: .*/g)).toEqual(['devTools: !app.isPackaged,']);
  });

  it("keep the pages' session in memory", () => {
    expect(main).not.toContain('persist:');
    expect(filesWith(/fromPartition|defaultSession/)).toEqual(['electron/main.ts']);
  });
});

describe('the pages', () => {
  it.each(sources.filter(({ file }) => file.endsWith('.html')))(
    '$file holds no script or style of its own',
    ({ text }) => {
      expect(text).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\son\w+=|https?:/i);
    },
  );
});

describe('the policy', () => {
  it('is exactly this', () => {
    const protocol = sources.find(({ file }) => file === 'electron/shell/app-protocol.ts')?.text ?? '';
    const [, list = ''] = /contentSecurityPolicy = \[([^\]]*)\]/.exec(protocol) ?? [];
    expect(list.match(/"[^"]*"/g)?.map((one) => one.slice(1, -1))).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "object-src 'none'",
    ]);
  });
});
