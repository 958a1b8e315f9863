import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { spareMemoryWithoutWindows } from '../../../electron/shell/spare-memory.ts';

const fake = vi.hoisted(() => ({ app: null as unknown }));
vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  fake.app = new Emitter();
  return { app: fake.app };
});

const app = () => fake.app as EventEmitter;
const opens = () => {
  const window = new EventEmitter();
  app().emit('browser-window-created', {}, window);
  return window;
};

let collected = 0;
beforeEach(() => {
  vi.useFakeTimers();
  collected = 0;
  app().removeAllListeners();
  spareMemoryWithoutWindows(() => {
    collected += 1;
  });
});
afterEach(() => vi.useRealTimers());

it('gives memory back once the last window is gone, and not while one is open', () => {
  const [first, second] = [opens(), opens()];
  first.emit('closed');
  vi.advanceTimersByTime(60_000);
  expect(collected).toBe(0);
  second.emit('closed');
  vi.advanceTimersByTime(60_000);
  expect(collected).toBe(1);
});

it('lets a window that comes back at once be', () => {
  opens().emit('closed');
  opens();
  vi.advanceTimersByTime(60_000);
  expect(collected).toBe(0);
});

it('does so after a start without a window, too', () => {
  vi.advanceTimersByTime(60_000);
  expect(collected).toBe(1);
});

it('finds what V8 offers for it on this very runtime', () => {
  vi.useRealTimers();
  app().removeAllListeners();
  vi.useFakeTimers();
  spareMemoryWithoutWindows();
  const held: unknown[] = [];
  for (let index = 0; index < 200_000; index += 1) held.push({ index });
  held.length = 0;
  const busy = process.memoryUsage().heapUsed;
  opens().emit('closed');
  vi.advanceTimersByTime(60_000);
  expect(process.memoryUsage().heapUsed).toBeLessThan(busy - 5_000_000);
  expect('gc' in globalThis).toBe(false);
});
