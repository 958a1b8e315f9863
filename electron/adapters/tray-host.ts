import { openSessionBus } from './dbus/session-bus.ts';

/**
 * Whether a Linux desktop shows tray icons, as the session's bus answers within `patienceMs` milliseconds. Electron says nothing where nobody does, and its icon is simply not there; so
 * the one who keeps the icons is asked, as Chromium itself does. Desktops of the old kind, which are not on the bus, count
 * as without.
 */
export async function showsTrayIcons(env: NodeJS.ProcessEnv, patienceMs = 5000): Promise<boolean> {
  try {
    return await ask(env, patienceMs);
  } catch {
    return false;
  }
}

async function ask(env: NodeJS.ProcessEnv, patienceMs: number): Promise<boolean> {
  const bus = await openSessionBus(env, AbortSignal.timeout(patienceMs));
  try {
    const watcher = 'org.kde.StatusNotifierWatcher';
    const { kind, body } = await bus.call({
      destination: watcher,
      path: '/StatusNotifierWatcher',
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      body: [
        { type: 's', value: watcher },
        { type: 's', value: 'IsStatusNotifierHostRegistered' },
      ],
    });
    const [answer] = body;
    return kind === 2 && answer?.type === 'v' && answer.value.type === 'b' && answer.value.value;
  } finally {
    bus.close();
  }
}
