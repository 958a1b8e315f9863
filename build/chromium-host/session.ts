import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type { Route } from 'playwright-core';
import { complete, noting } from './complete.ts';
import { host, mustBeReady } from './host.ts';

type Permissions = 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler';
type Setters = Permissions | 'setDisplayMediaRequestHandler' | 'setSpellCheckerEnabled';
type Handler = Parameters<Electron.Protocol['handle']>[1];
type Before = (
  details: { url: string; method: string },
  callback: (response: { cancel?: boolean }) => void,
) => void;

/** A page of `app://bundle/x` is `https://bundle.app.invalid/x` in Chromium, which knows no schemes but its own. */
export const standIn = (url: string) => url.replace(/^app:\/\/([^/]*)/, 'https://$1.app.invalid');
/** The address that Electron would give. */
export const original = (url: string) => url.replace(/^https:\/\/([^/]*)\.app\.invalid(?=\/|$)/, 'app://$1');

export class HostSession extends EventEmitter {
  /** What the app has set, by the name of the call. Chromium itself refuses every permission in the stand-in. */
  readonly notes = new Map<string, unknown>();
  readonly schemes = new Map<string, Handler>();
  readonly webRequest = noting<Pick<Electron.WebRequest, 'onBeforeRequest'>>(this.notes, ['onBeforeRequest']);
  readonly protocol: Pick<Electron.Protocol, 'handle'> = {
    handle: (scheme, handler) => {
      if (this.schemes.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
      this.schemes.set(scheme, handler);
    },
  };

  setProxy: Electron.Session['setProxy'] = async (config) => void this.notes.set('setProxy', config);

  /** Throws where a page would load before the app has locked its session. */
  mustBeLocked(): void {
    const missing = [...setters, 'setProxy', 'onBeforeRequest'].filter((name) => !this.notes.has(name));
    if (this.listenerCount('will-download') === 0) missing.push('will-download');
    if (missing.length > 0) throw new Error(`The session is not locked: ${missing.join(', ')}`);
  }

  /** Answers a page's request with the app's own handler for its scheme, and aborts every other. */
  async answer(route: Route): Promise<void> {
    const request = route.request();
    const [url, method] = [original(request.url()), request.method()];
    const before = this.notes.get('onBeforeRequest') as Before | undefined;
    const { cancel } = await new Promise<{ cancel?: boolean }>((done) =>
      before ? before({ url, method }, done) : done({}),
    );
    const handler = this.schemes.get(new URL(url).protocol.slice(0, -1));
    if (cancel === true || handler === undefined || url === request.url())
      return route.abort('blockedbyclient');
    const answer = await handler(new Request(url, { method, headers: request.headers() }));
    if (answer.type === 'error') return route.abort('failed');
    const body = Buffer.from(await answer.arrayBuffer());
    await route.fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body });
  }
}

const setters: Setters[] = [
  'setPermissionRequestHandler',
  'setPermissionCheckHandler',
  'setDevicePermissionHandler',
  'setDisplayMediaRequestHandler',
  'setSpellCheckerEnabled',
];
const partitions = new Map<string, HostSession>();
/** Electron's `session`. */
export const session = {
  fromPartition: (name: string): HostSession => {
    mustBeReady('a session');
    const known = partitions.get(name);
    if (known !== undefined) return known;
    const made = new HostSession();
    partitions.set(
      name,
      complete('Session', Object.assign(made, noting<Pick<Electron.Session, Setters>>(made.notes, setters))),
    );
    return session.fromPartition(name);
  },
};
/** Electron's `protocol`, as far as it speaks of all sessions. */
export const protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged'> = {
  registerSchemesAsPrivileged: () => {
    if (host.isReady)
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
  },
};
