import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { expect, it } from 'vitest';
import { findsCanary } from '../../build/tour/find-canary.ts';
import { wiredPrograms } from '../../shared/agent-wiring.ts';
import { passIn } from '../../shared/route-file.ts';
import { answering, openLocalRoute } from '../fakes/open-local-route.ts';
import { requestFor } from '../fakes/requests.ts';

type Seen = { readonly where: string; readonly text: string };

/** Every file below a folder, by its path there. */
async function filesIn(folder: string): Promise<readonly Seen[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map(async (path) => ({
        where: `file ${relative(folder, path)}`,
        text: await readFile(path, 'latin1'),
      })),
  );
}

it.runIf(process.platform === 'linux')(
  "neither the token nor the pass is found in what an agent's work leaves behind",
  async () => {
    const { office, makeSlip, home, gate, practice } = await openLocalRoute();
    const { call, desk, clipboard, files, log } = office;
    const seen: Seen[] = [];
    const keep = (where: string, what: unknown) => seen.push({ where, text: JSON.stringify(what) });
    desk.store.subscribe((snapshot) => keep('snapshot', snapshot));
    const id = await makeSlip(requestFor('change-dns', 'change'));
    const token = office.keychain.items.get(id) ?? '';
    const [routeFile] = (await filesIn(home)).filter(({ text }) => passIn(text) !== null);
    const pass = passIn(routeFile?.text ?? '') ?? '';
    const url = /^PERMISSION_SLIP_URL=(\S+)$/m.exec(routeFile?.text ?? '')?.[1] ?? '';
    gate().subscribe(() => keep('question', gate().cards()));
    answering(gate(), (card) => (JSON.stringify(card).includes('menu') ? 'allow' : 'deny'));

    /* The agent asks for what it may, for what it may not, and sends the secrets where none belong. */
    const authorization = `Bearer ${pass}`;
    const path = `/zones/${practice.seed.zones.bakery.id}/dns_records`;
    const record = (name: string, content = 'hello') => ({
      type: 'TXT',
      name: `${name}.bakery.example`,
      content,
      ttl: 300,
    });
    const send = async (method: string, to: string, body?: unknown) => {
      const answer = await fetch(`${url}/client/v4${to}`, {
        method,
        headers: { authorization, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      keep('answer', [answer.status, [...answer.headers], await answer.text()]);
      return answer.status;
    };
    const statuses = [
      await send('GET', path),
      await send('GET', '/user/tokens/verify'),
      await send('POST', path, record('menu')),
      await send('POST', path, record('evil')),
      await send('POST', path, record('evil', pass)),
      await send('POST', path, record('evil', token)),
      await send('GET', `${path}?name=${pass}`),
      await send('GET', `/user/tokens/${token}`),
    ];
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(
      new StreamableHTTPClientTransport(new URL(`${url}/mcp`), {
        requestInit: { headers: { authorization } },
      }),
    );
    keep('MCP answer', [await client.listTools(), client.getInstructions()]);
    const tools: readonly [string, Record<string, unknown>][] = [
      ['slip_info', {}],
      ['cloudflare_request', { method: 'GET', path: '/user/tokens/verify' }],
      ['cloudflare_request', { method: 'GET', path, query: { name: token } }],
      [
        'propose_changes',
        { reason: `with ${pass}`, requests: [{ method: 'POST', path, body: record('menu2') }] },
      ],
      ['check_live_url', { url: `https://bakery.example/?t=${token}` }],
      ['report_done', {}],
    ];
    for (const [name, args] of tools) keep('MCP answer', await client.callTool({ name, arguments: args }));
    await client.close();
    expect(statuses.slice(0, 4).map((status) => status < 300)).toEqual([true, true, true, false]);

    /* And the owner looks at all of it, and takes it along. */
    const changes = await call['agents:changes']({ id });
    keep('answer to agents:changes', changes);
    const change = changes.ok ? (changes.value[0]?.id ?? '') : '';
    keep('answer to agents:undo', await call['agents:undo']({ id, change }));
    keep('answer to agents:save-activity', await call['agents:save-activity']({ id }));
    for (const program of wiredPrograms)
      keep('answer to agents:copy-wiring', await call['agents:copy-wiring']({ id, program }));
    keep('answer to slip:copy-prompt', await call['slip:copy-prompt']({ id }));
    keep('answer to licences:read', await call['licences:read'](undefined));
    keep('answer to diagnostics:make', await call['diagnostics:make']({ withNames: true }));
    keep('answer to diagnostics:save', await call['diagnostics:save'](undefined));
    keep('answer to slips:export', await call['slips:export'](undefined));
    for (const { text } of clipboard.writes) keep('clipboard', text);
    for (const file of files.saved) keep('saved file', file);
    for (const told of office.notifier.shown) keep('notification', told);
    keep('log', log.lines);
    const places = [...seen, ...(await filesIn(home))];

    /* Each kind of place was there to be looked at. */
    expect(new Set(places.map(({ where }) => where.replace(/(?:change|slip)-[a-z2-7]{16}/, 'X')))).toEqual(
      new Set([
        'snapshot',
        'question',
        'answer',
        'MCP answer',
        ...['changes', 'undo', 'save-activity', 'copy-wiring'].map((name) => `answer to agents:${name}`),
        ...['slip:copy-prompt', 'licences:read', 'slips:export'].map((name) => `answer to ${name}`),
        ...['make', 'save'].map((name) => `answer to diagnostics:${name}`),
        'clipboard',
        'saved file',
        'log',
        'file data/activity.jsonl',
        'file data/changes/X.json',
        'file .permission-slip/routes/X.env',
      ]),
    );
    const found = (secret: string) =>
      places.filter(({ text }) => findsCanary(text, secret)).map(({ where }) => where);
    expect([token.length > 40, pass.length > 40]).toEqual([true, true]);
    expect(found(token)).toEqual([]);
    expect(found(pass)).toEqual([routeFile?.where]);
  },
  30_000,
);
