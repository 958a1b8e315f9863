import { describe, expect, it, vi } from 'vitest';
import { isTrayThere } from '../../../electron/shell/tray-there.ts';

vi.mock('electron', () => ({ app: {} }));

/** A desktop whose panel comes up after so many seconds. */
function desktop(panelAfter: number) {
  let seconds = 0;
  let asked = 0;
  return {
    ask: async () => {
      asked += 1;
      return seconds >= panelAfter;
    },
    wait: async (milliseconds: number) => {
      seconds += milliseconds / 1000;
    },
    asked: () => asked,
  };
}

describe('whether there is a tray', () => {
  it.each([
    ['Linux with a panel', { platform: 'linux', argv: [] }, 0, true],
    ['Linux without', { platform: 'linux', argv: [] }, 1, false],
    ['Linux, started at login before the panel', { platform: 'linux', argv: ['app', '--hidden'] }, 7, true],
    ['Linux, started at login without', { platform: 'linux', argv: ['app', '--hidden'] }, 60, false],
    ['macOS, which always has one', { platform: 'darwin', argv: [] }, 60, true],
  ] as const)('%s', async (_where, place, panelAfter, isThere) => {
    const { ask, wait } = desktop(panelAfter);
    expect(await isTrayThere({ ...place, isMade: true, ask, wait })).toBe(isThere);
  });

  it('is no where Electron could not make one, and nobody is asked', async () => {
    const { ask, wait, asked } = desktop(0);
    expect(await isTrayThere({ platform: 'linux', argv: [], isMade: false, ask, wait })).toBe(false);
    expect(asked()).toBe(0);
  });
});
