import { EventEmitter } from 'node:events';
import { beforeEach, expect, it, vi } from 'vitest';
import { newStartOffer, tellOfCrashes, watchUncaught } from '../../../electron/shell/uncaught.ts';
import { KeptLog } from '../../fakes/kept-log.ts';
import { accountToken } from '../../fakes/tokens.ts';
import { readingGrade } from '../../reading-level.ts';

const seen = vi.hoisted(() => ({
  boxes: [] as Electron.MessageBoxOptions[],
  response: 0,
  did: [] as string[],
}));
vi.mock('electron', () => ({
  dialog: {
    showMessageBox: async (options: Electron.MessageBoxOptions) => {
      seen.boxes.push(options);
      return { response: seen.response };
    },
  },
}));

beforeEach(() => Object.assign(seen, { boxes: [], response: 0, did: [] }));

function watch() {
  const errors = new EventEmitter();
  const log = new KeptLog();
  const offer = newStartOffer(() => seen.did.push('start again'));
  watchUncaught(errors, log, Promise.resolve(), offer);
  return { errors, log };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

it('each error that nobody caught is written down, and the owner is told once', async () => {
  const { errors, log } = watch();
  errors.emit('uncaughtException', new TypeError('no such thing'));
  errors.emit('unhandledRejection', new RangeError('too far'));
  errors.emit('unhandledRejection', 'not even an error');
  await settled();
  expect(log.lines.map((line) => /"error":"(\w+)"/.exec(line)?.[1])).toEqual([
    'TypeError',
    'RangeError',
    'string',
  ]);
  expect(log.lines[0]).toMatch(/test\.ts:\d+:\d+/);
  expect(seen.boxes.length).toBe(1);
});

it('what an error says is kept nowhere', async () => {
  const { errors, log } = watch();
  errors.emit(
    'uncaughtException',
    new Error(`half a token: ${accountToken.slice(0, 12)}\n at x.ts: ${accountToken}`),
  );
  await settled();
  expect(JSON.stringify([log.lines, seen.boxes])).not.toContain(accountToken.slice(5, 12));
});

it.each([
  ['starts the app again where the owner wants it', 0, ['start again']],
  ['goes on where not', 1, []],
])('%s', async (_what, response, did) => {
  seen.response = response;
  watch().errors.emit('uncaughtException', new Error('broken'));
  await settled();
  expect(seen.did).toEqual(did);
});

it.each([
  ['an error', newStartOffer(() => undefined)],
  ['a window that keeps closing', tellOfCrashes],
])('tells of %s to a grade 7 reader', async (_what, tell) => {
  tell();
  await settled();
  expect(seen.boxes.length).toBe(1);
  const [{ message, detail } = { message: '' }] = seen.boxes;
  expect(readingGrade(`${message}. ${detail}`)).toBeLessThanOrEqual(7);
});

it('a new start is offered as often as it is asked for, but in one question at a time', async () => {
  seen.response = 1;
  const offer = newStartOffer(() => undefined);
  offer();
  offer();
  await settled();
  expect(seen.boxes.length).toBe(1);
  offer();
  await settled();
  expect(seen.boxes.length).toBe(2);
});
