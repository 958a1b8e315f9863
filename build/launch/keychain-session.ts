import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { diesWithUs } from './dies-with-us.ts';
import { patience } from './patience.ts';

/**
 * What a program finds when it asks for the keychain of a Linux desktop:
 * `unlocked`: a Secret Service that is open; `locked`: one that is closed, with nobody there to open it;
 * `absent`: a D-Bus session without any Secret Service.
 */
export type KeychainState = 'unlocked' | 'locked' | 'absent';

export type KeychainSession = {
  /** The variables that put a program into this session. */
  readonly env: Readonly<Record<string, string>>;
  /** Closes the keyring, as a screen lock may. */
  lock(): Promise<void>;
  /** Opens it again, as its owner would with the password. */
  unlock(): Promise<void>;
  /** Ends every process of the session and deletes its files. */
  stop(): Promise<void>;
};

const run = promisify(execFile);
const password = 'password of a test keyring';

/**
 * Starts a private D-Bus session, with a GNOME keyring unless it is `absent`. Linux only. Nothing of the person's own
 * session or keychain is reached, and the processes end with this one even if it is killed.
 */
export async function startKeychainSession(state: KeychainState = 'unlocked'): Promise<KeychainSession> {
  // A socket's path may have 107 bytes, so the folder is made right under the system's.
  const folder = await mkdtemp(join(tmpdir().length > 60 ? '/tmp' : tmpdir(), 'slip-bus-'));
  const address = `unix:path=${join(folder, 'bus')}`;
  const folders = { HOME: folder, XDG_RUNTIME_DIR: join(folder, 'run'), XDG_DATA_HOME: join(folder, 'data') };
  const more = { XDG_CONFIG_HOME: join(folder, 'config'), XDG_CACHE_HOME: join(folder, 'cache') };
  const env = { ...folders, ...more, DBUS_SESSION_BUS_ADDRESS: address };
  for (const path of Object.values({ ...folders, ...more }))
    await mkdir(path, { recursive: true, mode: 0o700 });

  const stops: (() => Promise<void>)[] = [];
  const drop = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', drop);
  const stop = async () => {
    for (const stopOne of stops.splice(0).reverse()) await stopOne();
    process.off('exit', drop);
    drop();
  };
  const start = (program: string, args: readonly string[], input?: string) => {
    const child = spawn(...diesWithUs(program, args), {
      env: { PATH: process.env.PATH, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        said += chunk;
      });
    }
    child.stdin.end(input);
    const ended = Promise.race([once(child, 'exit'), once(child, 'error')]);
    ended.catch(() => undefined);
    stops.push(async () => {
      child.kill();
      const late = setTimeout(() => child.kill('SIGKILL'), 2_000);
      await ended.catch(() => undefined);
      clearTimeout(late);
    });
    return { hasEnded: () => child.exitCode !== null || child.signalCode !== null, said: () => said };
  };

  const environment = { PATH: process.env.PATH, ...env };
  const lock = async () => {
    const secrets = [
      '--session',
      '--dest=org.freedesktop.secrets',
      '--print-reply',
      '/org/freedesktop/secrets',
    ];
    const login = 'array:objpath:/org/freedesktop/secrets/collection/login';
    await run('dbus-send', [...secrets, 'org.freedesktop.Secret.Service.Lock', login], { env: environment });
  };
  // The daemon takes a password only when it starts, so opening means a new daemon.
  const unlock = async () => {
    if (stops.length > 1) await stops.pop()?.();
    const keyring = start(
      'gnome-keyring-daemon',
      ['--unlock', '--foreground', '--components=secrets'],
      password,
    );
    await ask(env, keyring, 'GetNameOwner', 'string:org.freedesktop.secrets');
  };

  try {
    const config = join(folder, 'bus.conf');
    await writeFile(config, busConfig(address));
    const bus = start('dbus-daemon', [`--config-file=${config}`, '--nofork', '--nopidfile']);
    await ask(env, bus, 'ListNames');
    if (state !== 'absent') await unlock();
    if (state === 'locked') await lock();
  } catch (error) {
    await stop();
    throw error;
  }
  return { env, lock, unlock, stop };
}

const tick = () => new Promise((resolve) => setTimeout(resolve, 10));

/** Repeats a question to the bus until it is answered well; `program` is the one whose start is awaited. */
async function ask(
  env: Readonly<Record<string, string>>,
  program: { hasEnded(): boolean; said(): string },
  method: string,
  ...args: string[]
): Promise<void> {
  const target = ['--session', '--dest=org.freedesktop.DBus', '--print-reply', '/org/freedesktop/DBus'];
  for (const deadline = Date.now() + patience; ; await tick()) {
    try {
      await run('dbus-send', [...target, `org.freedesktop.DBus.${method}`, ...args], {
        env: { PATH: process.env.PATH, ...env },
      });
      return;
    } catch (error) {
      if (program.hasEnded() || Date.now() > deadline) {
        throw new Error(`The private keychain session did not start: ${program.said()}`, { cause: error });
      }
    }
  }
}

/** A session bus that starts no services by itself: the usual one would bring a keyring where none is wanted. */
const busConfig = (
  address: string,
) => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>${address}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
