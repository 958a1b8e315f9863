import { expect, test } from 'vitest';
import { at, openStage, type Stage } from './practice-client.ts';

const { seed } = openStage().practice;
const zone = seed.zones.bakery.id;
const records = `/zones/${zone}/dns_records`;

const ask = (stage: Stage, method: string, path: string, body?: unknown) =>
  stage.call(stage.practice.readyToken('tooWide').value, method, path, body);

const good: readonly (readonly [string, object, object])[] = [
  [
    'A',
    { type: 'A', name: 'new', content: '192.0.2.5', proxied: true },
    { name: 'new.bakery.example', ttl: 1 },
  ],
  [
    'AAAA',
    { type: 'AAAA', name: '@', content: '2001:DB8::5' },
    { name: 'bakery.example', content: '2001:db8::5' },
  ],
  [
    'foreign',
    { type: 'A', name: 'bäckerei', content: '192.0.2.6' },
    { name: 'xn--bckerei-5wa.bakery.example' },
  ],
  ['CNAME', { type: 'CNAME', name: 'blog', content: 'Host.Example.' }, { content: 'host.example' }],
  ['MX', { type: 'MX', name: '@', content: 'mx3.mailhost.example', priority: 30 }, { priority: 30 }],
  ['TXT', { type: 'TXT', name: '_x', content: 'hello', ttl: 300 }, { ttl: 300, proxied: false }],
  ['NS', { type: 'NS', name: 'sub', content: 'ns1.host.example' }, { proxiable: false }],
  [
    'CAA',
    { type: 'CAA', name: '@', data: { flags: 0, tag: 'issue', value: 'pki.example' } },
    { content: '0 issue "pki.example"' },
  ],
  [
    'SRV',
    { type: 'SRV', name: '_a._tcp', data: { priority: 1, weight: 2, port: 3, target: 'h.example' } },
    { content: '2 3 h.example', priority: 1 },
  ],
];

test.each(good)('a good %s record is added and can be read again', async (_type, record, expected) => {
  const stage = openStage();
  const made = await ask(stage, 'POST', records, record);
  expect(made.result).toMatchObject(expected);
  const read = await ask(stage, 'GET', `${records}/${at(made.result, 'id')}`);
  expect(read.result).toEqual(made.result);
});

const bad: readonly (readonly [string, object, number])[] = [
  ['an address that is none', { type: 'A', name: 'x', content: '192.0.2.999' }, 1004],
  ['IPv6 in an A record', { type: 'A', name: 'x', content: '2001:db8::1' }, 1004],
  ['IPv4 in an AAAA record', { type: 'AAAA', name: 'x', content: '192.0.2.1' }, 1004],
  ['an address as the target of a CNAME', { type: 'CNAME', name: 'x', content: '192.0.2.1' }, 1004],
  ['no priority for mail', { type: 'MX', name: '@', content: 'mx.example' }, 1004],
  ['a proxied text', { type: 'TXT', name: 'x', content: 'y', proxied: true }, 1004],
  ['a lifetime of a second', { type: 'A', name: 'x', content: '192.0.2.1', ttl: 2 }, 1004],
  ['a kind that does not exist', { type: 'NOPE', name: 'x', content: 'y' }, 1004],
  ['markup as a name', { type: 'A', name: '<b>', content: '192.0.2.1' }, 1004],
  ['what is there already', { type: 'A', name: 'bakery.example', content: '192.0.2.10' }, 81058],
  ['a CNAME beside an address', { type: 'CNAME', name: 'shop', content: 'host.example' }, 81053],
];

test.each(bad)('a record with %s is refused', async (_name, record, code) => {
  const stage = openStage();
  const before = stage.practice.fingerprint();
  expect(await ask(stage, 'POST', records, record)).toMatchObject({ status: 400, code });
  expect(stage.practice.fingerprint()).toBe(before);
});

