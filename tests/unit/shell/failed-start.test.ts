import { beforeEach, expect, it, vi } from 'vitest';
import { endIfItFails } from '../../../electron/shell/failed-start.ts';
import { readingGrade } from '../../reading-level.ts';

const seen = vi.hoisted(() => ({ what: [] as unknown[], told: '', boxFails: false }));
vi.mock('electron', () => ({
  app: { exit: (code: number) => seen.what.push(['exit', code]) },
  dialog: {
    showErrorBox: (title: string, text: string) => {
      seen.what.push(title);
      seen.told = `${title}. ${text}`;
      if (seen.boxFails) throw new Error('no display');
    },
  },
}));
const log = { error: (message: string) => void seen.what.push(message) };

beforeEach(() => Object.assign(seen, { what: [], told: '', boxFails: false }));

it('a start that works goes on in silence', async () => {
  await endIfItFails(Promise.resolve(), log);
  expect(seen.what).toEqual([]);
});

it('a start that fails is told of, and ends the app so that the next start is not kept away', async () => {
  await endIfItFails(Promise.reject(new Error('the disk is broken')), log);
  expect(seen.what).toEqual(['the start failed', 'Permission Slip could not start', ['exit', 1]]);
  expect(readingGrade(seen.told)).toBeLessThanOrEqual(7);
});

it('a failed start ends the app also where nothing can be shown', async () => {
  seen.boxFails = true;
  const failing = endIfItFails(Promise.reject(new Error('the disk is broken')), log);
  await expect(failing).rejects.toThrow('no display');
  expect(seen.what.at(-1)).toEqual(['exit', 1]);
});
