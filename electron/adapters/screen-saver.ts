import { setTimeout as wait } from 'node:timers/promises';
import { openSessionBus, type SessionBus } from './dbus/session-bus.ts';

const screenSaver = /^org\.(?:freedesktop|gnome|cinnamon|mate|xfce)\.ScreenSaver$/;

/**
 * Calls back whenever a Linux desktop locks the screen or hides what is on it, of which its screen saver tells on the
 * session's bus. A connection that ends is made again; where there is no bus nothing is told.
 */
export async function watchScreenSaver(env: NodeJS.ProcessEnv, hidden: () => void): Promise<void> {
  for (;;) {
    const bus = await listen(env, hidden).catch(() => null);
    if (bus === null) return;
    await bus.over;
    await wait(againMs, undefined, { ref: false });
  }
}

const againMs = 1_000;

async function listen(env: NodeJS.ProcessEnv, hidden: () => void): Promise<SessionBus> {
  const bus = await openSessionBus(env);
  bus.onSignal(({ interface: from = '', member, body: [isOn] }) => {
    if (screenSaver.test(from) && member === 'ActiveChanged' && isOn?.type === 'b' && isOn.value) hidden();
  });
  await bus.call({
    destination: 'org.freedesktop.DBus',
    path: '/org/freedesktop/DBus',
    interface: 'org.freedesktop.DBus',
    member: 'AddMatch',
    body: [{ type: 's', value: "type='signal',member='ActiveChanged'" }],
  });
  return bus;
}
