import { afterEach, describe, expect, it, vi } from 'vitest';
import { createCloudflareApi } from '../../../electron/adapters/cloudflare/cloudflare-api.ts';
import type { TokenOrder } from '../../../electron/core/ports.ts';
import { Secret } from '../../../electron/core/secret.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { accountToken, globalKey, oldToken, userToken } from '../../fakes/tokens.ts';

const id = 'a'.repeat(32);
const owner = { kind: 'account', accountId: id } as const;
const key = new Secret(accountToken);
const order: TokenOrder = {
  name: 'Permission Slip no. 1 [ps-abcdefghijkl]',
  policies: [{ permissions: ['c8fed203ed3043cba015a93ad1616f1f'], on: { kind: 'zone', zone: id } }],
  expiresOn: '2026-12-24T10:00:00Z',
};

type Sent = {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly init: RequestInit | undefined;
};

/** The adapter over a fetch that answers as told. */
function over(answer: (sent: Sent, count: number) => Response | Promise<Response>, timeoutMs?: number) {
  const sent: Sent[] = [];
  const clock = new ManualClock();
  const stub: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    sent.push({ method: request.method, url: request.url, headers: request.headers, init });
    const last = sent.at(-1);
    if (last === undefined) throw new Error('nothing was sent');
    return answer(last, sent.length);
  };
  const api = createCloudflareApi({
    baseUrl: 'https://api.cloudflare.com/client/v4',
    fetch: stub,
    clock,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  return { api, sent, clock };
}

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
const success = (result: unknown, info?: unknown) =>
  json({
    success: true,
    errors: [],
    messages: [],
    result,
    ...(info === undefined ? {} : { result_info: info }),
  });
const refusal = (status: number, code: number, message: string, headers = {}) =>
  json({ success: false, errors: [{ code, message }], messages: [], result: null }, status, headers);
const verified = { id, status: 'active', expires_on: '2026-12-24T10:00:00Z' };
const created = {
  id,
  value: userToken,
  policies: [{ permission_groups: [{ id: 'one' }, { id: 'two' }] }],
};

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("each of Cloudflare's refusals has its own meaning", () => {
  it.each<[string, number, number, string, object]>([
    ['a token that is wrong, rolled or deleted', 401, 1000, 'Invalid API Token', { code: 'token-refused' }],
    [
      'a token that may not manage tokens',
      400,
      1001,
      'sub-token is not allowed to have permissions to manage other tokens',
      { code: 'cannot-manage-tokens' },
    ],
    [
      'another thing with the same number',
      400,
      1001,
      'List accounts endpoint does not support account owned tokens.',
      { code: 'cloudflare-said-no', status: 400, cloudflareCode: 1001 },
    ],
    ['a malformed header', 400, 6003, 'Invalid request headers', { code: 'token-malformed' }],
    [
      'a malformed header, said otherwise',
      400,
      6111,
      'Invalid format for Authorization header',
      { code: 'token-malformed' },
    ],
    ['an authentication that failed', 403, 9106, 'Authentication failed', { code: 'token-refused' }],
    [
      'no authentication',
      400,
      9106,
      'Missing X-Auth-Key, X-Auth-Email or Authorization headers',
      { code: 'token-refused' },
    ],
    [
      'a missing right',
      403,
      9109,
      'Unauthorized to access requested resource',
      { code: 'missing-permission' },
    ],
    [
      'a token of the wrong kind',
      403,
      9109,
      'Valid user-level authentication not found',
      { code: 'missing-permission' },
    ],
    [
      'the IP filter',
      403,
      9109,
      'Cannot use the access token from location: 203.0.113.9',
      { code: 'location-refused' },
    ],
    ['a missing right of most products', 403, 10000, 'Authentication error', { code: 'missing-permission' }],
    ['a missing right of some products', 401, 10000, 'Authentication error', { code: 'missing-permission' }],
    ['a missing right in its newer words', 403, 10000, 'Forbidden', { code: 'missing-permission' }],
    [
      'an address that does not exist',
      404,
      7003,
      'Could not route to /nowhere',
      { code: 'cloudflare-said-no', status: 404, cloudflareCode: 7003 },
    ],
    [
      "what the website's plan does not include, which says nothing of the token",
      403,
      1015,
      'This zone is not entitled to use this feature',
      { code: 'cloudflare-said-no', status: 403, cloudflareCode: 1015 },
    ],
    ['a thing that does not exist', 404, 1049, 'Zone not found', { code: 'not-found' }],
    [
      'too many tokens',
      400,
      1002,
      'You have reached the maximum number of tokens',
      { code: 'token-limit-reached' },
    ],
    [
      'too many failures',
      429,
      10502,
      'Too many authentication failures',
      { code: 'rate-limited', retryAfterSeconds: 300 },
    ],
    ['a fault of its own', 500, 10001, 'Internal server error', { code: 'cloudflare-down', status: 500 }],
    [
      'anything else',
      422,
      99999,
      'Something new',
      { code: 'cloudflare-said-no', status: 422, cloudflareCode: 99999 },
    ],
  ])('%s', async (_what, status, code, message, problem) => {
    const { api } = over(() => refusal(status, code, message));
    expect(await api.createToken(key, owner, order)).toEqual({ ok: false, problem });
  });

  it('a page of the edge instead of an answer', async () => {
    const { api } = over(
      () =>
        new Response('<html>error code: 1010</html>', {
          status: 403,
          headers: { 'content-type': 'text/html' },
        }),
    );
    expect(await api.createToken(key, owner, order)).toEqual({
      ok: false,
      problem: { code: 'cloudflare-said-no', status: 403, cloudflareCode: null },
    });
  });

  it('and none of them passes on what Cloudflare wrote', async () => {
    const { api } = over(() => refusal(400, 4711, `your token ${accountToken} is odd`));
    expect(JSON.stringify(await api.createToken(key, owner, order))).not.toContain(accountToken.slice(5, 25));
  });
});

describe('what is no answer is not taken for one', () => {
  const odd: readonly [string, () => Response][] = [
    [
      'a page of a hotel network',
      () => new Response('<html>Welcome, please log in</html>', { headers: { 'content-type': 'text/html' } }),
    ],
    [
      'half an answer',
      () =>
        new Response('{"success":true,"result":[{"id"', { headers: { 'content-type': 'application/json' } }),
    ],
    ['an empty answer', () => new Response('', { headers: { 'content-type': 'application/json' } })],
    ['an answer of another form', () => success({ surprise: [42] })],
    ['an answer without a result', () => json({})],
    ['null', () => json(null)],
    [
      'a refusal with the status of success',
      () => json({ success: false, errors: [{ code: 1, message: 'no' }], result: null }),
    ],
    ['nothing at all', () => new Response(null, { status: 204 })],
  ];

  it.each(odd)('%s', async (_what, answer) => {
    const { api } = over(answer);
    const malformed = { ok: false, problem: { code: 'malformed-answer' } };
    const answers = await Promise.all([
      api.verify(key, owner),
      api.createToken(key, owner, order),
      api.rollToken(key, owner, id),
      api.listTokens(key, owner),
      api.listPermissionGroups(key, owner),
      api.listAccounts(key),
      api.listZones(key),
      api.listPagesProjects(key, id),
    ]);
    expect(answers).toEqual(answers.map(() => malformed));
  });

  it.each(odd.filter(([what]) => what !== 'an answer of another form'))(
    '%s, to a deletion',
    async (_what, answer) => {
      expect(await over(answer).api.deleteToken(key, owner, id)).toEqual({
        ok: false,
        problem: { code: 'malformed-answer' },
      });
    },
  );

  it.each(odd.filter(([what]) => what !== 'an answer of another form'))(
    '%s, to a try',
    async (_what, answer) => {
      const tried = await over(answer).api.probe(key, {
        kind: 'get',
        path: `/zones/${id}`,
        missingMeans: 'unclear',
      });
      expect(tried).toEqual({ kind: 'unclear', problem: { code: 'malformed-answer' } });
    },
  );

  it('a list with one odd row', async () => {
    const { api } = over(() => success([{ id, name: 'fine' }, { id: 'odd' }]));
    expect(await api.listTokens(key, owner)).toEqual({ ok: false, problem: { code: 'malformed-answer' } });
  });
});

describe('a list', () => {
  const row = (number: number) => ({ id: number.toString(16).padStart(32, '0'), name: `Row ${number}` });
  const rows = (first: number, count: number) => Array.from({ length: count }, (_, at) => row(first + at));
  const malformed = { ok: false, problem: { code: 'malformed-answer' } };
  /* One page after the other, each as it is said here; after the last one empty ones. */
  const pages = (...all: readonly (readonly [result: unknown, info?: unknown])[]) =>
    over((_sent, count) => success(...(all[count - 1] ?? [[]])));

  it('is read to its last page, and not one page further', async () => {
    const { api, sent } = over((_sent, count) =>
      success([row(count)], { page: count, per_page: 50, total_pages: 3 }),
    );
    const listed = await api.listTokens(key, owner);
    expect([listed.ok && listed.value.map(({ name }) => name), sent.length]).toEqual([
      ['Row 1', 'Row 2', 'Row 3'],
      3,
    ]);
  });

  it('that does not say how many pages there are is read until a page is not full', async () => {
    const { api, sent } = pages(
      [rows(0, 2), { page: 1, per_page: 2 }],
      [rows(2, 2), { page: 2, per_page: 2 }],
      [rows(4, 1), { page: 3, per_page: 2 }],
    );
    const listed = await api.listTokens(key, owner);
    expect([listed.ok && listed.value.length, sent.length]).toEqual([5, 3]);
  });

  it.each([
    ['says nothing of pages', undefined],
    ['says nothing of how many pages there are', {}],
    ['says that it was the only page', { page: 1, per_page: 50, total_pages: 1 }],
    ['says that there is no page', { page: 1, per_page: 50, total_pages: 0 }],
  ])('goes on after a full page that %s', async (_what, info) => {
    const { api, sent } = pages([rows(0, 50), info], [rows(50, 50), info]);
    const listed = await api.listTokens(key, owner);
    expect([listed.ok && listed.value.length, sent.length]).toEqual([100, 3]);
  });

  it('of one page only needs no count', async () => {
    const { api, sent } = pages([rows(0, 1)]);
    expect([(await api.listTokens(key, owner)).ok, sent.length]).toEqual([true, 1]);
  });

  it('that is told again and again is one list', async () => {
    const { api, sent } = over((_sent, count) =>
      success(rows(0, 50), { page: count, per_page: 50, total_pages: 10 ** 9 }),
    );
    const listed = await api.listTokens(key, owner);
    expect([listed.ok && listed.value.length, sent.length]).toEqual([50, 2]);
  });

  it('of things without an id goes on by their names', async () => {
    const { api } = pages(
      [rows(0, 2).map(({ name }) => ({ name })), { page: 1, per_page: 2 }],
      [rows(2, 1).map(({ name }) => ({ name })), { page: 2, per_page: 2 }],
    );
    const listed = await api.listPagesProjects(key, id);
    expect(listed.ok && listed.value.map(({ name }) => name)).toEqual(['Row 0', 'Row 1', 'Row 2']);
  });

  it('is none where a page is empty that others should follow', async () => {
    const { api } = over(() => success([], { page: 1, per_page: 50, total_pages: 2 }));
    expect(await api.listTokens(key, owner)).toEqual(malformed);
  });

  it.each([
    ['never ends', (count: number) => rows(count * 50, 50)],
    ['has far too many things on one page', (count: number) => rows(count * 5001, 5001)],
  ])('that %s is none', async (_what, page) => {
    const { api } = over((_sent, count) => success(page(count), { page: count, per_page: 50 }));
    expect(await api.listTokens(key, owner)).toEqual(malformed);
  });

  it('is none where its pages together are far too large', async () => {
    const padding = ' '.repeat(6 * 1024 * 1024);
    const { api } = over((_sent, count) =>
      success([{ ...row(count), padding }], { page: count, per_page: 50, total_pages: 3 }),
    );
    expect(await api.listTokens(key, owner)).toEqual(malformed);
  });

  it.each([
    [
      'parts',
      Array.from({ length: 1001 }, () => ({ effect: 'allow', permission_groups: [], resources: {} })),
    ],
    ['rights', [{ effect: 'allow', permission_groups: rows(0, 1001), resources: {} }]],
  ])('of what tokens may do is none where one has far too many %s', async (_what, policies) => {
    const { api } = over(() => success([{ ...row(1), policies }]));
    expect(await api.describeTokens(key, owner)).toEqual(malformed);
  });

  it('of the first websites has no more than were asked for', async () => {
    const zone = (one: object) => ({ ...one, account: row(1), status: 'active' });
    const { api } = over(() => success(rows(0, 4000).map(zone)));
    const seen = await api.seeZones(key, null);
    expect(seen.ok && seen.value.length).toBe(50);
  });
});

describe('rolling a token', () => {
  it('takes the new value from the answer, and puts nothing into the request', async () => {
    const { api, sent } = over(() => success(`cfat_${'r'.repeat(48)}`));
    expect(await api.rollToken(key, owner, id)).toMatchObject({ ok: true, value: { ending: 'rrrr' } });
    expect(sent).toMatchObject([{ method: 'PUT' }]);
  });

  it.each([1049, 7003])('that is not there (code %i) is told as such', async (code) => {
    expect(await over(() => refusal(404, code, 'not found')).api.rollToken(key, owner, id)).toEqual({
      ok: false,
      problem: { code: 'not-found' },
    });
  });
});

describe('a deletion', () => {
  it('is believed when Cloudflare says that it succeeded', async () => {
    expect(await over(() => success({ id })).api.deleteToken(key, owner, id)).toEqual({
      ok: true,
      value: 'deleted',
    });
  });

  it.each([1049, 7003])('that finds nothing (code %i) is checked against the list', async (code) => {
    const answers = (names: readonly string[]) => (sent: Sent) =>
      sent.method === 'DELETE'
        ? refusal(404, code, 'not found')
        : success(names.map((one) => ({ id: one, name: 'x' })));
    expect(await over(answers([])).api.deleteToken(key, owner, id)).toEqual({
      ok: true,
      value: 'already-gone',
    });
    expect(await over(answers([id])).api.deleteToken(key, owner, id)).toMatchObject({ ok: false });
  });
});

describe('what must not happen twice is sent once', () => {
  it.each<[string, () => Response | Promise<Response>]>([
    ['a connection that drops', () => Promise.reject(new TypeError('fetch failed'))],
    ['a fault of Cloudflare', () => refusal(503, 10001, 'Service unavailable')],
    ['a rate limit', () => refusal(429, 10429, 'Too many', { 'retry-after': '1' })],
    ['half an answer', () => new Response('{', { headers: { 'content-type': 'application/json' } })],
    ['a conflict', () => refusal(409, 1, 'Conflict')],
  ])('making or rolling a token, after %s', async (_what, answer) => {
    const { api, sent } = over(answer);
    await api.createToken(key, owner, order);
    await api.rollToken(key, owner, id);
    expect(sent.length).toBe(2);
  });

  it.each<[string, () => Response | Promise<Response>]>([
    ['a connection that drops', () => Promise.reject(new TypeError('fetch failed'))],
    ['a fault of Cloudflare', () => refusal(503, 10001, 'Service unavailable')],
    ['half an answer', () => new Response('{', { headers: { 'content-type': 'application/json' } })],
  ])('while reading is tried three times, after %s', async (_what, answer) => {
    const { api, sent } = over(answer);
    await api.verify(key, owner);
    expect(sent.length).toBe(3);
  });

  it('and reading succeeds at the second try', async () => {
    const { api } = over((_sent, count) => (count === 1 ? refusal(500, 10001, 'oh') : success(verified)));
    expect(await api.verify(key, owner)).toMatchObject({ ok: true, value: { id, status: 'active' } });
  });
});

describe('a rate limit', () => {
  const limited = (retryAfter: string | null) => () =>
    refusal(429, 10429, 'Too many requests', retryAfter === null ? {} : { 'retry-after': retryAfter });

  it.each([
    ['seconds', '120', 120],
    ['a date', 'Tue, 24 Nov 2099 10:02:00 GMT', 3600],
    ['more than an hour', '99999', 3600],
    ['nothing', null, 300],
    ['nonsense', 'soon', 300],
    ['a negative number', '-5', 300],
  ])('is told with the wait that Cloudflare asks for: %s', async (_what, header, seconds) => {
    expect(await over(limited(header)).api.verify(key, owner)).toEqual({
      ok: false,
      problem: { code: 'rate-limited', retryAfterSeconds: seconds },
    });
  });

  it('of a moment is sat out', async () => {
    const { api, clock } = over((_sent, count) => (count === 1 ? limited('2')() : success(verified)));
    const start = clock.now().getTime();
    expect([(await api.verify(key, owner)).ok, clock.now().getTime() - start]).toEqual([true, 2000]);
  });

  it('of minutes is not sat out', async () => {
    const { api, sent } = over(limited('120'));
    await api.verify(key, owner);
    expect(sent.length).toBe(1);
  });
});

describe('a request that takes too long is given up', () => {
  const heeding = (init: RequestInit | undefined) =>
    new Promise<never>((_resolve, reject) => {
      if (init?.signal?.aborted) reject(init.signal.reason);
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
    });

  it('when no answer comes', async () => {
    const { api } = over(({ init }) => heeding(init), 30);
    expect(await api.createToken(key, owner, order)).toEqual({ ok: false, problem: { code: 'timed-out' } });
  });

  it('when an answer begins and never ends', async () => {
    const { api } = over(({ init }) => {
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"success":true,'));
          init?.signal?.addEventListener('abort', () => controller.error(init.signal?.reason));
        },
      });
      return new Response(body, { headers: { 'content-type': 'application/json' } });
    }, 30);
    expect(await api.createToken(key, owner, order)).toEqual({ ok: false, problem: { code: 'timed-out' } });
  });

  it('when an answer breaks off as if somebody had stopped it, though nobody did', async () => {
    const { api } = over(() => {
      const start = (controller: ReadableStreamDefaultController) =>
        controller.error(new DOMException('This operation was aborted', 'AbortError'));
      return new Response(new ReadableStream({ start }), { headers: { 'content-type': 'application/json' } });
    });
    expect(await api.createToken(key, owner, order)).toEqual({ ok: false, problem: { code: 'offline' } });
  });

  it('when the owner stops it', async () => {
    const stop = new AbortController();
    const { api } = over(({ init }) => {
      stop.abort();
      return heeding(init);
    });
    expect(await api.verify(key, owner, stop.signal)).toEqual({ ok: false, problem: { code: 'stopped' } });
  });
});

