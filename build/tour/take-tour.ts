import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import type { Job } from '../../shared/catalogue/jobs.ts';
import { buildApp } from '../bundle.ts';
import { launchInChromiumHost } from '../launch/chromium-host.ts';
import { startKeychainSession } from '../launch/keychain-session.ts';
import type { LaunchedApp } from '../launch/launched-app.ts';
import { Album } from './album.ts';
import { type CanaryReport, CanarySearch } from './canary.ts';
import { type Answers, Owner } from './owner.ts';
import { readProcessTree } from './process-tree.ts';
import type { TourTarget } from './target.ts';

/** One step of the tour: how long it took and what it cost the owner's hands. */
export type TourStep = {
  readonly name: string;
  readonly milliseconds: number;
  readonly clicks: number;
  readonly keys: number;
};

export type TourReport = {
  readonly runtime: LaunchedApp['kind'];
  readonly keychain: string;
  readonly world: 'practice' | 'cloudflare';
  readonly job: string;
  readonly steps: readonly TourStep[];
  readonly fromNewSlipToPrompt: { readonly clicks: number; readonly keys: number };
  readonly canary: CanaryReport;
  readonly pictures: readonly string[];
};

const agent = 'Codex';
const project = 'bakery-site';

/** Does the main job once, from the first start to revoking, and looks for the secret wherever it must not be. */
export async function takeTour(
  job: Job,
  target: TourTarget,
  folder: string,
): Promise<{ readonly prompt: string; readonly report: TourReport }> {
  const { main } = await buildApp({ mode: 'development' });
  const keychain = process.platform === 'linux' ? await startKeychainSession() : null;
  const app = await launchInChromiumHost(main, {
    env: {
      ...keychain?.env,
      ...(target.kind === 'api' ? { PERMISSION_SLIP_API: target.baseUrl } : {}),
    },
  });
  try {
    return await walk(app, job, target, folder, keychain?.env ?? {});
  } finally {
    await app.close();
    await keychain?.stop();
  }
}

