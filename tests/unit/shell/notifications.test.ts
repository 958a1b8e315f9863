// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  answerEarlierNotifications,
  electronNotifier,
  nameToastActivator,
} from '../../../electron/shell/electron-notifier.ts';
import { screenOfToast, toastActivator, toastXml } from '../../../electron/shell/windows-toast.ts';
import type { Telling, Told } from '../../../shared/reminder-words.ts';

type Shown = { readonly options: Record<string, string>; readonly emit: (event: string) => void };
const system = vi.hoisted(() => ({
  shown: [] as Shown[],
  history: [] as { id: string; on: (event: string, listener: () => void) => void }[],
  activator: '',
  activate: null as ((details: { arguments: string }) => void) | null,
  isSigned: true,
}));
vi.mock('electron', async () => {
  const { EventEmitter } = await import('node:events');
  class Notification extends EventEmitter {
    static isSupported = () => true;
    static handleActivation = (callback: typeof system.activate) => {
      system.activate = callback;
    };
    static getHistory = async () => {
      if (!system.isSigned) throw new Error('not signed');
      return system.history;
    };
    readonly options: Record<string, string>;
    constructor(options: Record<string, string>) {
      super();
      this.options = options;
    }
    show = () => void system.shown.push(this);
    close = () => void system.shown.splice(system.shown.indexOf(this), 1);
  }
  return { Notification, app: { setToastActivatorCLSID: (id: string) => (system.activator = id) } };
});

const telling: Telling = {
  id: 'slip:slip-abcdefghijklmnop',
  title: 'Slip 1 for "Bakery & Sons" <b>ends</b> soon.',
  body: "It's the last day.",
  screen: { name: 'slip', id: 'slip-abcdefghijklmnop' },
};
let opened: Told[] = [];
const open = (screen: Told) => void opened.push(screen);

beforeEach(() => {
  Object.assign(system, { shown: [], history: [], activator: '', activate: null, isSigned: true });
  opened = [];
});

describe('a click on a notification opens its slip', () => {
  it.each(['linux', 'darwin'] as const)('on %s', (platform) => {
    electronNotifier(platform, open).show(telling);
    system.shown[0]?.emit('click');
    expect(opened).toEqual([telling.screen]);
    expect(system.shown[0]?.options).toEqual({ id: telling.id, title: telling.title, body: telling.body });
  });

  it('on Linux, where a newer one takes the place of the older by no other means', () => {
    const notifier = electronNotifier('linux', open);
    notifier.show(telling);
    notifier.show({ ...telling, id: 'slips' });
    notifier.show({ ...telling, title: 'Slip 1 has ended.' });
    expect(system.shown.map(({ options }) => options.title)).toEqual([telling.title, 'Slip 1 has ended.']);
    expect(system.shown[0]?.options.id).toBe('slips');
  });

  it('on Windows, once, also when it was shown by an earlier run', async () => {
    electronNotifier('win32', open).show(telling);
    const launch = launchOf(system.shown[0]?.options.toastXml ?? '');
    system.shown[0]?.emit('click');
    expect(opened).toEqual([]);
    await answerEarlierNotifications('win32', open);
    system.activate?.({ arguments: launch });
    expect(opened).toEqual([telling.screen]);
  });

  it('on Windows to the questions, where it was about one', async () => {
    electronNotifier('win32', open).show({ ...telling, id: 'approvals', screen: { name: 'questions' } });
    await answerEarlierNotifications('win32', open);
    system.activate?.({ arguments: launchOf(system.shown[0]?.options.toastXml ?? '') });
    expect(opened).toEqual([{ name: 'questions' }]);
  });

  it('on macOS, also when it was shown by an earlier run', async () => {
    const clicks: (() => void)[] = [];
    for (const id of [telling.id, 'slips']) system.history.push({ id, on: (_click, go) => clicks.push(go) });
    await answerEarlierNotifications('darwin', open);
    for (const click of clicks) click();
    expect(opened).toEqual([telling.screen, { name: 'home' }]);
  });

  it('on a Mac whose build is not signed nothing breaks', async () => {
    system.isSigned = false;
    await expect(answerEarlierNotifications('darwin', open)).resolves.toBeUndefined();
  });
});

describe('Windows', () => {
  it('is told of one activator that stays the same, and no other system is', () => {
    nameToastActivator('linux');
    expect(system.activator).toBe('');
    nameToastActivator('win32');
    expect(system.activator).toBe(toastActivator);
    expect(toastActivator).toMatch(/^\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$/);
  });

  it('gets well-formed XML, whatever stands in a name', () => {
    const xml = toastXml({ ...telling, title: `${telling.title}\u0000\ud800` });
    const page = new DOMParser().parseFromString(xml, 'text/xml');
    expect(page.querySelector('parsererror')).toBeNull();
    expect([...page.querySelectorAll('text')].map((text) => text.textContent)).toEqual([
      `${telling.title} \ufffd`,
      telling.body,
    ]);
  });

  it.each(['', 'type=click', 'open=%3Fslip%3D..%2F..%2Fx', 'open=javascript:alert(1)', '%%%'])(
    'opens home for a click that names nothing known: %s',
    (launch) => {
      expect(screenOfToast(launch)).toEqual({ name: 'home' });
    },
  );
});

function launchOf(xml: string): string {
  const page = new DOMParser().parseFromString(xml, 'text/xml');
  return page.documentElement.getAttribute('launch') ?? '';
}