describe('the key goes to Cloudflare and nowhere else', () => {
  it('in one header, with no redirect followed', async () => {
    const { api, sent } = over(() => success(verified));
    await api.verify(key, owner);
    expect(sent.map(({ url, headers, init }) => [url, headers.get('authorization'), init?.redirect])).toEqual(
      [
        [
          `https://api.cloudflare.com/client/v4/accounts/${id}/tokens/verify`,
          `Bearer ${accountToken}`,
          'error',
        ],
      ],
    );
  });

  it.each([
    ['CLOUDFLARE_API_KEY', globalKey],
    ['CLOUDFLARE_EMAIL', 'owner@bakery.example'],
    ['CLOUDFLARE_API_TOKEN', `cfat_${'z'.repeat(48)}`],
    ['CLOUDFLARE_API_USER_SERVICE_KEY', 'v1.0-0123456789abcdef0123'],
    ['CLOUDFLARE_BASE_URL', 'https://evil.example/v4'],
    ['CLOUDFLARE_LOG', 'debug'],
  ])('whatever %s in the environment says', async (name, value) => {
    const plain = over(() => success(verified));
    await plain.api.verify(key, owner);
    vi.stubEnv('CLOUDFLARE_API_KEY', globalKey);
    vi.stubEnv('CLOUDFLARE_EMAIL', 'owner@bakery.example');
    vi.stubEnv(name, value);
    const printed = [vi.spyOn(console, 'debug'), vi.spyOn(console, 'log'), vi.spyOn(console, 'info')];
    const influenced = over(() => success(verified));
    await influenced.api.verify(key, owner);
    expect([influenced.sent[0]?.url, Object.fromEntries(influenced.sent[0]?.headers ?? [])]).toEqual([
      plain.sent[0]?.url,
      Object.fromEntries(plain.sent[0]?.headers ?? []),
    ]);
    expect(printed.flatMap(({ mock }) => mock.calls)).toEqual([]);
  });
});

