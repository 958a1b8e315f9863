import type { Locator, Page } from 'playwright-core';
import type { Answers, Owner } from '../../build/tour/owner.ts';
import type { ReadyTokenRole } from '../../electron/practice/seed/ready-tokens.ts';
import { jobs } from '../../shared/catalogue/jobs.ts';
import type { House } from './house.ts';

/** The slip of most tests: Codex may clear saved copies of single pages of bakery.example. */
export const purgeAnswers: Answers = {
  agent: 'Codex',
  job: jobs['purge-pages'],
  zone: 'bakery.example',
  project: null,
};

/** From the first start to a pasted setup key of the account Bakery Ltd, with its account named: one press before the end. */
export async function offerKey(owner: Owner, { cloudflare }: Pick<House, 'cloudflare'>): Promise<void> {
  await owner.press('Use my Cloudflare account');
  await owner.press('Connect with a setup key');
  await handInKey(owner, { cloudflare });
}

/** On the page for connecting: pastes the setup key and says which account it is for. */
export async function handInKey(
  owner: Owner,
  { cloudflare: { practice } }: Pick<House, 'cloudflare'>,
  role: ReadyTokenRole = 'accountSetupKey',
): Promise<void> {
  await owner.paste('Setup key', practice.readyToken(role).value);
  if (role !== 'accountSetupKey') return;
  const address = `https://dash.cloudflare.com/${practice.seed.accounts.bakery.id}/home/overview`;
  await owner.type('Which account is it for?', address);
}

/** From the first start to home, connected with the setup key of the account Bakery Ltd. */
export async function connect(owner: Owner, house: Pick<House, 'cloudflare'>): Promise<void> {
  await offerKey(owner, house);
  await owner.press('Connect');
  await owner.sees('Your slips');
}

/** From the first start to home, in practice. */
export async function practise(owner: Owner): Promise<void> {
  await owner.press('Practise first');
  await owner.sees('Your slips');
}

/** From home through the four questions, to the last button but not onto it. */
export async function answerAll(owner: Owner, answers: Answers = purgeAnswers): Promise<void> {
  await owner.startSlip();
  await owner.answerWho(answers);
  await owner.press('Next: the job');
  await owner.answerJob(answers);
  await owner.press(/^Next: which/);
  await owner.answerWhere(answers);
  await owner.press('Next: task and end date');
  await owner.answerTerms();
}

/** From home to a finished slip. */
export async function writeSlip(owner: Owner, answers: Answers = purgeAnswers): Promise<void> {
  await answerAll(owner, answers);
  await owner.press('Create this token');
  await owner.sees('Your slip is ready');
}

/** Copies the prompt of the finished slip on the screen, and answers with it and the keychain item that it names. */
export async function copyPrompt(
  owner: Owner,
  { app }: Pick<House, 'app'>,
): Promise<{ prompt: string; item: string }> {
  await app.putOnClipboard('');
  await owner.press('Copy the prompt');
  const { clipboard } = await app.until((desktop) => desktop.clipboard.text !== '');
  const prompt = clipboard.text;
  const item = /slip-[a-z2-7]{16}/.exec(prompt)?.[0];
  if (item === undefined) throw new Error('The prompt names no keychain item.');
  return { prompt, item };
}

/** From home to the open question whether to stop the agent of the newest slip. */
export async function askToStop(owner: Owner): Promise<void> {
  await owner.press(/^Open slip /);
  await owner.press('Stop this agent');
  await owner.page.getByRole('dialog').waitFor();
}

/** A notice with this title, with its buttons. */
export function notice(page: Page, title: string | RegExp): Locator {
  return page.locator('section').filter({ has: page.getByText(title, { exact: typeof title === 'string' }) });
}
