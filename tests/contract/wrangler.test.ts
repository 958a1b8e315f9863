import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { holdsValue } from '../../electron/core/leak-guard.ts';
import type { ApprovalCard } from '../../shared/approvals/card.ts';
import { answering, openLocalRoute } from '../fakes/open-local-route.ts';
import { requestFor } from '../fakes/requests.ts';
import { installWrangler } from './install-wrangler.ts';

const uuid = 'f5f5f5f5-f5f5-4f5f-8f5f-f5f5f5f5f5f5';
const guard = join(import.meta.dirname, 'wrangler/this-computer-only.cjs');

/** Ten minutes for whoever has to fetch wrangler over a slow line first. */
const fetchingMs = 600_000;

let program = '';
beforeAll(async () => {
  program = await installWrangler();
}, fetchingMs);

/** Real wrangler as the agent of a slip for a Pages project, and an owner who answers `say`. */
async function openWithWrangler(say: 'allow' | 'deny') {
  const route = await openLocalRoute();
  const { makeSlip, runAs, gate, home } = route;
  const slip = await makeSlip(requestFor('pages-project', 'change'));
  const cards: ApprovalCard[] = [];
  answering(gate(), (card) => {
    if (!cards.some(({ id }) => id === card.id)) cards.push(card);
    return say;
  });
  await mkdir(join(home, 'site'));
  await writeFile(join(home, 'site/index.html'), '<h1>Fresh bread from seven</h1>');
  const reached = join(home, 'reached.txt');
  await writeFile(reached, '');
  const quiet =
    'CI=1 WRANGLER_SEND_METRICS=false WRANGLER_HIDE_BANNER=true WRANGLER_SEND_ERROR_REPORTS=false';
  const settings = `${quiet} REACHED_FILE=${reached} NODE_OPTIONS="--require ${guard}"`;
  return {
    ...route,
    slip,
    cards,
    wrangler: (command: string) => runAs(slip, `cd ${home} && ${settings} node ${program} ${command}`),
    /** The hosts beyond this computer that wrangler wanted to reach. */
    reached: () => readFile(reached, 'utf8'),
  };
}
const deploy = 'pages deploy site --project-name bakery-site --branch main --commit-dirty=true';

describe.runIf(process.platform === 'linux')('wrangler as an agent that works through this app', () => {
  it('says who it is, lists the slip’s project and deployments, and deploys a site that the owner allows', async () => {
    const { wrangler, cards, reached, practice, office, slip, readAll } = await openWithWrangler('allow');
    const who = await wrangler('whoami');
    expect([who.code, who.stderr]).toEqual([0, '']);
    expect(who.stdout).toContain(practice.seed.accounts.bakery.name);
    const listed = await wrangler('pages project list --json');
    expect([listed.code, JSON.parse(listed.stdout).length]).toEqual([0, 1]);
    expect(listed.stdout).toContain('bakery-site');
    const deployments = 'pages deployment list --project-name bakery-site --json';
    const before = await wrangler(deployments);
    expect([before.code, before.stderr]).toEqual([0, '']);

    const deployed = await wrangler(deploy);
    expect([deployed.code, deployed.stdout]).toEqual([0, expect.stringContaining('Deployment complete')]);
    const after = await wrangler(deployments);
    expect(JSON.parse(after.stdout).length).toBe(JSON.parse(before.stdout).length + 1);
    expect(cards.map(({ asks }) => (asks.kind === 'change' ? asks.change.says : ''))).toEqual([
      expect.stringContaining('bakery-site'),
    ]);

    expect(await reached()).toBe('');
    const token = office.keychain.items.get(slip) ?? '';
    expect(token.length).toBeGreaterThan(40);
    const printed = [who, listed, before, deployed, after].map(({ stdout, stderr }) => stdout + stderr);
    expect([...printed, await readAll()].filter((text) => holdsValue(text, token))).toEqual([]);
  }, 120_000);

  it('shows the owner what the program of a site may use', async () => {
    const { wrangler, cards, home } = await openWithWrangler('allow');
    await mkdir(join(home, 'functions'));
    await writeFile(
      join(home, 'functions/hello.js'),
      'export const onRequest = () => new Response("Hello");',
    );
    const settings = {
      name: 'bakery-site',
      pages_build_output_dir: 'site',
      compatibility_date: '2026-01-01',
      d1_databases: [{ binding: 'DB', database_name: 'customers', database_id: uuid }],
    };
    await writeFile(join(home, 'wrangler.json'), JSON.stringify(settings));
    const deployed = await wrangler(deploy);
    expect([deployed.code, deployed.stderr]).toEqual([0, '']);
    const lines = cards.flatMap(({ asks }) => (asks.kind === 'change' ? asks.change.lines : []));
    expect(lines.map(({ label, after }) => [label, after])).toEqual(
      expect.arrayContaining([
        ['With a program', '_worker.bundle'],
        ['May use', expect.stringMatching(new RegExp(`^DB \\(d1: .*${uuid}`))],
        ['Runs as Cloudflare was on', '2026-01-01'],
      ]),
    );
  }, 120_000);

  it('is told no where the owner denies the deployment, and nothing is deployed', async () => {
    const { wrangler, cards, practice } = await openWithWrangler('deny');
    const deployed = await wrangler(deploy);
    expect([deployed.code, cards.length]).toEqual([1, 1]);
    expect(deployed.stdout + deployed.stderr).toContain('The owner said no');
    expect(
      practice.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/deployments')),
    ).toEqual([]);
  }, 120_000);
});
