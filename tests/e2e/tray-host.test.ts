import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startKeychainSession } from '../../build/launch/keychain-session.ts';
import { busPath } from '../../electron/adapters/dbus/session-bus.ts';
import { showsTrayIcons } from '../../electron/adapters/tray-host.ts';
import { startTrayWatcher } from '../fakes/tray-watcher.ts';
import { tempFolder } from '../unit/adapters/temp-folder.ts';

async function session() {
  const started = await startKeychainSession('absent');
  onTestFinished(() => started.stop());
  return started.env;
}

/* The real D-Bus daemon checks every byte that both sides write. */
describe.skipIf(process.platform !== 'linux')('whether a desktop shows tray icons', () => {
  it('is what the one who keeps them says, and no once nobody keeps them', async () => {
    const env = await session();
    expect(await showsTrayIcons(env)).toBe(false);
    const stop = await startTrayWatcher(env);
    onTestFinished(stop);
    expect(await showsTrayIcons(env)).toBe(true);
    stop();
    await expect.poll(() => showsTrayIcons(env)).toBe(false);
  });

  it('is no where icons are kept and nobody shows them', async () => {
    const env = await session();
    onTestFinished(await startTrayWatcher(env, false));
    expect(await showsTrayIcons(env)).toBe(false);
  });

  it('is seen by other programs of the session in the same way', async () => {
    const env = await session();
    onTestFinished(await startTrayWatcher(env));
    const { stdout } = await promisify(execFile)(
      'dbus-send',
      [
        '--session',
        '--print-reply',
        '--dest=org.kde.StatusNotifierWatcher',
        '/StatusNotifierWatcher',
        'org.freedesktop.DBus.Properties.Get',
        'string:org.kde.StatusNotifierWatcher',
        'string:IsStatusNotifierHostRegistered',
      ],
      { env: { PATH: process.env.PATH, ...env } },
    );
    expect(stdout).toContain('boolean true');
  });

  it.each([
    ['silent', () => undefined],
    ['rude', (write: (text: string) => void) => write('REJECTED\r\n')],
    ['talking nonsense', (write: (text: string) => void) => write(`OK 1\r\nl${'\xff'.repeat(40)}`)],
  ])('is no where the bus is %s', async (_how, behave) => {
    const path = join(await tempFolder(), 'bus');
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      behave((text) => socket.write(text, 'latin1'));
    }).listen(path);
    onTestFinished(() => void server.close());
    expect(await showsTrayIcons({ DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` }, 1000)).toBe(false);
  });

  it('is no without a bus, and the bus is found where the session says', async () => {
    expect(await showsTrayIcons({})).toBe(false);
    expect([
      busPath({ DBUS_SESSION_BUS_ADDRESS: 'tcp:host=x;unix:abstract=/tmp/a%20b,guid=1' }),
      busPath({ DBUS_SESSION_BUS_ADDRESS: 'unix:guid=1,path=/run/bus' }),
      busPath({ XDG_RUNTIME_DIR: '/run/user/7' }),
    ]).toEqual(['\0/tmp/a b', '/run/bus', join('/run/user/7', 'bus')]);
  });
});
