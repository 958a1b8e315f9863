import { createServer, connect as open } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startKeychainSession } from '../../build/launch/keychain-session.ts';
import type { Value } from '../../electron/adapters/dbus/message.ts';
import { busPath, openSessionBus } from '../../electron/adapters/dbus/session-bus.ts';
import { watchScreenSaver } from '../../electron/adapters/screen-saver.ts';
import { tempFolder } from '../unit/adapters/temp-folder.ts';
import { openWithAgent, questionOf, till } from './agent-house.ts';
import { hasPrivateKeychain } from './house.ts';

/** Tells as a desktop's screen saver does whether it is on. */
async function openScreenSaver(env: NodeJS.ProcessEnv, name = 'org.gnome.ScreenSaver') {
  const bus = await openSessionBus(env);
  onTestFinished(bus.close);
  return (isOn: boolean | Value) =>
    bus.send({
      kind: 4,
      path: `/${name.replaceAll('.', '/')}`,
      interface: name,
      member: 'ActiveChanged',
      body: [typeof isOn === 'boolean' ? { type: 'b', value: isOn } : isOn],
    });
}

describe.skipIf(!hasPrivateKeychain)('a screen that is locked', () => {
  it.each(['org.gnome.ScreenSaver', 'org.freedesktop.ScreenSaver'])(
    'ends the questions that nobody is there to answer, as told by %s',
    async (screenSaver) => {
      const { app, ask, env } = await openWithAgent();
      const { path, content } = await till(ask);
      const asked = ask('PATCH', path, { content: '198.51.100.7' });
      await questionOf(app);
      const tell = await openScreenSaver(env, screenSaver);
      tell(false);
      const isAsking = async () => {
        tell(true);
        const { windows } = await app.desktop();
        return windows.some(({ file, isShown }) => file === 'approvals.html' && isShown);
      };
      /* A question that nobody answers is held for longer than this waits. */
      await expect.poll(isAsking, { interval: 200 }).toBe(false);
      expect((await asked).status).toBe(403);
      expect((await till(ask)).content).toBe(content);
    },
  );
});

/** A way to a session's bus, which can be closed to whoever comes. */
async function openWay(env: NodeJS.ProcessEnv) {
  const path = join(await tempFolder(), 'bus');
  const way = { env: { DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` }, isClosed: false, turnedAway: 0 };
  const server = createServer((caller) => {
    if (way.isClosed) {
      way.turnedAway += 1;
      caller.destroy();
      return;
    }
    const bus = open(busPath(env) ?? '');
    caller.on('error', () => undefined).once('close', () => bus.destroy());
    bus.on('error', () => undefined).once('close', () => caller.destroy());
    caller.pipe(bus).pipe(caller);
  });
  await new Promise<void>((listens) => server.listen(path, listens));
  onTestFinished(() => void server.close());
  return way;
}

describe.skipIf(process.platform !== 'linux')('the watch over the screen saver', () => {
  it('comes back to a bus that it lost and could not come back to at once, and takes the screen for locked meanwhile', async () => {
    const session = await startKeychainSession('absent');
    onTestFinished(() => session.stop());
    const way = await openWay(session.env);
    let locks = 0;
    void watchScreenSaver(way.env, () => {
      locks += 1;
    });
    const tell = await openScreenSaver(session.env);
    const hears = async () => {
      const before = locks;
      const told = () => {
        tell(true);
        return locks;
      };
      await expect.poll(told).toBeGreaterThan(before);
    };
    await hears();
    way.isClosed = true;
    /* Longer than anything that is read, so the connection is given up. */
    tell({ type: 's', value: 'x'.repeat(70_000) });
    await expect.poll(() => way.turnedAway).toBeGreaterThan(0);
    const before = locks;
    way.isClosed = false;
    await expect.poll(() => locks).toBe(before + 1);
    await hears();
  });

  it('tells of nothing where there is no bus, and ends', async () => {
    await watchScreenSaver({}, () => expect.unreachable());
  });
});
