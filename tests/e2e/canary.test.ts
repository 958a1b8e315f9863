import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startKeychainSession } from '../../build/launch/keychain-session.ts';
import type { LaunchedApp } from '../../build/launch/launched-app.ts';
import { practicePlan } from '../../build/tour/by-hand.ts';
import { CanarySearch } from '../../build/tour/canary.ts';
import { readHeap } from '../../build/tour/heap.ts';
import { clickToClose, Owner } from '../../build/tour/owner.ts';
import { PracticeHand } from '../../build/tour/practice-hand.ts';
import { readProcessTree } from '../../build/tour/process-tree.ts';
import { jobs } from '../../shared/catalogue/jobs.ts';
import { passIn, routeFileName, routeFolder } from '../../shared/route-file.ts';
import { openWithAgent, questionOf, till } from './agent-house.ts';
import { startCloudflare } from './cloudflare.ts';
import { answerAll, connect, copyPrompt, writeSlip } from './errands.ts';
import { hasPrivateKeychain, openApp, openHouse } from './house.ts';

/** A page's text, and all that its scripts hold in memory. */
async function readPage(page: Page): Promise<{ readonly text: string; readonly heap: string }> {
  return { text: await page.content(), heap: await readHeap(page) };
}

function lookAt(
  searches: readonly CanarySearch[],
  name: string,
  { text, heap }: Awaited<ReturnType<typeof readPage>>,
): void {
  for (const search of searches) {
    search.look(`text of ${name}`, text);
    search.look(`heap of ${name}`, heap);
  }
}

/** Looks at all that other programs of the same user can see of the app. */
async function lookAround(searches: readonly CanarySearch[], app: LaunchedApp): Promise<void> {
  const desktop = JSON.stringify(await app.desktop());
  const processes = await readProcessTree(process.pid);
  expect(processes.some(({ text }) => text.includes('--type=renderer'))).toBe(true);
  for (const search of searches) {
    search.look('tray, notifications, links and clipboard', desktop);
    search.look('what the app printed', app.output());
    for (const { pid, text } of processes) search.look(`process ${pid}`, text);
    await search.lookInFolder('data', app.dataFolder);
    await search.lookInFolder('home', app.home ?? '');
  }
}

describe.skipIf(!hasPrivateKeychain)('no secret is found in the running app', () => {
  it('while its agent asks for a change, and after it', async () => {
    const cloudflare = await startCloudflare();
    onTestFinished(() => cloudflare.close());
    const { app, main, ask, slip, token } = await openWithAgent(cloudflare);
    const routeFile = join(...routeFolder, routeFileName(slip));
    const pass = passIn(await readFile(join(app.home ?? '', routeFile), 'utf8')) ?? '';
    const secret = await token();
    expect([secret.length > 40, pass.length > 40]).toEqual([true, true]);
    const search = new CanarySearch([secret]);
    const searchPass = new CanarySearch([pass]);
    const record = await till(ask);
    const asked = ask('PATCH', record.path, { content: '198.51.100.1' });
    const question = await questionOf(app);
    const searches = [search, searchPass];
    /* The agent does not wait for long; what was read is looked through after it. */
    const questionSeen = await readPage(question);
    await clickToClose(question.getByRole('button', { name: 'Allow once' }));
    search.look('answer', JSON.stringify(await asked));
    lookAt(searches, 'approvals.html', questionSeen);
    lookAt(searches, 'index.html', await readPage(main));
    await lookAround(searches, app);

    expect(search.report.searched).toEqual(
      expect.arrayContaining(['heap of approvals.html', 'data: slips.json', `home: ${routeFile}`]),
    );
    expect(search.report.searched.some((place) => /^data: changes\/change-/.test(place))).toBe(true);
    expect(search.report.found).toEqual([]);
    expect(new Set(searchPass.report.found)).toEqual(new Set([`home: ${routeFile}`]));
  });

  it('while the practice dashboard shows a token, but in that page', async () => {
    const keychain = await startKeychainSession('unlocked');
    onTestFinished(() => keychain.stop());
    const app = await openApp({ env: keychain.env });
    const owner = new Owner(await app.page('index.html'));
    await owner.press('Practise first');
    const answers = { agent: 'Codex', job: jobs['purge-pages'], zone: 'bakery.example', project: null };
    await answerAll(owner, answers);
    await owner.press('Show me each click');
    await owner.press(/^Open the practice form/);
    const dashboard = await app.page('practice.html');
    await new PracticeHand(dashboard, practicePlan(answers, 'account')).fillIn();
    await dashboard.getByRole('button', { name: 'Create token', exact: true }).click();
    const shown = dashboard.getByText(/^cfat_\w{40,}$/);
    const search = new CanarySearch([await shown.innerText()]);
    lookAt([search], 'practice.html', await readPage(dashboard));
    lookAt([search], 'index.html', await readPage(owner.page));
    await lookAround([search], app);
    expect(search.report.found).toEqual(['text of practice.html', 'heap of practice.html']);
  });

  it('once a setup key was pasted and a slip made with it', async () => {
    const house = await openHouse();
    const owner = await house.owner();
    await connect(owner, house);
    await writeSlip(owner);
    const { item } = await copyPrompt(owner, house);
    const { value: key } = house.cloudflare.practice.readyToken('accountSetupKey');
    const search = new CanarySearch([key, (await house.lookUp(item)) ?? '']);
    lookAt([search], 'index.html', await readPage(owner.page));
    await lookAround([search], house.app);
    expect(search.report.found).toEqual([]);
  });
});
