import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { holdsValue } from '../../electron/core/leak-guard.ts';
import { passIn } from '../../shared/route-file.ts';
import type { SlipRequest } from '../../shared/wizard.ts';
import { answering, openLocalRoute } from '../fakes/open-local-route.ts';
import { requestFor } from '../fakes/requests.ts';

/* A client made from the official SDK, over the app's real port, as an agent's program has it. */
async function openAgent(request: SlipRequest) {
  const route = await openLocalRoute();
  const slip = await route.makeSlip(request);
  const file = await route.readAll();
  const pass = passIn(file) ?? '';
  const url = /^PERMISSION_SLIP_URL=(\S+)$/m.exec(file)?.[1] ?? '';
  const answers: string[] = [];
  const client = await connect(url, pass);
  const call = async (name: string, args: Record<string, unknown> = {}) => {
    const answer = await client.callTool({ name, arguments: args });
    const text = answer.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
    answers.push(JSON.stringify(answer));
    return { isError: answer.isError === true, text, json: () => JSON.parse(text) };
  };
  return { ...route, slip, pass, url, client, call, answers };
}

async function connect(url: string, pass: string): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${url}/mcp`), {
      requestInit: { headers: { authorization: `Bearer ${pass}` } },
    }),
  );
  onTestFinished(() => client.close());
  return client;
}

const record = (name: string) => ({
  type: 'TXT',
  name: `${name}.bakery.example`,
  content: 'hello',
  ttl: 300,
});

function post(url: string, pass: string, body: string, headers: Record<string, string> = {}) {
  return fetch(`${url}/mcp`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${pass}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
    body,
  });
}

describe('an agent that speaks MCP', () => {
  it('finds the tools, and learns what its slip is for', async () => {
    const { client, call } = await openAgent(requestFor('change-dns', 'change'));
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'slip_info',
      'cloudflare_request',
      'propose_changes',
      'check_live_url',
      'report_done',
    ]);
    const info = (await call('slip_info')).json();
    expect(info).toMatchObject({ practice: true, place: { zone: { name: 'bakery.example' } } });
    expect(info.changes.length).toBeGreaterThan(0);
  });

  it('has one change allowed and one denied, and the owner undoes the first', async () => {
    const { call, practice, gate, office, slip } = await openAgent(requestFor('change-dns', 'change'));
    answering(gate(), (card) => (JSON.stringify(card).includes('menu') ? 'allow' : 'deny'));
    const path = `/zones/${practice.seed.zones.bakery.id}/dns_records`;
    const create = (name: string) => call('cloudflare_request', { method: 'POST', path, body: record(name) });
    const names = async () => {
      const list = await call('cloudflare_request', { method: 'GET', path, query: { type: 'TXT' } });
      return list.json().body.result.map(({ name }: { readonly name: string }) => name);
    };
    const allowed = (await create('menu')).json();
    expect([allowed.status, allowed.body.success, typeof allowed.note]).toEqual([200, true, 'string']);
    const denied = await create('evil');
    expect([denied.isError, denied.text.includes('said no')]).toEqual([true, true]);
    expect([
      (await names()).includes('menu.bakery.example'),
      (await names()).includes('evil.bakery.example'),
    ]).toEqual([true, false]);
    const changes = await office.call['agents:changes']({ id: slip });
    const change = changes.ok ? changes.value[0]?.id : undefined;
    expect(await office.call['agents:undo']({ id: slip, change: change ?? '' })).toEqual({
      ok: true,
      value: null,
    });
    expect(await names()).not.toContain('menu.bakery.example');
  });

  it('hands in a plan, of which the owner strikes one line, and may do the rest once', async () => {
    const { call, practice, gate } = await openAgent(requestFor('change-dns', 'change'));
    const path = `/zones/${practice.seed.zones.bakery.id}/dns_records`;
    answering(gate(), ({ asks }) => (asks.kind === 'plan' ? 'allow' : 'deny'), [1]);
    const lines = ['one', 'two'].map((name) => ({ method: 'POST', path, body: record(name) }));
    const plan = await call('propose_changes', { reason: 'Two records', requests: lines });
    expect(
      plan.json().body.result.requests.map(({ allowed }: { readonly allowed: boolean }) => allowed),
    ).toEqual([true, false]);
    expect((await call('cloudflare_request', lines[0])).json().status).toBe(200);
    expect((await call('cloudflare_request', lines[1])).isError).toBe(true);
    expect((await call('cloudflare_request', lines[0])).isError).toBe(true);
  });

  it('is refused what its slip does not allow, and nothing of it reaches Cloudflare', async () => {
    const { call, practice, office } = await openAgent(requestFor('audit', 'read'));
    const foreign = practice.seed.zones.cakeshop.id;
    for (const path of [`/zones/${foreign}/dns_records`, '/user/tokens', '/zones/../accounts', '/zones//x']) {
      expect((await call('cloudflare_request', { method: 'GET', path })).isError).toBe(true);
    }
    expect(practice.requests.some(({ path }) => path.includes(foreign) && path.includes('dns'))).toBe(false);
    const odd = await call('cloudflare_request', { method: 'GET', path: '/zones/ä b' });
    expect([odd.isError, office.desk.store.snapshot.slips.length]).toEqual([true, 1]);
  });

  it('looks at the live pages of its own website alone', async () => {
    const { call } = await openAgent(requestFor('audit', 'read'));
    const page = (
      await call('check_live_url', { url: 'https://bakery.example/order.php', robots: true })
    ).json();
    expect([page.status, page.redirects_to]).toEqual([301, 'https://shop.bakery.example/']);
    expect(page.robots_txt.text).toContain('Disallow: /admin/');
    for (const url of [
      'https://cakeshop.example/',
      'http://bakery.example/',
      'https://bakery.example:8443/',
      'https://me:word@bakery.example/',
      'https://bakery.example.evil.example/',
      'https://127.0.0.1/',
    ]) {
      expect((await call('check_live_url', { url })).isError).toBe(true);
    }
  });

  it('says that the job is done, which the owner is told once', async () => {
    const { call, office } = await openAgent(requestFor('audit', 'read'));
    expect((await call('report_done')).isError).toBe(false);
    await call('report_done');
    const [slip] = office.desk.store.snapshot.slips;
    expect(slip?.concerns).toMatchObject([{ what: 'job-done', by: 'agent' }]);
    expect(slip?.events.filter(({ what }) => what === 'said-done').length).toBe(1);
  });

  it('never meets the token or the pass in an answer', async () => {
    const { call, client, answers, office, slip, pass } = await openAgent(requestFor('audit', 'read'));
    const token = office.keychain.items.get(slip) ?? '';
    answers.push(JSON.stringify(await client.listTools()), client.getInstructions() ?? '');
    await call('slip_info');
    await call('cloudflare_request', { method: 'GET', path: '/user/tokens/verify' });
    await call('check_live_url', { url: `https://bakery.example/?t=${pass}` });
    expect([token.length > 40, pass.length > 40]).toEqual([true, true]);
    expect(answers.some((text) => holdsValue(text, token) || holdsValue(text, pass))).toBe(false);
    expect(answers.at(-1)).toContain('secret');
  });

  it('needs a pass that holds, and is no web page', async () => {
    const { url, pass, office, slip, client } = await openAgent(requestFor('audit', 'read'));
    const ping = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
    expect((await post(url, `psp_${'a'.repeat(43)}`, ping)).status).toBe(401);
    expect((await post(url, pass, ping, { origin: 'https://evil.example' })).status).toBe(403);
    await office.call['agents:stop']({ id: slip });
    await expect(client.listTools()).rejects.toThrow();
  });

  it('is told what is wrong with a message, whatever it is', async () => {
    const { url, pass, client } = await openAgent(requestFor('audit', 'read'));
    const deep = `{"jsonrpc":"2.0","id":1,"method":"ping","params":${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
    const statuses = [];
    for (const body of ['{', '[]', deep, '{"id":1,"id":2}', `"${'x'.repeat(1_100_000)}"`]) {
      statuses.push((await post(url, pass, body)).status);
    }
    expect(statuses).toEqual([400, 400, 400, 400, 413]);
    const stream = await fetch(`${url}/mcp`, { headers: { authorization: `Bearer ${pass}` } });
    expect(stream.status).toBe(405);
    expect((await client.listTools()).tools.length).toBe(5);
  });
});
