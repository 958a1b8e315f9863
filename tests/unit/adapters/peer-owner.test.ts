import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ownerOf, peerOwner, sharedReading } from '../../../electron/adapters/peer-owner.ts';

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

describe.runIf(process.platform === 'linux')('a connection from another address of this computer', () => {
  it('is another user’s, since its port may be that of somebody else’s connection', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const client = connect({
      port: (server.address() as AddressInfo).port,
      host: '127.0.0.1',
      localAddress: '127.0.0.2',
    });
    onTestFinished(() => {
      client.destroy();
      server.close();
    });
    const [socket] = (await once(server, 'connection')) as [Socket];
    const { localPort, remotePort } = socket;
    const first = connect({ port: localPort ?? 0, host: '127.0.0.1', localPort: remotePort ?? 0 });
    onTestFinished(() => void first.destroy());
    await once(server, 'connection');
    expect(await peerOwner(socket)).toBe('other-user');
  });
});

describe('a reading that many share', () => {
  it('is never one that began before somebody asked', async () => {
    const begun: PromiseWithResolvers<number>[] = [];
    const read = sharedReading(() => {
      const one = Promise.withResolvers<number>();
      begun.push(one);
      return one.promise;
    });
    const first = read();
    const [second, third] = [read(), read()];
    expect(begun).toHaveLength(1);
    begun[0]?.resolve(1);
    expect(await first).toBe(1);
    await expect.poll(() => begun.length).toBe(2);
    begun[1]?.resolve(2);
    expect(await Promise.all([second, third])).toEqual([2, 2]);
    const later = read();
    expect(begun).toHaveLength(3);
    begun[2]?.reject(new Error('no table'));
    await expect(later).rejects.toThrow('no table');
  });
});
