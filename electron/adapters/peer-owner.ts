import { readFile } from 'node:fs/promises';
import type { PeerCheck } from '../broker/callers.ts';

const tables = ['/proc/net/tcp', '/proc/net/tcp6'].map((path) =>
  sharedReading(() => readFile(path, 'latin1').catch(() => null)),
);

/* 127.0.0.1 as the two tables write it. */
const loopbacks = ['0100007F', '0000000000000000FFFF00000100007F'];
const restOfLine = /^ \w+ \w+:\w+ \w+:\w+ \w+ +(\d+) /;
const longestRest = 150;

/**
 * Whose the other end of a loopback connection is, from Linux's table of connections. Other systems have no such table
 * that a program may read.
 */
export const peerOwner: PeerCheck = async ({ remoteAddress, remotePort, localPort }) => {
  const uid = process.getuid?.();
  if (process.platform !== 'linux' || uid === undefined) return 'unknown';
  /* The other addresses of this computer have ports of their own, which would be taken for those of 127.0.0.1. */
  if (remoteAddress !== '127.0.0.1' || remotePort === undefined || localPort === undefined)
    return 'other-user';
  let isReadable = false;
  for (const table of tables) {
    const text = await table();
    if (text === null) continue;
    isReadable = true;
    const owner = ownerOf(text, remotePort, localPort);
    if (owner !== null) return owner === uid ? 'same-user' : 'other-user';
  }
  /* What is in neither table is no connection of this computer's. */
  return isReadable ? 'other-user' : 'unknown';
};

/**
 * Reads anew for whoever asks, but once for all who ask while a reading is under way: it takes the system about a
 * millisecond, and more where there are many connections.
 */
export function sharedReading<T>(read: () => Promise<T>): () => Promise<T> {
  let current: Promise<T> | null = null;
  let next: Promise<T> | null = null;
  const begin = () => {
    const reading = read();
    current = reading;
    next = null;
    const over = () => {
      if (current === reading) current = null;
    };
    void reading.then(over, over);
    return reading;
  };
  /* One that is under way began too early to see who asks now. */
  return () => {
    if (current === null) return begin();
    next ??= current.then(begin, begin);
    return next;
  };
}

/** The owner of the connection from one port to another on 127.0.0.1, by the table's text; null where it is not there. */
export function ownerOf(table: string, from: number, to: number): number | null {
  for (const loopback of loopbacks) {
    const ends = ` ${loopback}:${hexPort(from)} ${loopback}:${hexPort(to)}`;
    const at = table.indexOf(`${ends} `);
    if (at === -1) continue;
    const rest = at + ends.length;
    const owner = restOfLine.exec(table.slice(rest, rest + longestRest))?.[1];
    if (owner !== undefined) return Number(owner);
  }
  return null;
}

function hexPort(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, '0');
}
