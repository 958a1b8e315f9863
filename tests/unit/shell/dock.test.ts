import { EventEmitter } from 'node:events';
import { beforeEach, expect, it, vi } from 'vitest';
import { showInDockWithWindows } from '../../../electron/shell/dock.ts';

type FakeApp = EventEmitter & { policies: string[] };
const mac = vi.hoisted(() => ({ app: null as unknown }));
vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  const app = Object.assign(new Emitter(), {
    policies: [] as string[],
    setActivationPolicy: (policy: string) => void app.policies.push(policy),
  });
  mac.app = app;
  return { app };
});

const app = () => mac.app as FakeApp;
const opens = () => {
  const window = new EventEmitter();
  app().emit('browser-window-created', {}, window);
  return window;
};

beforeEach(() => {
  app().removeAllListeners();
  app().policies.length = 0;
});

it('shows the app in the dock while it has a window, and not before the first or after the last', () => {
  showInDockWithWindows('darwin');
  expect(app().policies).toEqual(['accessory']);
  const [first, second] = [opens(), opens()];
  first.emit('closed');
  expect(app().policies.at(-1)).toBe('regular');
  second.emit('closed');
  expect(app().policies.at(-1)).toBe('accessory');
});

it('leaves other systems alone, where there is no such thing', () => {
  showInDockWithWindows('linux');
  opens();
  expect(app().policies).toEqual([]);
});
