import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { CatalogueJob } from '../../shared/catalogue/jobs.ts';
import { routeFolder } from '../../shared/route-file.ts';
import { startKeychainSession } from '../launch/keychain-session.ts';
import type { LaunchedApp, LaunchOptions } from '../launch/launched-app.ts';
import { makeByHand } from './by-hand.ts';
import { type CanaryReport, CanarySearch } from './canary.ts';
import { readHeap } from './heap.ts';
import type { Answers } from './owner.ts';
import { readProcessTree } from './process-tree.ts';
import type { TourTarget } from './target.ts';
import { TourRecord, type TourStep } from './tour-record.ts';

export type TourReport = {
  readonly runtime: LaunchedApp['kind'];
  readonly keychain: string;
  readonly world: 'practice' | 'cloudflare';
  readonly job: string;
  readonly path: 'setup-key' | 'by-hand';
  readonly steps: readonly TourStep[];
  /** In the app's own window. */
  readonly fromNewSlipToPrompt: { readonly clicks: number; readonly keys: number };
  readonly canary: CanaryReport;
  readonly pictures: readonly string[];
};

/** What the tour is to show. */
export type TourPlan = {
  readonly job: CatalogueJob;
  readonly target: TourTarget;
  /** Whether the token is made by hand, in the practice dashboard. */
  readonly guided: boolean;
};

const agent = 'Codex';
const project = 'bakery-site';

/** Does the main job once, from the first start to revoking, and looks for the secret wherever it must not be. */
export async function takeTour(
  plan: TourPlan,
  folder: string,
  launch: (options: LaunchOptions) => Promise<LaunchedApp>,
): Promise<{ readonly prompt: string; readonly report: TourReport }> {
  const { target } = plan;
  const keychain = process.platform === 'linux' ? await startKeychainSession() : null;
  const api = target.kind === 'api' ? { PERMISSION_SLIP_API: target.baseUrl } : {};
  try {
    const app = await launch({ env: { ...keychain?.env, ...api } });
    try {
      return await walk(new TourRecord(app, await app.page(), folder), plan, keychain?.env ?? {});
    } finally {
      await app.close();
    }
  } finally {
    await keychain?.stop();
  }
}

async function walk(
  tour: TourRecord,
  { job, target, guided }: TourPlan,
  keychainEnv: Readonly<Record<string, string>>,
): Promise<{ readonly prompt: string; readonly report: TourReport }> {
  const { app, owner } = tour;
  const answers: Answers = {
    agent,
    job,
    zone: job.needsZone ? target.zone : null,
    project: job.pagesProject === 'needed' ? project : null,
  };

  await tour.step('welcome', () => owner.sees(/without giving it the keys/));
  await connect(tour, target);
  owner.startCounting();
  await answerAll(tour, answers);
  await (guided ? makeByHand(tour, answers) : create(tour));
  await tour.step('prompt-copied', async () => {
    await owner.press('Copy the prompt');
    await owner.page.getByRole('button', { name: /^Copied/ }).waitFor();
  });
  const fromNewSlipToPrompt = owner.counts;
  const { clipboard } = await app.desktop();
  tour.keep('clipboard after copying the prompt', clipboard.text);
  const token = await readToken(itemOf(clipboard.text), keychainEnv);
  await keepRouteFiles(tour);
  await stopAgain(tour);

  const canary = await searchEverywhere(tour, target.kind === 'api' ? [token, target.setupKey] : [token]);
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
      path: guided ? 'by-hand' : 'setup-key',
      steps: tour.steps,
      fromNewSlipToPrompt,
      canary,
      pictures: tour.pictures,
    },
  };
}

async function answerAll(tour: TourRecord, answers: Answers): Promise<void> {
  const { owner } = tour;
  await tour.step('who', async () => {
    await owner.startSlip();
    await owner.answerWho(answers);
  });
  await tour.step('job', async () => {
    await owner.press('Next: the job');
    await owner.answerJob(answers);
  });
  await tour.step('where', async () => {
    await owner.press(/^Next: which (website|project)$/);
    await owner.answerWhere(answers);
  });
  await tour.step('terms', async () => {
    await owner.press('Next: task and end date');
    await owner.answerTerms();
  });
}

async function create(tour: TourRecord): Promise<void> {
  const { owner } = tour;
  await tour.step('ready', async () => {
    await owner.press('Create this token');
    await owner.sees('Your slip is ready');
  });
}

async function stopAgain(tour: TourRecord): Promise<void> {
  const { owner } = tour;
  const { page } = owner;
  await tour.step('home', async () => {
    await owner.press('Done');
    await owner.sees('Your slips');
  });
  await tour.step('slip', async () => {
    await owner.press(/^Open slip /);
    await page.getByRole('button', { name: /^Stop this agent/ }).waitFor();
  });
  tour.keep('heap of the window', await readHeap(page));
  await tour.step('stop', async () => {
    await owner.press(/^Stop this agent/);
    await page.getByRole('dialog').waitFor();
  });
  await tour.step('stopped', async () => {
    await owner.press('Stop this agent now');
    await page.getByRole('heading', { name: 'This slip is stopped' }).waitFor();
  });
}

/* They are gone once the slip's agent is stopped. */
async function keepRouteFiles(tour: TourRecord): Promise<void> {
  const { home } = tour.app;
  if (home === null) return;
  const folder = join(home, ...routeFolder);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) tour.keep(`route file ${name}`, await readFile(join(folder, name), 'utf8'));
}

async function searchEverywhere(tour: TourRecord, secrets: readonly string[]): Promise<CanaryReport> {
  const { app } = tour;
  const search = new CanarySearch(secrets);
  for (const { place, text } of tour.texts) search.look(place, text);
  const desktop = await app.desktop();
  search.look('tray, notifications, links and clipboard', JSON.stringify(desktop));
  search.look('what the app printed', app.output());
  for (const { pid, text } of await readProcessTree(process.pid))
    search.look(`arguments and environment of process ${pid}`, text);
  await search.lookInFolder('data folder', app.dataFolder);
  if (app.home !== null) await search.lookInFolder('home', app.home);
  return search.report;
}

async function connect(tour: TourRecord, target: TourTarget): Promise<void> {
  const { owner } = tour;
  if (target.kind === 'practice') {
    await tour.step('practise', async () => {
      await owner.press('Practise first');
      await owner.sees('Your slips');
    });
    return;
  }
  await tour.step('connect', async () => {
    await owner.press('Use my Cloudflare account');
    await owner.press('Connect with a setup key');
    await owner.page.getByLabel('Setup key', { exact: true }).waitFor();
  });
  await tour.step('key-offered', async () => {
    await owner.paste('Setup key', target.setupKey);
    await owner.page.getByText(target.setupKey.slice(-4)).first().waitFor();
  });
  await tour.step('connected', async () => {
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
