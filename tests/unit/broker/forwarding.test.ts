import { getEventListeners } from 'node:events';
import { createServer, request as httpRequest, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createUndiciUpstream } from '../../../electron/adapters/cloudflare/undici-upstream.ts';
import type { ActivityEntry } from '../../../electron/broker/activity.ts';
import { changeAnswers } from '../../../electron/broker/change-answers.ts';
import { mostAtOnce } from '../../../electron/broker/crowds.ts';
import type { Exchange } from '../../../electron/broker/exchange.ts';
import type { Changes, OwnAnswer, Session } from '../../../electron/broker/ports.ts';
import { passedOn, sendOn } from '../../../electron/broker/send-on.ts';
import { Secret } from '../../../electron/core/secret.ts';
import type { Refusal } from '../../../shared/policy/policy.ts';
import { bakery, bakeryZone } from '../../component/sample-slips.ts';
import { sampleSession } from '../../fakes/broker-sessions.ts';
import { answerOf, ask, openBroker, samplePolicy } from '../../fakes/open-broker.ts';
import { accountToken } from '../../fakes/tokens.ts';

const zone = `/client/v4/zones/${bakeryZone.id}`;
const record = `${zone}/dns_records/${'c'.repeat(32)}`;
const files = `/client/v4/accounts/${bakery.id}/files`;

/** A broker in front of a real server on another port. */
async function openBefore(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const upstream = createUndiciUpstream(`http://127.0.0.1:${port}/client/v4`);
  return openBroker({ upstream });
}

/* No header may hold this sign. */
const unwritable = { 'content-type': 'text/\u0001' };
const refusal: Refusal = { code: 'body-refused', says: 'This slip never changes NS records.' };

describe('what is sent on', () => {
  it('bears the slip’s token and nothing that the agent wanted to count in its place', async () => {
    const open = await openBroker();
    await ask(open, zone, {
      headers: {
        'X-Auth-Key': 'k'.repeat(37),
        'X-Auth-Email': 'owner@bakery.example',
        Cookie: 'session=1',
        'X-Forwarded-For': '192.0.2.1',
        'CF-Access-Client-Secret': 'x',
        'User-Agent': 'wrangler/4',
        Accept: 'application/json',
      },
    });
    expect(open.arrived.map(({ headers, token }) => [token, headers])).toEqual([
      [
        accountToken,
        { 'user-agent': 'wrangler/4', accept: 'application/json', 'accept-encoding': 'identity' },
      ],
    ]);
  });

  it('is exactly the bytes that were read', async () => {
    const open = await openBroker();
    const body = '{ "query" : "{ viewer { zones } }",\n"n": 1.50 }';
    await ask(open, '/client/v4/graphql', { method: 'POST', body });
    expect(open.arrived.map(({ text, headers }) => [text, headers['content-type']])).toEqual([
      [body, 'application/json'],
    ]);
  });

  it.each([
    ['no rule names', '/client/v4/user/tokens', {}, 403],
    ['is about another website', `/client/v4/zones/${'d'.repeat(32)}`, {}, 403],
    ['has a query that is not allowed', `${zone}/dns_records?per_page=1`, {}, 403],
    ['has a body that it should not have', zone, { body: '{}', headers: { 'content-length': '2' } }, 400],
    ['is not JSON', '/client/v4/graphql', { method: 'POST', body: 'query' }, 400],
    ['names a thing twice', '/client/v4/graphql', { method: 'POST', body: '{"a":1,"a":2}' }, 400],
    ['is not UTF-8', '/client/v4/graphql', { method: 'POST', body: Buffer.from([0x22, 0xff, 0x22]) }, 400],
    [
      'is of another type',
      '/client/v4/graphql',
      { method: 'POST', body: '{}', headers: { 'content-type': 'text/plain' } },
      415,
    ],
    [
      'is compressed',
      '/client/v4/graphql',
      { method: 'POST', body: gzipSync('{}'), headers: { 'content-encoding': 'gzip' } },
      415,
    ],
    ['is too large', '/client/v4/graphql', { method: 'POST', body: `"${'a'.repeat(300_000)}"` }, 413],
    ['is beyond the slip’s limits', record, { method: 'PATCH', body: '{"type":"NS"}' }, 400],
  ])('is nothing that %s', async (_what, path, how, status) => {
    const open = await openBroker();
    const seen = await ask(open, path, how);
    expect([seen.status, JSON.parse(seen.text).success]).toEqual([status, false]);
    expect(open.arrived).toEqual([]);
    expect(open.activity.map(({ outcome }) => outcome)).toEqual(['refused']);
  });

  it('is a body that waits for the word to send it, once it is allowed', async () => {
    const open = await openBroker();
    const status = await new Promise<number>((resolve, reject) => {
      const asking = httpRequest({
        host: '127.0.0.1',
        port: open.port,
        path: '/client/v4/graphql',
        method: 'POST',
        headers: {
          authorization: `Bearer ${open.pass}`,
          'content-type': 'application/json',
          'content-length': 2,
          expect: '100-continue',
        },
      });
      asking.on('continue', () => asking.end('{}'));
      asking.on('response', (answer) => resolve(answer.resume().statusCode ?? 0)).on('error', reject);
      asking.flushHeaders();
    });
    expect([status, open.arrived.map(({ text }) => text)]).toEqual([200, ['{}']]);
  });
});

