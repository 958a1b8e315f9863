import { describe, expect, it } from 'vitest';
import type { Value } from '../../electron/adapters/dbus/message.ts';
import { openSessionBus } from '../../electron/adapters/dbus/session-bus.ts';
import { openWithAgent, questionOf, till } from './agent-house.ts';
import { hasPrivateKeychain } from './house.ts';

describe.skipIf(!hasPrivateKeychain)('a screen that is locked', () => {
  it.each(['org.gnome.ScreenSaver', 'org.freedesktop.ScreenSaver'])(
    'ends the questions that nobody is there to answer, as told by %s',
    async (screenSaver) => {
      const { app, ask, env } = await openWithAgent();
      const { path, content } = await till(ask);
      const asked = ask('PATCH', path, { content: '198.51.100.7' });
      await questionOf(app);
      const bus = await openSessionBus(env);
      const tell = (value: Value) =>
        bus.send({
          kind: 4,
          path: `/${screenSaver.replaceAll('.', '/')}`,
          interface: screenSaver,
          member: 'ActiveChanged',
          body: [value],
        });
      /* Longer than anything that is read: the app lets go of the bus, and comes again. */
      tell({ type: 's', value: 'x'.repeat(70_000) });
      tell({ type: 'b', value: false });
      const isAsking = async () => {
        tell({ type: 'b', value: true });
        const { windows } = await app.desktop();
        return windows.some(({ file, isShown }) => file === 'approvals.html' && isShown);
      };
      /* A question that nobody answers is held for longer than this waits. */
      await expect.poll(isAsking, { interval: 200 }).toBe(false);
      expect((await asked).status).toBe(403);
      expect((await till(ask)).content).toBe(content);
      bus.close();
    },
  );
});
