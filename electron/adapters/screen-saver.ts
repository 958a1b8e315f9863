import { setTimeout as wait } from 'node:timers/promises';
import { openSessionBus, type SessionBus } from './dbus/session-bus.ts';

const screenSaver = /^org\.(?:freedesktop|gnome|cinnamon|mate|xfce)\.ScreenSaver$/;

/**
 * Calls back whenever a Linux desktop locks the screen or hides what is on it, of which its screen saver tells on the
 * session's bus. A connection that ends is made again. What the screen did meanwhile nobody knows, so it counts as locked.
 * Where there is no bus in the first place nothing is told.
 */
export async function watchScreenSaver(env: NodeJS.ProcessEnv, hidden: () => void): Promise<void> {
  const connect = () => listen(env, hidden).catch(() => null);
  let bus = await connect();
  while (bus !== null) {
    await bus.over;
    bus = await again(connect);
    hidden();
  }
}

/* How long until the next try, in milliseconds: twice as long each time, up to the most. */
const firstPause = 1_000;
const longestPause = 60_000;

async function again(connect: () => Promise<SessionBus | null>): Promise<SessionBus> {
  for (let pause = firstPause; ; pause = Math.min(2 * pause, longestPause)) {
    await wait(pause, undefined, { ref: false });
    const bus = await connect();
    if (bus !== null) return bus;
  }
}

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