describe('what is answered', () => {
  it('says nothing of Cloudflare’s cookies, and keeps what says when to come back', async () => {
    const headers = {
      'set-cookie': '__cf=1',
      'retry-after': '7',
      ratelimit: '"default";r=0',
      server: 'cloudflare',
    };
    const open = await openBroker({ answer: () => answerOf(null, { status: 429, headers }) });
    const seen = await ask(open, zone);
    expect(seen.status).toBe(429);
    expect(seen.headers).toMatchObject({ 'retry-after': '7', ratelimit: '"default";r=0' });
    expect([seen.headers['set-cookie'], seen.headers.server]).toEqual([undefined, undefined]);
  });

  it.each([1, 3, 40, 64 * 1024])(
    'never holds the token, in whatever pieces of %i bytes it comes',
    async (size) => {
      const text = `${'x'.repeat(200_000)}${accountToken}${'y'.repeat(50)}${accountToken.slice(0, 20)}`;
      const bytes = Buffer.from(text);
      const pieces = function* () {
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
      };
      const open = await openBroker({
        answer: () => ({
          status: 200,
          headers: { etag: accountToken, 'content-type': 'text/plain' },
          body: Readable.from(
            size < 40
              ? [bytes.subarray(0, 199_990), ...[...pieces()].slice(Math.ceil(199_990 / size))]
              : pieces(),
          ),
        }),
      });
      const seen = await ask(open, zone);
      expect(seen.text.includes(accountToken) || JSON.stringify(seen.headers).includes(accountToken)).toBe(
        false,
      );
      expect(seen.text.endsWith(accountToken.slice(0, 20))).toBe(true);
    },
  );

  it('is unpacked before it is looked through', async () => {
    const open = await openBroker({
      answer: () => ({
        status: 200,
        headers: { 'content-encoding': 'gzip' },
        body: Readable.from([gzipSync(`"${accountToken}"`)]),
      }),
    });
    const seen = await ask(open, zone);
    expect([seen.status, seen.headers['content-encoding'], seen.text.includes('[secret]')]).toEqual([
      200,
      undefined,
      true,
    ]);
  });

  it('is refused where it can’t be looked through', async () => {
    const open = await openBroker({
      answer: () => ({ status: 200, headers: { 'content-encoding': 'zstd' }, body: Readable.from(['?']) }),
    });
    expect((await ask(open, zone)).status).toBe(502);
  });

  it('lets go of its connection where it can’t be handed on', async () => {
    const body = new PassThrough();
    const open = await openBroker({ answer: () => ({ status: 200, headers: unwritable, body }) });
    expect([(await ask(open, zone)).status, body.destroyed]).toEqual([500, true]);
    expect(open.activity.map(({ outcome, status }) => [outcome, status])).toEqual([['failed', 500]]);
  });

  it('holds only what is the slip’s, counted anew', async () => {
    const open = await openBroker({
      answer: () => ({
        status: 200,
        headers: {},
        body: Readable.from([
          JSON.stringify({
            result: [{ id: bakeryZone.id }, { id: 'other' }],
            result_info: { page: 1, per_page: 20, count: 2, total_count: 2, total_pages: 1 },
            success: true,
          }),
        ]),
      }),
    });
    const { text } = await ask(open, '/client/v4/zones');
    expect(JSON.parse(text)).toMatchObject({
      result: [{ id: bakeryZone.id }],
      result_info: { total_count: 1 },
    });
    expect(text).not.toContain('other');
  });

  it.each([
    ['nothing of the slip’s', answerOf({ id: 'other' }), 404],
    ['no JSON', { status: 200, headers: {}, body: Readable.from(['<html>']) }, 502],
  ])('is refused where it has to be narrowed and is %s', async (_what, answer, status) => {
    const open = await openBroker({ answer: () => answer });
    expect((await ask(open, '/client/v4/zones')).status).toBe(status);
  });

  it.each([204, 304])('is handed on where there is nothing in it to narrow (%i)', async (status) => {
    const open = await openBroker({
      answer: () => ({ status, headers: { etag: '"a"' }, body: Buffer.alloc(0) }),
    });
    const seen = await ask(open, '/client/v4/zones');
    expect([seen.status, seen.headers.etag, seen.text]).toEqual([status, '"a"', '']);
  });

  it('stands on the slip itself where its rule says so', async () => {
    const open = await openBroker();
    const { status, text } = await ask(open, '/client/v4/user');
    expect([status, JSON.parse(text).errors[0].code, open.arrived]).toEqual([403, 9109, []]);
  });

  it.each(['//evil.example/', 'https://evil.example/', '/\\evil.example', undefined])(
    'is never a redirect to another place (%s)',
    async (location) => {
      const open = await openBroker({
        answer: () => ({
          status: 302,
          headers: location === undefined ? {} : { location },
          body: Readable.from([]),
        }),
      });
      const seen = await ask(open, zone);
      expect([seen.status, seen.headers.location]).toEqual([502, undefined]);
    },
  );

  it('bears what was changed in a header', async () => {
    const open = await openBroker();
    const seen = await ask(open, record, { method: 'PATCH', body: '{"type":"A"}' });
    expect([seen.status, seen.headers['permission-slip-note']]).toEqual([200, 'Changed one record.']);
    expect(open.activity.map(({ rule, path, outcome }) => [rule, path, outcome])).toEqual([
      ['records.update', '/zones/{zone}/dns_records/{id}', 'changed'],
    ]);
  });
});

