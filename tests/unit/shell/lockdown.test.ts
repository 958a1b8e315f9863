import type { Session } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { lockPages, lockSession, refuseDebuggers } from '../../../electron/shell/lockdown.ts';

type Handler = (...args: unknown[]) => unknown;

const app = vi.hoisted(() => ({
  listeners: new Map<string, (...args: unknown[]) => unknown>(),
  switches: new Set<string>(),
}));
vi.mock('electron', () => ({
  app: {
    on: (name: string, listener: (...args: unknown[]) => unknown) => app.listeners.set(name, listener),
    commandLine: { removeSwitch: (name: string) => app.switches.delete(name) },
  },
}));

/** A session or page that remembers what was set on it. */
function recording() {
  const set = new Map<string, Handler>();
  const keep = (name: string) => (handler: Handler) => set.set(name, handler);
  return {
    set,
    target: {
      setPermissionRequestHandler: keep('permission-request'),
      setPermissionCheckHandler: keep('permission-check'),
      setDevicePermissionHandler: keep('device'),
      setDisplayMediaRequestHandler: keep('display-media'),
      setProxy: async (config: unknown) => set.set('proxy', () => config),
      setWebRTCIPHandlingPolicy: (policy: unknown) => set.set('webrtc', () => policy),
      setSpellCheckerEnabled: (on: unknown) => set.set('spell-checker', () => on),
      setWindowOpenHandler: keep('window-open'),
      on: (name: string, handler: Handler) => set.set(name, handler),
      webRequest: { onBeforeRequest: keep('before-request') },
    },
  };
}

let session = recording();
let page = recording();

beforeEach(async () => {
  session = recording();
  page = recording();
  await lockSession(session.target as unknown as Session);
  lockPages();
  app.listeners.get('web-contents-created')?.({}, page.target);
});

function answerOf(name: string, ...args: unknown[]): unknown {
  let answer: unknown;
  session.set.get(name)?.(...args, (given: unknown) => {
    answer = given;
  });
  return answer;
}

describe('a session', () => {
  it.each([
    'clipboard-read',
    'clipboard-sanitized-write',
    'display-capture',
    'mediaKeySystem',
    'geolocation',
    'notifications',
    'midi',
    'midiSysex',
    'pointerLock',
    'keyboardLock',
    'fullscreen',
    'openExternal',
    'media',
    'hid',
    'serial',
    'usb',
    'idle-detection',
    'speaker-selection',
    'storage-access',
    'top-level-storage-access',
    'window-management',
    'fileSystem',
    'unknown',
    'one that is not invented yet',
  ])('gives no page the permission "%s"', (permission) => {
    expect([
      answerOf('permission-request', {}, permission),
      session.set.get('permission-check')?.({}, permission),
    ]).toEqual([false, false]);
  });

  it('gives no device and no screen', () => {
    expect([session.set.get('device')?.({}), answerOf('display-media', {})]).toEqual([false, {}]);
  });

  it.each([
    ['app://bundle/index.html', false],
    ['app://elsewhere/index.html', true],
    ['https://dash.cloudflare.com/', true],
    ['http://127.0.0.1:8080/', true],
    ['ws://127.0.0.1/', true],
    ['file:///etc/passwd', true],
    ['data:text/html,x', true],
    ['devtools://devtools/bundled/inspector.html', true],
  ])('loads nothing but the app: %s', (url, cancel) => {
    expect(answerOf('before-request', { url })).toEqual({ cancel });
  });

  it('leads what webRequest does not see to a proxy at which nobody listens, loopback too', () => {
    expect(session.set.get('proxy')?.()).toEqual({
      mode: 'fixed_servers',
      proxyRules: 'http://127.0.0.1:9',
      proxyBypassRules: '<-loopback>',
    });
  });

  it('downloads nothing, and sends no words to a dictionary', () => {
    const event = { preventDefault: vi.fn() };
    session.set.get('will-download')?.(event);
    expect([event.preventDefault.mock.calls.length, session.set.get('spell-checker')?.()]).toEqual([
      1,
      false,
    ]);
  });
});

describe('a page', () => {
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    'stays where it is on %s',
    (name) => {
      const event = { preventDefault: vi.fn(), url: 'app://bundle/other.html' };
      page.set.get(name)?.(event);
      expect(event.preventDefault).toHaveBeenCalledOnce();
    },
  );

  it('sends nothing by UDP', () => {
    expect(page.set.get('webrtc')?.()).toBe('disable_non_proxied_udp');
  });

  it('opens no window', () => {
    expect(page.set.get('window-open')?.({ url: 'https://dash.cloudflare.com/' })).toEqual({
      action: 'deny',
    });
  });
});

describe('a start with a debugger', () => {
  it('goes on without it, and with all else that it was told', () => {
    for (const name of ['remote-debugging-port', 'remote-debugging-pipe', 'lang']) app.switches.add(name);
    refuseDebuggers();
    expect([...app.switches]).toEqual(['lang']);
  });
});
