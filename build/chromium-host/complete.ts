import { EventEmitter } from 'node:events';

/** Keys that languages and tools probe for on any object; Electron's objects lack them, too. */
const probed = new Set(['then', 'toJSON', '__esModule', 'default', 'domain', 'inspect']);

/** Throws where a member may not be used now. */
export type Guarded = { guard?: (key: string) => void };

/** An object, or a class and its objects, that throws where a member is missing instead of being silently undefined. */
export function complete<T extends object>(name: string, object: T & Guarded): T {
  return new Proxy(object, {
    get(target, key) {
      if (typeof key === 'string' && !(key in target) && !probed.has(key)) {
        throw new Error(`The chromium-host has no ${name}.${key}.`);
      }
      if (key !== 'guard') object.guard?.(String(key));
      return Reflect.get(target, key) as unknown;
    },
    construct: (target, args) =>
      complete(name, Reflect.construct(target as new () => object, args) as object),
  });
}

/** An object with events, which Electron types one by one: what is not an event is checked against electron.d.ts. */
export const withEvents = <T extends object>(own: T, events = new EventEmitter()) =>
  Object.assign(events, own);

/** Setters that only note what they were given, under their own name, for tests to look at. */
export function noting<T extends object>(
  notes: Map<string, unknown>,
  names: readonly (keyof T & string)[],
  noted: () => void = () => undefined,
): T {
  const note = (name: string) => (value?: unknown) => {
    notes.set(name, value);
    noted();
  };
  return Object.fromEntries(names.map((name) => [name, note(name)])) as T;
}

/** What a listener gets first: Electron's event, which some listeners may prevent. */
export function preventable<T extends object>(details: T) {
  const event = {
    ...details,
    defaultPrevented: false,
    preventDefault: () => {
      event.defaultPrevented = true;
    },
  };
  return event;
}

/** Copies as crossing a process does. What Playwright would lose on the way is refused. Needs nothing around it. */
export function carry<T>(value: T): T {
  const look = (part: unknown): void => {
    if (part instanceof Map || part instanceof Set)
      throw new Error('The chromium-host carries no Map or Set.');
    if (typeof part === 'object' && part !== null && !ArrayBuffer.isView(part))
      Object.values(part).forEach(look);
  };
  const copy = structuredClone(value);
  look(copy);
  return copy;
}
