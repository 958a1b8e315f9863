import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { appOrigin, isAppAddress } from '../../../electron/shell/app-address.ts';
import {
  answer,
  contentSecurityPolicy,
  fileFor,
  registerAppScheme,
} from '../../../electron/shell/app-protocol.ts';
import { tempFolder } from '../adapters/temp-folder.ts';

const electron = vi.hoisted(() => ({ schemes: [] as unknown[] }));
vi.mock('electron', () => ({
  protocol: { registerSchemesAsPrivileged: (schemes: unknown) => electron.schemes.push(schemes) },
}));

let folder = '';
const secret = 'what lies outside';

beforeEach(async () => {
  const outside = await tempFolder();
  folder = join(outside, 'renderer');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(outside, 'secret.html'), secret);
  await writeFile(join(outside, 'renderer-secret.html'), secret);
  await writeFile(join(folder, 'index.html'), '<html></html>');
  await writeFile(join(folder, 'assets', 'app.js'), 'start()');
  await writeFile(join(folder, 'assets', 'app.js.map'), '{}');
  await writeFile(join(folder, 'no-ending'), 'x');
});

async function ask(url: string, method = 'GET') {
  const response = await answer({ method, url }, folder);
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    text: await response.text(),
    headers: response.headers,
  };
}

describe('the pages of the app', () => {
  it.each([
    ['/', 'text/html; charset=utf-8', '<html></html>'],
    ['/index.html', 'text/html; charset=utf-8', '<html></html>'],
    ['/index.html?x=1#here', 'text/html; charset=utf-8', '<html></html>'],
    ['/assets/app.js', 'text/javascript; charset=utf-8', 'start()'],
    ['/assets/%61pp.js', 'text/javascript; charset=utf-8', 'start()'],
  ])('are served at %s', async (path, type, text) => {
    expect(await ask(appOrigin + path)).toMatchObject({ status: 200, type, text });
  });

  it('are under the strict policy, and nobody guesses their type', async () => {
    const { headers } = await ask(`${appOrigin}/index.html`);
    expect([headers.get('content-security-policy'), headers.get('x-content-type-options')]).toEqual([
      contentSecurityPolicy,
      'nosniff',
    ]);
  });

  it.each(['POST', 'PUT', 'HEAD', 'OPTIONS', 'get'])('are not for the method %s', async (method) => {
    expect((await ask(`${appOrigin}/index.html`, method)).status).toBe(405);
  });
});

describe('nothing else exists', () => {
  it.each([
    ['a step up', '/../secret.html'],
    ['an encoded step up', '/%2e%2e/secret.html'],
    ['an encoded step up with an encoded slash', '/%2e%2e%2fsecret.html'],
    ['a step up that is half encoded', '/.%2e/secret.html'],
    ['a step up further in', '/assets/../../secret.html'],
    ['a step up encoded twice', '/%252e%252e/secret.html'],
    ['a slash encoded twice', '/..%252fsecret.html'],
    ['a backslash', '/..\\secret.html'],
    ['an encoded backslash', '/..%5csecret.html'],
    ['a folder that begins alike', '/../renderer-secret.html'],
    ['a zero byte', '/index.html%00.png'],
    ['a zero byte before the ending', '/no-ending%00.html'],
    ['a broken code', '/%'],
    ['a broken code of letters', '/%ff.html'],
    ['a drive', '/C:/secret.html'],
    ['a second root', '//etc/passwd'],
    ['a file without a known type', '/no-ending'],
    ['a source map', '/assets/app.js.map'],
    ['a folder', '/assets/'],
    ['a file that is not there', '/nothing.html'],
    ['another host', null],
  ])('behind %s', async (_what, path) => {
    const response = await ask(path === null ? 'app://elsewhere/index.html' : appOrigin + path);
    expect([response.status === 200, response.text]).toEqual([false, '']);
  });

  /* Electron makes a load fail of an error alone; a 404 is a page like another, and leaves the window blank. */
  it('the load of a page whose file can’t be read fails', async () => {
    const { type } = await answer({ method: 'GET', url: `${appOrigin}/nothing.html` }, folder);
    expect(type).toBe('error');
  });

  it('whatever is asked for, no file outside of the folder', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '/',
      '\\',
      '%2e',
      '%2f',
      '%5c',
      '%25',
      '%00',
      'a',
      'secret.html',
      ' ',
      'ä',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 4 }))), (pieces) => {
        const path = fileFor(`/${pieces.join('')}`, folder);
        expect(path === null || path.startsWith(`${folder}/`)).toBe(true);
      }),
    );
  });

  it("a link inside of the folder is the builder's own and is followed", async () => {
    await symlink(join(folder, 'index.html'), join(folder, 'other.html'));
    expect((await ask(`${appOrigin}/other.html`)).status).toBe(200);
  });
});

describe('the scheme', () => {
  it('has no right that it does not need', () => {
    registerAppScheme();
    expect(electron.schemes).toEqual([
      [{ scheme: 'app', privileges: { standard: true, secure: true, codeCache: true } }],
    ]);
  });
});

describe('an address of the app', () => {
  it.each([`${appOrigin}/`, `${appOrigin}/index.html`, `${appOrigin}/index.html?x#y`])('is %s', (address) => {
    expect(isAppAddress(address)).toBe(true);
  });

  it.each([
    'app://bundle.evil.example/',
    'app://evil/',
    'app://bundle:80/',
    'app://user@bundle/',
    'app://bundle@evil/',
    'app:bundle/index.html',
    'app2://bundle/',
    'https://bundle/',
    'file://bundle/index.html',
    'http://app//bundle/',
    'data:text/html,app://bundle/',
    'about:blank',
    'null',
    '',
  ])('is not %s', (address) => {
    expect(isAppAddress(address)).toBe(false);
  });
});