describe('what is written down of a change', () => {
  const refusedWith = (own: OwnAnswer) =>
    openBroker({ parts: { changes: { carryOut: async () => ({ kind: 'refused', own }) } } });
  const change = { method: 'PATCH', body: '{"type":"A"}' };

  it.each([
    ['the owner’s', 'not-allowed-by-owner', [changeAnswers.denied, changeAnswers.unanswered]],
    [
      'nobody’s',
      'failed',
      [
        changeAnswers.noAnswer,
        changeAnswers.notSeen,
        changeAnswers.tokenUnreadable,
        changeAnswers.notWrittenDown,
      ],
    ],
    [
      'the slip’s',
      'refused',
      [changeAnswers['too-many'], changeAnswers.tooMuchToShow, { ...changeAnswers.denied, refusal }],
    ],
  ] as const)('is whose no it was: %s', async (_whose, outcome, answers) => {
    for (const own of answers) {
      const open = await refusedWith(own);
      const seen = await ask(open, record, change);
      expect([seen.status, open.activity.map((entry) => entry.outcome)]).toEqual([own.status, [outcome]]);
    }
  });

  it('is that it was made, also where the agent did not wait to hear it', async () => {
    const sent = Promise.withResolvers<void>();
    const done = Promise.withResolvers<void>();
    const written = Promise.withResolvers<ActivityEntry | null>();
    const changes: Changes = {
      carryOut: async (_session, _rule, _asked, { gone }) => {
        gone.addEventListener('abort', () => done.resolve());
        sent.resolve();
        await done.promise;
        return { kind: 'answered', answer: answerOf({ id: 'c' }), note: 'Changed one record.' };
      },
    };
    const activity = {
      began: () => undefined,
      ended: (_session: Session, entry: ActivityEntry | null) => written.resolve(entry),
    };
    const open = await openBroker({ parts: { changes, activity } });
    const asking = httpRequest({
      host: '127.0.0.1',
      port: open.port,
      path: record,
      method: 'PATCH',
      headers: { authorization: `Bearer ${open.pass}`, 'content-type': 'application/json' },
    });
    asking.on('error', () => undefined);
    asking.end('{"type":"A"}');
    await sent.promise;
    asking.destroy();
    expect(await written.promise).toMatchObject({ outcome: 'changed', status: 0 });
  });

  it('is that it was made, also where the answer can’t be handed on', async () => {
    const answer = answerOf({ id: 'c' }, { headers: unwritable });
    const open = await openBroker({ answer: () => answer });
    const { status, text } = await ask(open, record, change);
    expect([status, text]).toEqual([503, expect.stringContaining('The request was sent')]);
    expect(open.activity.map(({ rule, outcome }) => [rule, outcome])).toEqual([
      ['records.update', 'changed'],
    ]);
  });

  it('is nothing that clients send again by themselves', async () => {
    const open = await refusedWith(changeAnswers.keepsChanging);
    const kept = await ask(open, record, change);
    expect([kept.headers['x-should-retry'], kept.headers['retry-after']]).toEqual(['false', undefined]);
    expect((await ask(open, '/client/v4/user')).headers['x-should-retry']).toBeUndefined();
    const odd = await openBroker({
      answer: () => ({ status: 200, headers: { 'content-encoding': 'zstd' }, body: Readable.from(['?']) }),
    });
    const seen = await ask(odd, record, change);
    expect([seen.status, seen.headers['x-should-retry']]).toEqual([502, 'false']);
    expect(odd.activity.map(({ outcome }) => outcome)).toEqual(['changed']);
  });
});