test('records are found by kind, name and content, in pages', async () => {
  const stage = openStage();
  expect((await ask(stage, 'GET', `${records}?type=MX`)).result).toHaveLength(2);
  expect((await ask(stage, 'GET', `${records}?name.contains=till`)).result).toMatchObject([
    { content: '203.0.113.7' },
  ]);
  expect((await ask(stage, 'GET', `${records}?content=192.0.2.20`)).result).toHaveLength(1);
  const page = await ask(stage, 'GET', `${records}?per_page=5&page=2`);
  expect(at(page.body, 'result_info')).toMatchObject({ page: 2, count: 5, total_count: 13 });
});

test('a patch changes what it names and keeps the rest', async () => {
  const stage = openStage();
  const [till] = (await ask(stage, 'GET', `${records}?name=till.bakery.example`)).result as { id: string }[];
  const changed = await ask(stage, 'PATCH', `${records}/${till?.id}`, { content: '203.0.113.8' });
  expect(changed.result).toMatchObject({ content: '203.0.113.8', ttl: 300, comment: 'Till in the shop' });
});

test('a put replaces the whole record', async () => {
  const stage = openStage();
  const [till] = (await ask(stage, 'GET', `${records}?name=till.bakery.example`)).result as { id: string }[];
  const body = { type: 'A', name: 'till', content: '203.0.113.8' };
  expect((await ask(stage, 'PUT', `${records}/${till?.id}`, body)).result).toMatchObject({
    ttl: 1,
    comment: null,
  });
});

test('a deleted record is gone', async () => {
  const stage = openStage();
  const [till] = (await ask(stage, 'GET', `${records}?name=till.bakery.example`)).result as { id: string }[];
  expect((await ask(stage, 'DELETE', `${records}/${till?.id}`)).result).toEqual({ id: till?.id });
  expect(await ask(stage, 'GET', `${records}/${till?.id}`)).toMatchObject({ status: 404, code: 81044 });
});

test('a record of another zone is out of reach by this zone’s path', async () => {
  const stage = openStage();
  const foreign = stage.practice.export().dnsRecords.find((record) => record.zoneId !== zone);
  expect(await ask(stage, 'DELETE', `${records}/${foreign?.id}`)).toMatchObject({ status: 404, code: 81044 });
});

test('a batch does everything', async () => {
  const stage = openStage();
  const [till] = (await ask(stage, 'GET', `${records}?name=till.bakery.example`)).result as { id: string }[];
  const { result } = await ask(stage, 'POST', `${records}/batch`, {
    deletes: [{ id: till?.id }],
    posts: [{ type: 'A', name: 'till', content: '203.0.113.8' }],
  });
  expect(result).toMatchObject({ deletes: [{ id: till?.id }], posts: [{ content: '203.0.113.8' }] });
  const after = await ask(stage, 'GET', `${records}?name=till.bakery.example`);
  expect(after.result).toMatchObject([{ content: '203.0.113.8' }]);
});

test('a batch with one mistake in it does nothing', async () => {
  const stage = openStage();
  const [till] = (await ask(stage, 'GET', `${records}?name=till.bakery.example`)).result as { id: string }[];
  const before = stage.practice.fingerprint();
  const { status } = await ask(stage, 'POST', `${records}/batch`, {
    deletes: [{ id: till?.id }],
    posts: [{ type: 'A', name: 'till', content: 'nonsense' }],
  });
  expect(status).toBe(400);
  expect(stage.practice.fingerprint()).toBe(before);
});

test('the export is a zone file', async () => {
  const stage = openStage();
  const { result } = await ask(stage, 'GET', `${records}/export`);
  expect(result).toContain('bakery.example.\t1\tIN\tMX\t10 mx1.mailhost.example.');
});

test('a body that is not JSON is refused as such', async () => {
  const stage = openStage();
  const { value } = stage.practice.readyToken('tooWide');
  const response = await stage.practice.fetchLike(`${stage.practice.baseUrl}${records}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${value}`, 'content-type': 'application/json' },
    body: '{"type":',
  });
  expect(await response.json()).toMatchObject({ errors: [{ code: 6007 }] });
});
