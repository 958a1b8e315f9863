import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../../electron/adapters/public-address.ts';
import { createPublicWeb, readText } from '../../../electron/adapters/public-web.ts';
import { largestLiveText } from '../../../electron/broker/mcp/live-web.ts';

const asked = { method: 'GET', host: 'bakery.example', path: '/', wantsText: false } as const;

describe('an address', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.31.0.1',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::a00:1',
    'fc00::1',
    'fe80::1',
    'ff02::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'no address',
  ])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['1.1.1.1', '104.16.132.229', '172.32.0.1', '2606:4700::6810:84e5'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe('the public web', () => {
  it('opens no name that leads to a private address, not even beside a public one', async () => {
    const web = createPublicWeb({
      resolve: async () => [
        { address: '1.1.1.1', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ],
    });
    expect(await web(asked, new AbortController().signal)).toEqual({ kind: 'not-public' });
  });

  it('asks for a name once, so that it can lead nowhere else when the connection is made', async () => {
    const asks: string[] = [];
    const web = createPublicWeb({
      resolve: async (host) => {
        asks.push(host);
        return [{ address: asks.length === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }];
      },
      mayReach: (address) => address === '127.0.0.1',
      port: 1,
    });
    expect(await web(asked, new AbortController().signal)).toEqual({ kind: 'failed' });
    expect(asks).toEqual(['bakery.example']);
  });

  it('tells a name that leads nowhere, and an address that does not answer', async () => {
    const nowhere = createPublicWeb({ resolve: async () => [] });
    expect(await nowhere(asked, new AbortController().signal)).toEqual({ kind: 'no-address' });
    const closed = createPublicWeb({
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      mayReach: () => true,
      port: 1,
    });
    expect(await closed(asked, new AbortController().signal)).toEqual({ kind: 'failed' });
  });

  it.each([
    ['whole', ['User-agent: *', '\nAllow: /\n'], 'User-agent: *\nAllow: /\n'],
    ['up to what is read of it', ['a'.repeat(20_000), 'b'], 'a'.repeat(largestLiveText)],
    ['up to its last whole sign', [`a${'ü'.repeat(10_000)}`], `a${'ü'.repeat(largestLiveText / 2 - 1)}`],
  ])('reads a text %s', async (_how, pieces, text) => {
    expect(await readText(Readable.from(pieces.map((piece) => Buffer.from(piece))))).toBe(text);
  });

  it('reads no text that breaks off', async () => {
    const body = new PassThrough();
    body.on('error', () => undefined).write('half');
    setImmediate(() => body.destroy(new Error('broken off')));
    expect(await readText(body)).toBeNull();
  });
});
