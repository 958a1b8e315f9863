import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LaunchedApp } from '../../build/launch/launched-app.ts';
import { Owner } from '../../build/tour/owner.ts';
import { bookFileName } from '../../electron/adapters/book-file.ts';
import { practise, purgeAnswers } from './errands.ts';
import { openApp } from './house.ts';

const answers = { ...purgeAnswers, agent: 'Claude' };
const task = 'Clear the saved copy of the opening hours on bakery.example.';

type Step = {
  readonly heading: string;
  readonly answer: (owner: Owner) => Promise<void>;
  /** What the draft on the disk holds then. */
  readonly kept: object;
  readonly isAnswered: (owner: Owner) => Promise<void>;
  readonly next: string;
};

const isChosen = ({ page }: Owner, name: string) =>
  page.getByRole('radio', { name: new RegExp(`^${name}`), checked: true }).waitFor({ state: 'attached' });

const steps: readonly [Step, ...Step[]] = [
  {
    heading: 'Who is this slip for?',
    answer: (owner) => owner.choose(/^Claude/),
    kept: { who: { agent: 'claude' } },
    isAnswered: (owner) => isChosen(owner, 'Claude'),
    next: 'Next: the job',
  },
  {
    heading: 'What should your agent do?',
    answer: (owner) => owner.answerJob(answers),
    kept: { job: { id: answers.job.id } },
    isAnswered: (owner) => isChosen(owner, answers.job.title),
    next: 'Next: which website',
  },
  {
    heading: 'Which website is it about?',
    answer: (owner) => owner.answerWhere(answers),
    kept: { where: { zones: { zone: { name: 'bakery.example' } } } },
    isAnswered: (owner) => isChosen(owner, 'bakery.example'),
    next: 'Next: task and end date',
  },
  {
    heading: 'What is the task, and until when?',
    answer: async (owner) => {
      await owner.type('The task', task);
      await owner.choose('7 days');
    },
    kept: { task, until: { kind: 'days', days: 7 } },
    isAnswered: async (owner) => {
      expect(await owner.page.getByLabel('The task', { exact: true }).inputValue()).toBe(task);
      await isChosen(owner, '7 days');
    },
    next: 'Create this token',
  },
];

/** Waits until the draft on the disk holds this. */
async function isKept({ dataFolder }: LaunchedApp, kept: object): Promise<void> {
  const draft = async () => JSON.parse(await readFile(join(dataFolder, bookFileName), 'utf8')).draft;
  await expect.poll(draft, { timeout: 30_000 }).toMatchObject(kept);
}

const ownerOf = async (app: LaunchedApp) => new Owner(await app.page());

async function goesOn(app: LaunchedApp): Promise<Owner> {
  const owner = await ownerOf(app);
  await owner.press('Go on with it');
  return owner;
}

/** Goes through the questions in one direction: every answer is still there. */
async function findsAllAnswers(app: LaunchedApp, direction: 'back' | 'on'): Promise<void> {
  const owner = await goesOn(app);
  const inOrder = direction === 'back' ? steps.toReversed() : steps;
  for (const step of inOrder) {
    await owner.sees(step.heading);
    await step.isAnswered(owner);
    if (step !== inOrder.at(-1)) await owner.press(direction === 'back' ? 'Back' : step.next);
  }
}

describe('an owner who is called away in the middle', () => {
  it('finds the question and the answer again after the window was closed, at each question', async () => {
    const app = await openApp();
    let owner = await ownerOf(app);
    await practise(owner);
    await owner.startSlip();
    const openAgain = [() => app.clickTrayEntry('Open Permission Slip'), () => app.startAgain()];
    for (const [index, { heading, answer, kept, isAnswered, next }] of steps.entries()) {
      await owner.sees(heading);
      await answer(owner);
      await isKept(app, kept);
      await app.closeWindow();
      await app.until(({ windows }) => windows.length === 0);
      await openAgain[index % openAgain.length]?.();
      owner = await goesOn(app);
      await owner.sees(heading);
      await isAnswered(owner);
      if (index < steps.length - 1) await owner.press(next);
    }
  });

  it('finds all answers again after the app was quit, and after the power failed', async () => {
    const app = await openApp();
    const owner = await ownerOf(app);
    await practise(owner);
    await owner.startSlip();
    for (const [index, { heading, answer, kept, next }] of steps.entries()) {
      await owner.sees(heading);
      await answer(owner);
      await isKept(app, kept);
      if (index < steps.length - 1) await owner.press(next);
    }
    await app.restartAfterKill();
    await findsAllAnswers(app, 'back');
    await isKept(app, { step: 'who' });
    await app.restart();
    await findsAllAnswers(app, 'on');
  });
  it('finds the question and the answer again after the window crashed', async () => {
    const app = await openApp();
    const before = await ownerOf(app);
    await practise(before);
    await before.startSlip();
    const [{ heading, answer, kept, isAnswered }] = steps;
    await answer(before);
    await isKept(app, kept);
    await app.crashPage();
    await app.until(({ windows }) => windows.length === 1);
    const owner = await goesOn(app);
    await owner.sees(heading);
    await isAnswered(owner);
    expect(owner.page).not.toBe(before.page);
  });
});
