import { openSessionBus } from '../../electron/adapters/dbus/session-bus.ts';

/** Keeps the tray icons of a session, as a desktop's panel does, on the session's own bus. The answer ends it. */
export async function startTrayWatcher(env: NodeJS.ProcessEnv, hasHost: boolean = true): Promise<() => void> {
  const bus = await openSessionBus(env);
  bus.onCall(({ sender, serial, member }) => {
    if (sender === undefined) return;
    const isAsked = member === 'Get';
    bus.send({
      kind: 2,
      destination: sender,
      answers: serial,
      body: isAsked ? [{ type: 'v', value: { type: 'b', value: hasHost } }] : [],
    });
  });
  const named = await bus.call({
    destination: 'org.freedesktop.DBus',
    path: '/org/freedesktop/DBus',
    interface: 'org.freedesktop.DBus',
    member: 'RequestName',
    body: [
      { type: 's', value: 'org.kde.StatusNotifierWatcher' },
      { type: 'u', value: 0 },
    ],
  });
  if (named.kind !== 2) throw new Error('The bus gives the name to nobody.');
  return bus.close;
}
