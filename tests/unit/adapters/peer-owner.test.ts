import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ownerOf, peerOwner } from '../../../electron/adapters/peer-owner.ts';

const table = [
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
  '   0: 0100007F:4E20 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 599 1 0',
  '   1: 0100007F:C350 0100007F:4E20 01 00000000:00000000 00:00000000 00000000  1001        0 600 1 0',
  '   2: 0100007F:4E20 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000        0 601 1 0',
].join('\n');

describe('the owner of a connection', () => {
  it('is read from the line of the other end, not from our own', () => {
    expect(ownerOf(table, 50_000, 20_000)).toBe(1001);
    expect(ownerOf(table, 20_000, 50_000)).toBe(1000);
    expect(ownerOf(table, 50_001, 20_000)).toBeNull();
  });

  it('is found in the table for newer addresses, too', () => {
    const line =
      '   7: 0000000000000000FFFF00000100007F:C350 0000000000000000FFFF00000100007F:4E20 01 00000000:00000000 00:00000000 00000000  1002        0 1 1 0';
    expect(ownerOf(line, 50_000, 20_000)).toBe(1002);
  });

  it.runIf(process.platform === 'linux')('is this user for a connection of this very process', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    onTestFinished(() => {
      client.destroy();
      server.close();
    });
    const [socket] = (await once(server, 'connection')) as [Socket];
    expect(await peerOwner(socket)).toBe('same-user');
  });
});