describe('an order for a token', () => {
  it.each([
    ['one website', { kind: 'zone', zone: id } as const, { [`com.cloudflare.api.account.zone.${id}`]: '*' }],
    ['one account', { kind: 'account', account: id } as const, { [`com.cloudflare.api.account.${id}`]: '*' }],
    [
      'all websites of one account',
      { kind: 'all-zones-of-account', account: id } as const,
      { [`com.cloudflare.api.account.${id}`]: { 'com.cloudflare.api.account.zone.*': '*' } },
    ],
  ])('for %s names exactly that', async (_what, on, resources) => {
    const bodies: unknown[] = [];
    const { api } = over(async ({ init }) => {
      bodies.push(JSON.parse(String(init?.body)));
      return success(created);
    });
    await api.createToken(key, owner, { ...order, policies: [{ permissions: ['p1', 'p2'], on }] });
    expect(bodies).toEqual([
      {
        name: order.name,
        expires_on: order.expiresOn,
        policies: [{ effect: 'allow', resources, permission_groups: [{ id: 'p1' }, { id: 'p2' }] }],
      },
    ]);
  });

  it('comes back with the token as a secret and with what it was granted', async () => {
    const made = await over(() => success(created)).api.createToken(key, owner, order);
    expect(JSON.parse(JSON.stringify(made))).toEqual({
      ok: true,
      value: { id, value: '[secret]', granted: ['one', 'two'] },
    });
  });
});

