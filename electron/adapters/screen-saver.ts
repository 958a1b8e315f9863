import { openSessionBus } from './dbus/session-bus.ts';

const screenSaver = /^org\.(?:freedesktop|gnome|cinnamon|mate|xfce)\.ScreenSaver$/;

/**
 * Calls back whenever a Linux desktop locks the screen or hides what is on it, of which its screen saver tells on the
 * session's bus. Where there is no bus, or it ends, nothing is told.
 */
export async function watchScreenSaver(env: NodeJS.ProcessEnv, hidden: () => void): Promise<void> {
  try {
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
  } catch {
    /* A desktop without a bus has nobody who would tell. */
  }
}