it('an agent that wants too many changes is told to wait as long as the words say', async () => {
  const own = changeAnswers['too-many'];
  const open = await openBroker({ parts: { changes: { carryOut: async () => ({ kind: 'refused', own }) } } });
  const seen = await ask(open, record, { method: 'PATCH', body: '{"type":"A"}' });
  expect([seen.status, seen.headers['retry-after']]).toEqual([429, '60']);
});

it('an answer that broke off before it was looked at leaves nobody listening for a stop', async () => {
  const body = new PassThrough();
  body.destroy();
  await finished(body).catch(() => undefined);
  const session = sampleSession({ upstream: { send: async () => ({ status: 200, headers: {}, body }) } });
  const exchange = { onGone: () => () => undefined } as unknown as Exchange;
  const request = { method: 'GET', path: zone, headers: {}, body: null };
  await sendOn(exchange, session, request, new Secret(accountToken));
  expect(getEventListeners(session.signal, 'abort')).toEqual([]);
});

describe('over real connections', () => {
  it('a redirect within Cloudflare leads back through the broker', async () => {
    const open = await openBefore((request, response) => {
      response.writeHead(301, { location: `http://${request.headers.host}${zone}?a=1` }).end();
    });
    const seen = await ask(open, zone);
    expect([seen.status, seen.headers.location]).toEqual([301, `${zone}?a=1`]);
  });

  it('a redirect to another host ends here', async () => {
    const open = await openBefore((_request, response) => {
      response.writeHead(301, { location: 'http://127.0.0.1:1/client/v4/' }).end();
    });
    expect((await ask(open, zone)).status).toBe(502);
  });

  it('a connection that breaks before the answer gives 502, and a read is tried twice', async () => {
    let tries = 0;
    const open = await openBefore((request) => {
      tries += 1;
      request.socket.destroy();
    });
    expect((await ask(open, zone)).status).toBe(502);
    expect(tries).toBe(2);
    expect((await ask(open, '/client/v4/graphql', { method: 'POST', body: '{}' })).status).toBe(502);
    expect(tries).toBe(3);
  });

  it('half an answer is never taken for the whole', async () => {
    const open = await openBefore((_request, response) => {
      response.writeHead(200, { 'content-length': 1_000_000 });
      response.write('half');
      setImmediate(() => response.destroy());
    });
    await expect(ask(open, zone)).rejects.toThrow();
  });

  it('half of a short answer is none', async () => {
    const open = await openBefore((_request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half');
      setImmediate(() => response.destroy());
    });
    const seen = await ask(open, zone);
    expect([seen.status, seen.text.includes('half')]).toEqual([502, false]);
  });

  it('an answer that names two codings is refused, and its connection let go of', async () => {
    const left = Promise.withResolvers<void>();
    const open = await openBefore((_request, response) => {
      response.once('close', () => left.resolve());
      response.setHeader('content-encoding', ['gzip', 'gzip']);
      response.write('?');
    });
    expect((await ask(open, zone)).status).toBe(502);
    await left.promise;
  });

  it('no agent takes all connections to Cloudflare, and the owner can still undo', async () => {
    const all = Promise.withResolvers<void>();
    let asked = 0;
    const open = await openBefore((request, response) => {
      if (request.url !== zone) return void response.end('{}');
      asked += 1;
      if (asked === mostAtOnce) all.resolve();
    });
    const asking = Array.from({ length: mostAtOnce }, () => ask(open, zone).catch(() => null));
    await all.promise;
    const session = open.broker.ownersSession(open.slip);
    const token = await session?.token();
    if (!session || !token?.ok) throw new Error('no session');
    const request = { method: 'DELETE', path: record, headers: {}, body: null };
    expect((await session.upstream.send(request, token.value, session.signal)).status).toBe(200);
    await open.broker.close();
    await Promise.all(asking);
  });

  it('a failure of Cloudflare’s own is handed on, once', async () => {
    let tries = 0;
    const open = await openBefore((_request, response) => {
      tries += 1;
      response.writeHead(500, { 'content-type': 'application/json' }).end('{"success":false,"errors":[]}');
    });
    const seen = await ask(open, zone);
    expect([seen.status, seen.text, tries]).toEqual([500, '{"success":false,"errors":[]}', 1]);
  });

  it.each([100, 128 * 1024, 128 * 1024 + 1, 5_000_000])(
    'an answer of %i bytes arrives whole, and without the token',
    async (size) => {
      const open = await openBefore((_request, response) => {
        const body = Buffer.alloc(size, 'é', 'utf8');
        body.write(accountToken, size - accountToken.length);
        response.writeHead(200, { 'content-type': 'text/plain', 'content-length': size });
        for (let at = 0; at < size; at += 10_007) response.write(body.subarray(at, at + 10_007));
        response.end();
      });
      const { text, headers } = await ask(open, zone);
      expect(headers['content-length']).toBe(String(size));
      expect(text).not.toContain(accountToken);
      expect(text.replace(/\[secret\]\**$/, '')).toMatch(/^é+.?$/u);
    },
  );

  it('an agent that leaves in the middle of a long answer ends it at Cloudflare, too', async () => {
    const gone = Promise.withResolvers<void>();
    const open = await openBefore((_request, response) => {
      response.writeHead(200, { 'content-length': 1e9 });
      const more = () => {
        while (response.write(Buffer.alloc(65_536, 'a'))) if (response.destroyed) return;
      };
      response.on('drain', more).once('close', () => gone.resolve());
      more();
    });
    const asking = httpRequest({
      host: '127.0.0.1',
      port: open.port,
      path: zone,
      headers: { authorization: `Bearer ${open.pass}` },
    });
    asking.on('error', () => undefined);
    asking.once('response', (answer) => answer.once('data', () => asking.destroy()));
    asking.end();
    await gone.promise;
  });

  it('an agent that is gone ends the request at Cloudflare, too', async () => {
    const gone = Promise.withResolvers<void>();
    const came = Promise.withResolvers<void>();
    const open = await openBefore((_request, response) => {
      response.once('close', () => gone.resolve());
      came.resolve();
    });
    const asking = httpRequest({
      host: '127.0.0.1',
      port: open.port,
      path: zone,
      headers: { authorization: `Bearer ${open.pass}` },
    });
    asking.on('error', () => undefined);
    asking.end();
    await came.promise;
    asking.destroy();
    await gone.promise;
    expect(open.activity.every(({ outcome }) => outcome === 'gone')).toBe(true);
  });

  it('a large upload arrives whole, piece by piece', async () => {
    let most = 0;
    const open = await openBefore((request, response) => {
      request.on('data', (piece: Buffer) => (most += piece.length));
      request.on('end', () => response.end('{"success":true,"result":null}'));
    });
    const body = Buffer.alloc(20_000_000, 'a');
    const { status } = await ask(open, files, { method: 'POST', body });
    expect([status, most]).toEqual([200, body.length]);
  });

  it.each([
    ['told of beforehand', { 'content-length': '30000001' }],
    ['found out on the way', { 'transfer-encoding': 'chunked' }],
  ] as const)('an upload that is larger than it may be does not arrive: %s', async (_how, headers) => {
    let whole = 0;
    const open = await openBefore((request, response) => {
      request.resume().on('end', () => {
        whole += 1;
        response.end('{"success":true,"result":null}');
      });
    });
    const body = Buffer.alloc(30_000_001, 'a');
    const status = await ask(open, files, { method: 'POST', body, headers }).then(
      (seen) => seen.status,
      () => 0,
    );
    expect([status === 200, whole]).toEqual([false, 0]);
  });

  it('an upload that breaks off before anybody reads it is broken off, and nothing else', async () => {
    const body = new PassThrough();
    const exchange = { body: () => body, request: { complete: false } } as unknown as Exchange;
    const passing = passedOn(exchange, 100);
    const closed = new Promise<void>((resolve) => passing.once('close', () => resolve()));
    body.destroy();
    await closed;
    expect(passing.errored).toEqual(new Error('broken off'));
  });

  it('an upload that Cloudflare breaks off is told of', async () => {
    const open = await openBefore((request, response) => {
      request.once('data', () => {
        response.writeHead(413, { 'content-type': 'application/json' });
        response.end('{"success":false,"result":null}');
      });
    });
    const { status } = await ask(open, files, { method: 'POST', body: Buffer.alloc(100_000, 'a') });
    expect(status).toBe(413);
  });
});

