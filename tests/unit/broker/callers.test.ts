import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { mostConnections } from '../../../electron/broker/broker-server.ts';
import { mostConnectionsOfOne } from '../../../electron/broker/crowds.ts';
import { newPass, passHash } from '../../../electron/core/pass.ts';
import { sampleSlip } from '../../component/sample-slips.ts';
import { answerOf, ask, openBroker, sendRaw } from '../../fakes/open-broker.ts';

const zone = `/client/v4/zones/${'b'.repeat(32)}`;

/** A request as bytes, with lines that a client would not write. */
function lines(
  port: number,
  pass: string,
  more: readonly string[],
  first = `GET ${zone} HTTP/1.1`,
  body = '',
): string {
  return [
    first,
    `Host: 127.0.0.1:${port}`,
    `Authorization: Bearer ${pass}`,
    'Connection: close',
    ...more,
    '',
    body,
  ].join('\r\n');
}

describe('a caller', () => {
  it('with the slip’s pass is served with the slip’s token', async () => {
    const open = await openBroker();
    const { status, text } = await ask(open, zone);
    expect([status, JSON.parse(text).result]).toEqual([200, { id: 'b'.repeat(32) }]);
    expect(open.arrived.map(({ path, token }) => [path, token])).toEqual([
      [zone, open.keychain.items.get(open.slip.id)],
    ]);
  });

  it.each([
    ['without a pass', { pass: null }],
    ['with another pass', { pass: newPass().reveal() }],
    ['with the token itself', { pass: 'cfat_0123456789012345678901234567890123456789' }],
    ['by another name of this computer', { headers: { host: 'localhost:1' } }],
    ['by a name that leads here', { headers: { host: 'evil.example' } }],
  ])('%s gets 401 in Cloudflare’s form and nothing else', async (_who, how) => {
    const open = await openBroker();
    for (const path of [zone, '/', '/permission-slip/plan', '/mcp', '/client/v4/user']) {
      const { status, text } = await ask(open, path, how);
      expect([status, JSON.parse(text)]).toEqual([
        401,
        {
          success: false,
          errors: [{ code: 1000, message: 'Invalid API Token' }],
          messages: [],
          result: null,
        },
      ]);
    }
    expect(open.arrived).toEqual([]);
  });

  it.each([
    ['Origin', 'null'],
    ['Sec-Fetch-Site', 'none'],
    ['Sec-Fetch-Dest', 'empty'],
    ['Access-Control-Request-Method', 'GET'],
  ])('from a web page is refused, even with a pass (%s)', async (name, value) => {
    const open = await openBroker();
    const { status, headers } = await ask(open, zone, { headers: { [name]: value } });
    expect(status).toBe(403);
    expect(Object.keys(headers).filter((one) => one.startsWith('access-control'))).toEqual([]);
    expect(open.arrived).toEqual([]);
  });

  it('that uses Node’s fetch is served', async () => {
    const open = await openBroker();
    const answer = await fetch(`http://127.0.0.1:${open.port}${zone}`, {
      headers: { authorization: `Bearer ${open.pass}` },
    });
    expect(answer.status).toBe(200);
  });

  it('is turned away when the system says that another user connected', async () => {
    const open = await openBroker({ parts: { peerOf: async () => 'other-user' } });
    expect((await ask(open, zone)).status).toBe(401);
    expect(open.arrived).toEqual([]);
  });

  it('with a preflight gets no word about what would be allowed', async () => {
    const open = await openBroker();
    const { status, headers } = await ask(open, zone, { method: 'OPTIONS', pass: null });
    expect([status, headers['access-control-allow-origin'], headers.allow]).toEqual([
      401,
      undefined,
      undefined,
    ]);
  });
});

describe('a request that can be read in two ways', () => {
  it.each([
    ['both length headers', ['Content-Length: 5', 'Transfer-Encoding: chunked'], '0\r\n\r\n'],
    ['two lengths', ['Content-Length: 5', 'Content-Length: 6'], 'hello!'],
    ['a length with a sign', ['Content-Length: +5'], 'hello'],
    ['an odd chunked', ['Transfer-Encoding: xchunked'], '0\r\n\r\n'],
    ['chunked twice', ['Transfer-Encoding: chunked, chunked'], '0\r\n\r\n'],
    ['chunked with more', ['Transfer-Encoding: gzip, chunked'], '0\r\n\r\n'],
    ['a chunk length that is no number', ['Transfer-Encoding: chunked'], '0x5\r\nhello\r\n0\r\n\r\n'],
    ['a folded line', ['Accept: a', ' b'], ''],
    ['a space before the colon', ['Accept : a'], ''],
    ['two Hosts', ['Host: evil.example'], ''],
    ['two passes', ['Authorization: Bearer x'], ''],
    ['a method override', ['X-HTTP-Method-Override: DELETE'], ''],
    ['another method override', ['X-HTTP-Method: DELETE'], ''],
    ['an upgrade', ['Upgrade: websocket'], ''],
    ['trailers', ['Trailer: Authorization'], ''],
    ['another expectation', ['Expect: 200-ok'], ''],
  ])('is not sent on: %s', async (_what, more, body) => {
    const open = await openBroker();
    const back = await sendRaw(open.port, lines(open.port, open.pass, more, `GET ${zone} HTTP/1.1`, body));
    expect(back).toMatch(/^HTTP\/1\.1 (?:400|401) /);
    expect(back).not.toMatch(/HTTP\/1\.1 200/);
    expect(open.arrived).toEqual([]);
  });

  it.each([
    ['an absolute address', `GET http://api.cloudflare.com${zone} HTTP/1.1`],
    ['CONNECT', 'CONNECT api.cloudflare.com:443 HTTP/1.1'],
    ['TRACE', `TRACE ${zone} HTTP/1.1`],
    ['OPTIONS of all', 'OPTIONS * HTTP/1.1'],
    ['an old protocol', `GET ${zone} HTTP/0.9`],
    ['a dot step', `GET ${zone}/../../accounts HTTP/1.1`],
    ['an encoded slash', `GET ${zone}%2Fdns_records HTTP/1.1`],
    ['a double slash', `GET /${zone} HTTP/1.1`],
    ['a fragment', `GET ${zone}#a HTTP/1.1`],
    ['a NUL', `GET ${zone}\0 HTTP/1.1`],
    ['a query name twice', `GET ${zone}/dns_records?name=a.b&name=c.d HTTP/1.1`],
  ])('is not sent on: %s', async (_what, first) => {
    const open = await openBroker();
    const back = await sendRaw(open.port, lines(open.port, open.pass, [], first));
    expect(back).not.toMatch(/^HTTP\/1\.1 [23]/);
    expect(open.arrived).toEqual([]);
  });

  it('a second request hidden in a body reaches nobody', async () => {
    const open = await openBroker();
    const hidden = lines(open.port, open.pass, [], `GET ${zone}/dns_records HTTP/1.1`);
    const back = await sendRaw(
      open.port,
      lines(open.port, open.pass, [`Content-Length: ${hidden.length}`], `GET ${zone} HTTP/1.1`, hidden),
    );
    expect(back).toMatch(/^HTTP\/1\.1 400 /);
    expect(open.arrived).toEqual([]);
  });
});