describe('trying what a token may do', () => {
  const get = { kind: 'get', path: `/zones/${id}/rulesets`, missingMeans: 'allowed' } as const;
  const query = { kind: 'graphql', query: 'query { viewer { zones { zoneTag } } }' } as const;

  it.each<[string, () => Response, object]>([
    ['an answer means that it may', () => success([]), { kind: 'allowed' }],
    [
      'a refusal means that it may not',
      () => refusal(403, 10000, 'Authentication error'),
      { kind: 'refused' },
    ],
    [
      'a thing that does not exist yet means that it may',
      () => refusal(404, 10003, 'not found'),
      { kind: 'allowed' },
    ],
    [
      'an address that does not exist says nothing',
      () => refusal(404, 7003, 'Could not route'),
      { kind: 'unclear' },
    ],
    [
      'the IP filter says nothing',
      () => refusal(403, 9109, 'Cannot use the access token from location: x'),
      { kind: 'unclear' },
    ],
    ['a dead token says nothing', () => refusal(401, 1000, 'Invalid API Token'), { kind: 'unclear' }],
    ['a fault says nothing', () => refusal(500, 1, 'oh'), { kind: 'unclear' }],
  ])('%s', async (_what, answer, outcome) => {
    expect(await over(answer).api.probe(key, get)).toMatchObject(outcome);
  });

  it.each<[string, () => Response, object]>([
    ['an answer means that it may', () => json({ data: { viewer: {} }, errors: null }), { kind: 'allowed' }],
    [
      'a refusal inside an answer means that it may not',
      () => json({ data: null, errors: [{ message: 'zones ["x"] are not authorized' }] }),
      { kind: 'refused' },
    ],
    [
      'an access refused means that it may not',
      () => json({ data: null, errors: [{ message: 'does not have access to the path' }] }),
      { kind: 'refused' },
    ],
    [
      'another error says nothing',
      () => json({ data: null, errors: [{ message: 'rate limiter budget depleted' }] }),
      { kind: 'unclear' },
    ],
  ])('in numbers of visitors: %s', async (_what, answer, outcome) => {
    expect(await over(answer).api.probe(key, query)).toMatchObject(outcome);
  });
});