describe('the credential for uploading files', () => {
  const jwt = `${Buffer.from('{"alg":"HS256"}').toString('base64url')}.${Buffer.from('{"exp":4102444800}').toString('base64url')}.c2lnbmF0dXJl`;
  const give = `/client/v4/accounts/${bakery.id}/upload-token`;
  const take = '/client/v4/pages/assets/upload';

  it('is swapped for a stand-in that says the same and works for nothing else', async () => {
    const open = await openBroker({ answer: ({ path }) => answerOf(path === give ? { jwt } : null) });
    const standIn: string = JSON.parse((await ask(open, give)).text).result.jwt;
    expect(standIn.split('.').slice(0, 2)).toEqual(jwt.split('.').slice(0, 2));
    expect(standIn).not.toBe(jwt);
    expect((await ask(open, take, { method: 'POST', body: '[]', pass: standIn })).status).toBe(200);
    expect(open.arrived.map(({ token }) => token)).toEqual([accountToken, jwt]);
    expect((await ask(open, zone, { pass: standIn })).status).toBe(403);
    expect((await ask(open, take, { method: 'POST', body: '[]' })).status).toBe(403);
    expect((await ask(open, take, { method: 'POST', body: '[]', pass: jwt })).status).toBe(401);
    expect(open.arrived.length).toBe(2);
  });
});

