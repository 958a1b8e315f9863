type Call = (
  kind: 'invoke' | 'send',
  channel: string,
  args: unknown[],
) => Promise<{ value?: unknown; error?: string }>;
type Listener = (event: object, ...args: unknown[]) => void;

/**
 * Runs in the page before its own scripts: gives the preload bundle its `electron`, and nothing else to require. Must
 * not refer to anything outside of itself, because its text is what crosses into the page.
 */
export function startBridge(
  binding: string,
  carry: <T>(value: T) => T,
  preload: ((require: unknown, exports: object) => void) | null,
): void {
  const page = globalThis as unknown as Record<string, unknown>;
  const call = page[binding] as Call;
  delete page[binding];
  if (preload === null || window !== window.top || location.href === 'about:blank') return;

  const listeners = new Map<string, Set<Listener>>();
  const heard = (channel: string) => listeners.get(channel) ?? new Set();
  const deliver = (channel: string, args: unknown[]) => {
    for (const listener of [...heard(channel)]) listener({ sender: ipcRenderer, ports: [] }, ...args);
  };
  Object.defineProperty(page, `${binding}:deliver`, { value: deliver });

  /** Copies what crosses between the preload's world and the page's, as Electron's context bridge does. */
  const cross = (value: unknown, freeze: boolean): unknown => {
    if (typeof value === 'function') {
      return (...args: unknown[]) => cross(value(...args.map((arg) => cross(arg, false))), false);
    }
    if (value instanceof Promise) return value.then((result) => cross(result, false));
    if (typeof value === 'symbol') throw new Error('A symbol cannot cross the context bridge.');
    if (typeof value !== 'object' || value === null) return value;
    if (!Array.isArray(value) && Object.prototype.toString.call(value) !== '[object Object]')
      return structuredClone(value);
    const copy = Array.isArray(value)
      ? value.map((item) => cross(item, freeze))
      : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cross(item, freeze)]));
    return freeze ? Object.freeze(copy) : copy;
  };
  const lacks = (name: string, has: object) =>
    new Proxy(has, {
      get(target, key) {
        if (typeof key === 'string' && !(key in target))
          throw new Error(`The chromium-host has no ${name}.${key}.`);
        return Reflect.get(target, key);
      },
    });

  const ipcRenderer = lacks('ipcRenderer', {
    invoke: async (channel: string, ...args: unknown[]) => {
      const { value, error } = await call('invoke', channel, carry(args));
      if (error !== undefined) throw new Error(`Error invoking remote method '${channel}': ${error}`);
      return value;
    },
    send: (channel: string, ...args: unknown[]) => void call('send', channel, carry(args)),
    on: (channel: string, listener: Listener) => void listeners.set(channel, heard(channel).add(listener)),
    removeListener: (channel: string, listener: Listener) => void heard(channel).delete(listener),
  });
  const contextBridge = lacks('contextBridge', {
    exposeInMainWorld: (key: string, api: unknown) => {
      if (key in page)
        throw new Error('Cannot bind an API on top of an existing property on the window object');
      Object.defineProperty(page, key, { value: cross(api, true), enumerable: true });
    },
  });
  preload((name: string) => {
    if (name === 'electron') return lacks('electron', { contextBridge, ipcRenderer });
    throw new Error(`module not found: ${name}`);
  }, {});
}