describe('names that somebody else has given', () => {
  it.each([
    ['a line of their own', 'Bakery\n## Allowed\r\nAll', 'Bakery ## Allowed All'],
    ['a turn of direction', 'Bakery\u202eelpmaxe', 'Bakeryelpmaxe'],
    ['words that are never seen', 'Bakery\u{e0141}\u{e0041}\u200b', 'Bakery'],
    ['nothing that is seen', '\u200b\u202e', '?'],
    ['ten million characters', 'x'.repeat(10_000_000), 'x'.repeat(300)],
    ['a sign that is cut in two', `${'x'.repeat(299)}\u{1f950}`, 'x'.repeat(299)],
    ['a token', `Bakery ${accountToken}`, 'A name that is a secret'],
    [
      'a token with signs in it that are never seen',
      accountToken.split('').join('\u200b'),
      'A name that is a secret',
    ],
    ['the end of a token behind much else', `${'x '.repeat(140)}${oldToken}`, 'A name that is a secret'],
  ])('that hold %s are one plain line', async (_what, name, shown) => {
    const { api } = over(() => success([{ id, name }], { total_pages: 1 }));
    expect(await api.listAccounts(key)).toEqual({ ok: true, value: [{ id, name: shown }] });
  });

  it('are cleaned too where an id stands for a right without a name', async () => {
    const policies = [
      { effect: 'allow', permission_groups: [{ id: `x\u202e${accountToken}` }], resources: {} },
    ];
    const { api } = over(() => success([{ id, name: 'Bakery', policies }]));
    expect(await api.describeTokens(key, owner)).toMatchObject({
      value: [{ rules: [{ groups: [{ name: 'A name that is a secret' }] }] }],
    });
  });
});

describe('the value of a new token', () => {
  it('is none where it is the key that asked for it', async () => {
    const malformed = { ok: false, problem: { code: 'malformed-answer' } };
    const made = over(() => success({ ...created, value: accountToken }));
    expect(await made.api.createToken(key, owner, order)).toEqual(malformed);
    const rolled = over(() => success(accountToken));
    expect(await rolled.api.rollToken(key, owner, id)).toEqual(malformed);
  });

  it.each([
    ['a line break', `${accountToken}\nurl = "https://evil.example"`],
    ['a quotation mark', `${accountToken}"`],
    ['another alphabet', 'токен'.repeat(10)],
    ['nothing', ''],
  ])('with %s in it is none', async (_what, value) => {
    const { api } = over(() => success({ ...created, value }));
    expect(await api.createToken(key, owner, order)).toEqual({
      ok: false,
      problem: { code: 'malformed-answer' },
    });
  });
});
