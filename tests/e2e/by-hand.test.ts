import { describe, expect, it, onTestFinished } from 'vitest';
import { startKeychainSession } from '../../build/launch/keychain-session.ts';
import type { LaunchedApp } from '../../build/launch/launched-app.ts';
import { practicePlan } from '../../build/tour/by-hand.ts';
import { type Answers, Owner } from '../../build/tour/owner.ts';
import { type Mistake, PracticeHand } from '../../build/tour/practice-hand.ts';
import { type JobId, jobs } from '../../shared/catalogue/jobs.ts';
import type { GuideForm } from '../../shared/guide/guide-plan.ts';
import { answerAll, copyPrompt } from './errands.ts';
import { hasPrivateKeychain, lookUp, openApp } from './house.ts';

const answersFor = (id: JobId): Answers => {
  const job = jobs[id];
  return {
    agent: 'Codex',
    job,
    zone: job.needsZone ? 'bakery.example' : null,
    project: job.pagesProject === 'needed' ? 'bakery-site' : null,
  };
};

/** The app in the practice account, with a keychain of its own. */
async function openPractice() {
  const keychain = await startKeychainSession('unlocked');
  onTestFinished(() => keychain.stop());
  const app = await openApp({ env: keychain.env });
  const owner = new Owner(await app.page('index.html'));
  await owner.press('Practise first');
  return { app, owner, keychain };
}

/** From the last question onto the path through Cloudflare's form. */
async function takeTheGuide(owner: Owner, answers: Answers, form: GuideForm): Promise<void> {
  await answerAll(owner, answers);
  await owner.press('Show me each click');
  await step(owner, 1);
  if (form === 'account') return;
  await owner.press("Cloudflare doesn't let me");
  await step(owner, 2);
}

const step = (owner: Owner, number: number) =>
  owner.page.getByRole('article', { name: new RegExp(`^Step ${number} of`) }).waitFor();

/** Opens the form, fills it in, and brings the token that comes of it. */
async function makeToken(
  app: LaunchedApp,
  owner: Owner,
  answers: Answers,
  form: GuideForm,
  mistake: Mistake | null = null,
): Promise<PracticeHand> {
  await owner.press(/^Step 1:/);
  await owner.press(/^Open the practice form/);
  const hand = new PracticeHand(await app.page('practice.html'), practicePlan(answers, form));
  await hand.fillIn(mistake);
  await hand.createAndCopy();
  await owner.press(/^Step 11:/);
  await owner.press('Paste');
  return hand;
}

describe.skipIf(!hasPrivateKeychain)('a token made by hand', () => {
  const ways: readonly (readonly [JobId, GuideForm])[] = [
    ['purge-pages', 'account'],
    ['pages-domain', 'account'],
    ['analytics', 'account'],
    ['change-dns', 'user'],
    ['deploy-worker', 'user'],
    ['pages-project', 'user'],
  ];

  it.each(ways)('for "%s" in the form of the %s is proven and locked away', async (job, form) => {
    const { app, owner, keychain } = await openPractice();
    const answers = answersFor(job);
    await takeTheGuide(owner, answers, form);
    const hand = await makeToken(app, owner, answers, form);
    await owner.sees('Your slip is ready');
    await owner.page.getByText('Now close the box at Cloudflare').waitFor();
    await hand.close();

    const { prompt, item } = await copyPrompt(owner, { app });
    const token = await lookUp(keychain, item);
    expect(token).toMatch(form === 'account' ? /^cfat_/ : /^cfut_/);
    expect(prompt).not.toContain(token);
    expect((await app.desktop()).clipboard.text).not.toContain(token);
    await owner.press('Done');
    await owner.page.getByText('READY', { exact: true }).waitFor();
  });

  /* Five tokens, one after the other. */
  it('that is not as planned is caught at each mistake, and leads to where it is mended', async () => {
    const { app, owner, keychain } = await openPractice();
    const answers = answersFor('purge-pages');
    await takeTheGuide(owner, answers, 'account');
    const findings: readonly (readonly [Mistake, readonly string[], number])[] = [
      ['other-domain', ['reach cakeshop.example', 'reach bakery.example'], 5],
      ['all-domains', ['reach cakeshop.example'], 5],
      ['one-right-more', ['DNS'], 6],
      ['no-end-date', ['work for ever'], 8],
    ];
    for (const [mistake, words, mended] of findings) {
      const hand = await makeToken(app, owner, answers, 'account', mistake);
      await owner.page.getByText('This token can do more than planned').waitFor();
      for (const word of words) {
        expect(await owner.page.getByRole('listitem').filter({ hasText: word }).count(), mistake).toBe(1);
      }
      await owner.page
        .getByRole('button', { name: /^Show me where/ })
        .first()
        .click();
      await step(owner, mended);
      await owner.press(/^Step 11:/);
      await owner.press('Bring another token');
      await hand.close();
    }
    await makeToken(app, owner, answers, 'account');
    await owner.sees('Your slip is ready');
    const { item } = await copyPrompt(owner, { app });
    expect(await lookUp(keychain, item)).toMatch(/^cfat_/);
  }, 300_000);
});
