import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { decode, encode, type Message } from './message.ts';

/** A connection to the session's bus. */
export type SessionBus = {
  /** Calls a method, and answers with the message that comes back, which may be an error. */
  readonly call: (message: Omit<Message, 'kind' | 'serial'>) => Promise<Message>;
  readonly send: (message: Omit<Message, 'serial'>) => void;
  readonly onCall: (listener: (message: Message) => void) => void;
  readonly onSignal: (listener: (message: Message) => void) => void;
  readonly close: () => void;
  /** Resolves once the connection is over, whoever ended it. */
  readonly over: Promise<void>;
};

/** Where the session's bus listens, for Node: a path, or an abstract name, which begins with a zero byte. */
export function busPath(env: NodeJS.ProcessEnv): string | null {
  for (const address of (env.DBUS_SESSION_BUS_ADDRESS ?? '').split(';')) {
    const found = /^unix:(?:.*,)?(path|abstract)=([^,]+)/.exec(address);
    if (found === null) continue;
    const name = decodeURIComponent(found[2] ?? '');
    return found[1] === 'abstract' ? `\0${name}` : name;
  }
  return env.XDG_RUNTIME_DIR ? join(env.XDG_RUNTIME_DIR, 'bus') : null;
}

const bus = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
};

/**
 * Connects to the bus of a session; rejects where there is none or it does not let us in. Once `signal` is aborted the
 * connection is closed, and what waits for an answer rejects.
 */
export async function openSessionBus(env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<SessionBus> {
  const path = busPath(env);
  if (path === null) throw new Error('There is no session bus.');
  const socket = connect({ path, signal });
  const waiting = new Map<number, (message: Message) => void>();
  let listener: (message: Message) => void = () => undefined;
  let hearSignal = listener;
  let lastSerial = 0;
  const ended = new Promise<never>((_resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('The bus is gone.')));
  });
  ended.catch(() => undefined);
  const rest = await Promise.race([logIn(socket), ended]).catch((error: unknown) => {
    socket.destroy();
    throw error;
  });
  readMessages(socket, rest, (message) => {
    if (message.kind === 1) listener(message);
    else if (message.kind === 4) hearSignal(message);
    else waiting.get(message.answers ?? 0)?.(message);
  });

  const write = (message: Omit<Message, 'serial'>) => {
    lastSerial += 1;
    socket.write(encode({ ...message, serial: lastSerial }));
    return lastSerial;
  };
  const call: SessionBus['call'] = (message) => {
    const answered = new Promise<Message>((resolve) => waiting.set(write({ ...message, kind: 1 }), resolve));
    return Promise.race([answered, ended]);
  };
  await call({ ...bus, member: 'Hello', body: [] });
  return {
    call,
    send: (message) => void write(message),
    onCall: (listen) => {
      listener = listen;
    },
    onSignal: (listen) => {
      hearSignal = listen;
    },
    close: () => socket.destroy(),
    over: ended.catch(() => undefined),
  };
}

/* The bus asks the system who is at the other end, and compares. */
async function logIn(socket: Socket): Promise<Buffer> {
  const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
  socket.write(`\0AUTH EXTERNAL ${user}\r\n`);
  let said = Buffer.alloc(0);
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    said = Buffer.concat([said, chunk as Buffer]);
    const end = said.indexOf('\r\n');
    if (end < 0) continue;
    if (!said.subarray(0, end).toString().startsWith('OK ')) break;
    socket.write('BEGIN\r\n');
    return said.subarray(end + 2);
  }
  throw new Error('The bus does not let us in.');
}

function readMessages(socket: Socket, first: Buffer, hear: (message: Message) => void): void {
  let buffered = first;
  socket.on('data', (chunk: Buffer) => {
    buffered = Buffer.concat([buffered, chunk]);
    try {
      for (let next = decode(buffered); next !== null; next = decode(buffered)) {
        buffered = buffered.subarray(next.length);
        hear(next.message);
      }
    } catch {
      socket.destroy();
    }
  });
}