describe('a slip for all websites', () => {
  const other = 'f'.repeat(32);
  const openFor = (owner: 'user' | 'account', status = 200) => {
    const { scope, rules } = samplePolicy();
    const all = { ...scope, zone: null, allZones: true, token: { ...scope.token, owner } };
    const accountOf = (path: string) => ({ account: { id: path.includes(other) ? other : bakery.id } });
    return openBroker({
      answer: ({ path }) => answerOf(path.includes('dns') ? [] : accountOf(path), { status }),
      parts: { policyOf: () => ({ scope: all, rules }) },
    });
  };
  const records = (id: string) => `/client/v4/zones/${id}/dns_records`;

  it('lets a user’s token read no website of another account, and looks each of its own up once', async () => {
    const open = await openFor('user');
    const asked = [bakeryZone.id, bakeryZone.id, other];
    const seen = [];
    for (const id of asked) seen.push((await ask(open, records(id))).status);
    expect(seen).toEqual([200, 200, 404]);
    expect(open.arrived.map(({ path }) => path)).toEqual([
      `/client/v4/zones/${bakeryZone.id}`,
      records(bakeryZone.id),
      records(bakeryZone.id),
      `/client/v4/zones/${other}`,
    ]);
  });

  it.each([
    ['that Cloudflare refuses to show', 403, 403],
    ['of which nobody says whose it is', 503, 502],
  ])('asks nothing about a website %s', async (_which, status, told) => {
    const open = await openFor('user', status);
    expect((await ask(open, records(bakeryZone.id))).status).toBe(told);
    expect(open.arrived).toHaveLength(1);
  });

  it('looks nothing up for an account’s token, which reaches no other', async () => {
    const open = await openFor('account');
    expect((await ask(open, records(bakeryZone.id))).status).toBe(200);
    expect(open.arrived).toHaveLength(1);
  });
});
