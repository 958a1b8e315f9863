import { readFile } from 'node:fs/promises';
import type { PeerCheck } from '../broker/callers.ts';

const tables = ['/proc/net/tcp', '/proc/net/tcp6'] as const;

/**
 * Whose the other end of a loopback connection is, from Linux's table of connections. Other systems have no such table
 * that a program may read.
 */
export const peerOwner: PeerCheck = async ({ remotePort, localPort }) => {
  const uid = process.getuid?.();
  if (process.platform !== 'linux' || uid === undefined) return 'unknown';
  if (remotePort === undefined || localPort === undefined) return 'other-user';
  let isReadable = false;
  for (const table of tables) {
    const text = await readFile(table, 'latin1').catch(() => null);
    if (text === null) continue;
    isReadable = true;
    const owner = ownerOf(text, remotePort, localPort);
    if (owner !== null) return owner === uid ? 'same-user' : 'other-user';
  }
  /* What is in neither table is no connection of this computer's. */
  return isReadable ? 'other-user' : 'unknown';
};

/** The owner of the connection from one port to another on 127.0.0.1, by the table's text; null where it is not there. */
export function ownerOf(table: string, from: number, to: number): number | null {
  const loopback = '(?:0000000000000000FFFF0000)?0100007F';
  const line = new RegExp(
    `^ *\\d+: ${loopback}:${hexPort(from)} ${loopback}:${hexPort(to)} \\w+ \\w+:\\w+ \\w+:\\w+ \\w+ +(\\d+) `,
    'm',
  );
  const owner = line.exec(table)?.[1];
  return owner === undefined ? null : Number(owner);
}

function hexPort(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, '0');
}
