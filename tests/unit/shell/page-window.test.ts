import type { BrowserWindow } from 'electron';
import { expect, it } from 'vitest';
import { loadPage } from '../../../electron/shell/page-window.ts';
import { KeptLog } from '../../fakes/kept-log.ts';

/* What is written down, and how often the page was given up, once a load has ended like this. */
async function load(how: { readonly code?: string; readonly isGone?: boolean } | null) {
  const log = new KeptLog();
  let lost = 0;
  const window = {
    loadURL: async () => {
      if (how !== null) throw Object.assign(new Error('in vain'), how.code ? { code: how.code } : {});
    },
    isDestroyed: () => how?.isGone ?? false,
  } as unknown as BrowserWindow;
  loadPage(window, 'app://bundle/index.html?slip=slip-aaaaaaaaaaaaaaaa', log, () => {
    lost += 1;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return { lines: log.lines, lost };
}

it.each([
  ['ERR_FILE_NOT_FOUND', { code: 'ERR_FILE_NOT_FOUND' }],
  ['unknown', {}],
])(
  'a page that can’t be loaded is written down without what it was to show, and given up: %s',
  async (code, how) => {
    expect(await load(how)).toEqual({
      lines: [`page not loaded {"page":"/index.html","code":"${code}"}`],
      lost: 1,
    });
  },
);

it.each([
  ['that was loaded', null],
  ['whose place another took', { code: 'ERR_ABORTED' }],
  ['whose window was closed meanwhile', { code: 'ERR_FAILED', isGone: true }],
])('a page %s is no failure', async (_what, how) => {
  expect(await load(how)).toEqual({ lines: [], lost: 0 });
});
