import { describe, expect, it } from 'vitest';
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
      const tell = (isOn: boolean) =>
        bus.send({
          kind: 4,
          path: `/${screenSaver.replaceAll('.', '/')}`,
          interface: screenSaver,
          member: 'ActiveChanged',
          body: [{ type: 'b', value: isOn }],
        });
      tell(false);
      tell(true);
      /* At once: a question that nobody answers is held for longer than this waits. */
      await app.until(
        ({ windows }) => !windows.some(({ file, isShown }) => file === 'approvals.html' && isShown),
      );
      expect((await asked).status).toBe(403);
      expect((await till(ask)).content).toBe(content);
      bus.close();
    },
  );
});