describe('what others may cost', () => {
  it('headers without an end are cut off', async () => {
    const open = await openBroker();
    const back = await new Promise<number>((resolve) => {
      const socket = connect(open.port, '127.0.0.1');
      const piece = `X-Much: ${'a'.repeat(8000)}\r\n`;
      let sent = 0;
      const more = () => {
        while (!socket.destroyed && sent < 1e9) {
          sent += piece.length;
          if (!socket.write(piece)) return;
        }
      };
      socket.on('drain', more).on('error', () => undefined);
      socket.on('close', () => resolve(sent));
      socket.write(`GET ${zone} HTTP/1.1\r\n`);
      more();
    });
    expect(back).toBeLessThan(20_000_000);
  });

  it('many who wait without a pass make room for one who has one', async () => {
    const open = await openBroker();
    const crowd = Array.from({ length: 600 }, () =>
      connect(open.port, '127.0.0.1').on('error', () => undefined),
    );
    await Promise.all(crowd.map((socket) => new Promise((done) => socket.once('connect', done))));
    expect((await ask(open, zone)).status).toBe(200);
    const left = crowd.filter((socket) => !socket.destroyed && socket.readyState === 'open');
    for (const socket of crowd) socket.destroy();
    expect(left.length).toBeLessThan(400);
  });

  /* Shows its pass, is answered, and stays. */
  const stay = (port: number, pass: string) =>
    new Promise<Socket>((resolve) => {
      const socket = connect(port, '127.0.0.1').on('error', () => undefined);
      socket.once('data', () => resolve(socket)).once('close', () => resolve(socket));
      socket.write(lines(port, pass, []).replace('Connection: close\r\n', ''));
    });
  const stayAll = (port: number, passes: readonly string[]) =>
    Promise.all(passes.map((pass) => stay(port, pass)));
  const inForce = ({ destroyed, readyState }: Socket) => !destroyed && readyState === 'open';

  it('no more come in than there may be connections, and others do once one lets go', async () => {
    const slip = sampleSlip({ route: { kind: 'local' } });
    const holderOf = (pass: string) => ({ slip, hash: passHash(pass) });
    const routes = { holderOf, holds: () => true };
    const open = await openBroker({ parts: { routes, mostAsked: Number.POSITIVE_INFINITY } });
    const kept: Socket[] = [];
    while (kept.length < mostConnections) {
      const pass = newPass().reveal();
      kept.push(...(await stayAll(open.port, Array<string>(mostConnectionsOfOne).fill(pass))));
    }
    expect(kept.filter((socket) => !inForce(socket))).toEqual([]);
    await expect(ask(open, zone)).rejects.toThrow();
    kept[0]?.destroy();
    await expect
      .poll(() =>
        ask(open, zone).then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(200);
    for (const socket of kept) socket.destroy();
  });

  it('an agent keeps some connections for sure, and with many more leaves room for others', async () => {
    const open = await openBroker({ parts: { mostAsked: Number.POSITIVE_INFINITY } });
    const kept: Socket[] = [];
    for (let turn = 0; turn < 6; turn += 1) {
      kept.push(...(await stayAll(open.port, Array<string>(100).fill(open.pass))));
    }
    const left = () => kept.filter(inForce);
    await expect.poll(() => left().length).toBeLessThan(400);
    expect(left().slice(0, mostConnectionsOfOne)).toEqual(kept.slice(0, mostConnectionsOfOne));
    for (const socket of kept) socket.destroy();
  });

  it('whoever is asked for a pass while sending much is answered before it is all there', async () => {
    const open = await openBroker();
    const back = await sendRaw(
      open.port,
      `POST /client/v4/graphql HTTP/1.1\r\nHost: 127.0.0.1:${open.port}\r\nContent-Length: 99999999\r\n\r\n{`,
    );
    expect(back).toMatch(/^HTTP\/1\.1 401 /);
  });
});

it('answers nothing that a stranger could tell the app by', async () => {
  const open = await openBroker({ answer: () => answerOf(null) });
  const { headers, text } = await ask(open, '/', { pass: null });
  expect(Object.keys(headers).toSorted()).toEqual([
    'cache-control',
    'connection',
    'content-length',
    'content-type',
    'date',
  ]);
  expect(text).not.toMatch(/permission/i);
});
