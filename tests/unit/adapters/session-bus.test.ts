import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSessionBus } from '../../../electron/adapters/dbus/session-bus.ts';
import { showsTrayIcons } from '../../../electron/adapters/tray-host.ts';
import { tempFolder } from './temp-folder.ts';

/** A bus that does no more than it is told to; `left` resolves once its caller has closed the connection. */
async function startBus(greet: (caller: Socket) => void) {
  const path = join(await tempFolder(), 'bus');
  const { promise: left, resolve } = Promise.withResolvers<void>();
  const callers: Socket[] = [];
  const server = createServer((caller) => {
    callers.push(caller);
    caller.on('error', () => undefined).once('close', () => resolve());
    greet(caller);
  });
  await new Promise<void>((listens) => server.listen(path, listens));
  onTestFinished(() => {
    for (const caller of callers) caller.destroy();
    server.close();
  });
  return { env: { DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` }, left };
}

describe.runIf(process.platform === 'linux')('the connection to the session’s bus', () => {
  it('is closed where the bus does not let us in', async () => {
    const bus = await startBus((caller) => caller.once('data', () => caller.write('REJECTED EXTERNAL\r\n')));
    await expect(openSessionBus(bus.env)).rejects.toThrow('does not let us in');
    await bus.left;
  });

  it('is closed where nobody answers in time, and then there is no tray', async () => {
    const bus = await startBus((caller) => caller.resume());
    expect(await showsTrayIcons(bus.env, 1000)).toBe(false);
    await bus.left;
  });
});