async function walk(
  app: LaunchedApp,
  job: Job,
  target: TourTarget,
  folder: string,
  keychainEnv: Readonly<Record<string, string>>,
): Promise<{ readonly prompt: string; readonly report: TourReport }> {
  const page = await app.page();
  const owner = new Owner(page);
  const album = new Album(app, folder);
  const steps: TourStep[] = [];
  const texts: { readonly place: string; readonly text: string }[] = [];

  /* What stands on a screen is kept for the search: the token that is looked for is only known in the end. */
  const step = async (name: string, act: () => Promise<void>, picture = true): Promise<void> => {
    const before = owner.counts;
    const start = performance.now();
    await act();
    const milliseconds = Math.round(performance.now() - start);
    const { clicks, keys } = owner.counts;
    steps.push({ name, milliseconds, clicks: clicks - before.clicks, keys: keys - before.keys });
    texts.push({ place: `screen: ${name}`, text: await page.content() });
    if (picture) await album.take(page, name);
  };

  const answers: Answers = {
    agent,
    job,
    zone: job.needsZone ? target.zone : null,
    project: job.pagesProject === 'needed' ? project : null,
  };

  await step('welcome', () => owner.sees(/without giving it the keys/));
  await connect(owner, target, step);
  owner.startCounting();
  await step('who', async () => {
    await owner.startSlip();
    await owner.answerWho(answers);
  });
  await step('job', async () => {
    await owner.press('Next: the job');
    await owner.answerJob(answers);
  });
  await step('where', async () => {
    await owner.press(/^Next: which (website|project)$/);
    await owner.answerWhere(answers);
  });
  await step('terms', async () => {
    await owner.press('Next: task and end date');
    await owner.answerTerms();
  });
  await step('ready', async () => {
    await owner.press('Create this token');
    await owner.sees('Your slip is ready');
  });
  await step('prompt-copied', async () => {
    await owner.press('Copy the prompt');
    await page.getByRole('button', { name: /^Copied/ }).waitFor();
  });
  const fromNewSlipToPrompt = owner.counts;
  const { clipboard } = await app.desktop();
  texts.push({ place: 'clipboard after copying the prompt', text: clipboard.text });
  const token = await readToken(itemOf(clipboard.text), keychainEnv);

  await step('home', async () => {
    await owner.press('Done');
    await owner.sees('Your slips');
  });
  await step('slip', async () => {
    await owner.press(/^Open slip /);
    await page.getByRole('button', { name: /^Stop this agent/ }).waitFor();
  });
  texts.push({ place: 'heap of the window', text: await readHeap(page) });
  await step('stop', async () => {
    await owner.press(/^Stop this agent/);
    await page.getByRole('dialog').waitFor();
  });
  await step('stopped', async () => {
    await owner.press('Stop this agent now');
    await page.getByRole('heading', { name: 'This slip is stopped' }).waitFor();
  });

  const search = new CanarySearch(target.kind === 'api' ? [token, target.setupKey] : [token]);
  for (const { place, text } of texts) search.look(place, text);
  const desktop = await app.desktop();
  search.look('tray, notifications, links and clipboard', JSON.stringify(desktop));
  search.look('what the app printed', app.output());
  for (const { pid, text } of await readProcessTree(process.pid))
    search.look(`arguments and environment of process ${pid}`, text);
  await search.lookInFolder('data folder', app.dataFolder);

  return {
    prompt: clipboard.text,
    report: {
      runtime: app.kind,
      keychain:
        process.platform === 'linux'
          ? 'Secret Service (GNOME Keyring), in a session of its own'
          : 'the keychain of this system',
      world: target.kind === 'practice' ? 'practice' : 'cloudflare',
      job: job.id,
      steps,
      fromNewSlipToPrompt,
      canary: search.report,
      pictures: album.pictures,
    },
  };
}

async function connect(
  owner: Owner,
  target: TourTarget,
  step: (name: string, act: () => Promise<void>) => Promise<void>,
): Promise<void> {
  if (target.kind === 'practice') {
    await step('practise', async () => {
      await owner.press('Practise first');
      await owner.sees('Your slips');
    });
    return;
  }
  await step('connect', async () => {
    await owner.press('Use my Cloudflare account');
    await owner.press('Connect with a setup key');
    await owner.page.getByLabel('Setup key', { exact: true }).waitFor();
  });
  await step('key-offered', async () => {
    await owner.paste('Setup key', target.setupKey);
    await owner.page.getByText(target.setupKey.slice(-4)).first().waitFor();
  });
  await step('connected', async () => {
    const account = 'Which account is it for?';
    if ((await owner.page.getByLabel(account, { exact: true }).count()) > 0)
      await owner.type(account, target.accountId);
    await owner.press('Connect');
    await owner.sees('Your slips');
  });
}

/* The prompt names the keychain item; that is its whole point. */
function itemOf(prompt: string): string {
  const item = /slip-[a-z2-7]{16}/.exec(prompt)?.[0];
  if (item === undefined) throw new Error('The prompt names no keychain item.');
  return item;
}

async function readToken(item: string, env: Readonly<Record<string, string>>): Promise<string> {
  if (process.platform === 'linux') {
    const lookup = ['lookup', 'service', 'permission-slip', 'username', item];
    const { stdout } = await promisify(execFile)('secret-tool', lookup, { env: { ...process.env, ...env } });
    return stdout.trim();
  }
  const { AsyncEntry } = await import('@napi-rs/keyring');
  const value = await new AsyncEntry('permission-slip', item).getPassword();
  if (value === null) throw new Error('The keychain does not have the item.');
  return value;
}

/* All that the window's scripts hold in memory, as Chromium's own profiler writes it down. */
async function readHeap(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return chunks.join('');
}
