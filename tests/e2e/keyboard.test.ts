import { describe, expect, it } from 'vitest';
import { practicePlan } from '../../build/tour/by-hand.ts';
import { Owner } from '../../build/tour/owner.ts';
import { PracticeHand } from '../../build/tour/practice-hand.ts';
import { jobs } from '../../shared/catalogue/jobs.ts';
import { stopAllWord } from '../../shared/stop-all.ts';
import { openWithAgent, questionOf, till } from './agent-house.ts';
import { purgeAnswers } from './errands.ts';
import { hasPrivateKeychain, openHouse } from './house.ts';
import { Typist } from './typist.ts';

const moved = { content: '198.51.100.1' };

describe.skipIf(!hasPrivateKeychain)('an owner who uses the keyboard alone', () => {
  it('comes from the first start to a copied prompt, and always sees where the focus is', async () => {
    const { app, cloudflare } = await openHouse();
    const { practice } = cloudflare;
    const page = await app.page();
    const typist = new Typist(page);

    await typist.startsAt('Let your AI agent help, without giving it the keys');
    await typist.tabTo('button', 'Use my Cloudflare account');
    await typist.press('Enter');
    await typist.startsAt('Your slips');
    await typist.tabTo('button', 'Connect with a setup key');
    await typist.press('Enter');

    await typist.startsAt('Connect your Cloudflare account');
    await app.putOnClipboard(practice.readyToken('accountSetupKey').value);
    await typist.tabTo('button', 'Paste');
    await typist.press('Space');
    await typist.startsAt('A setup key of the right kind', 2);
    await typist.tabTo('field', 'Which account is it for?');
    await typist.type(practice.seed.accounts.bakery.id);
    await typist.tabTo('button', 'Connect');
    await typist.press('Enter');

    await typist.startsAt('Your slips');
    await typist.tabTo('button', 'Write your first slip');
    await typist.press('Enter');
    await typist.startsAt('Who is this slip for?');
    await typist.chooseFrom('Codex', 'Claude');
    await typist.press('Enter');
    await typist.startsAt('What should your agent do?');
    await typist.chooseFrom('', 'Show visitors the new page');
    await typist.press('Enter');
    await typist.startsAt('Which website is it about?');
    await typist.chooseFrom('', 'bakery.example');
    await typist.press('Enter');
    await typist.startsAt('What is the task, and until when?');
    await typist.tabTo('field', 'The task');
    await typist.type('Clear the saved copy of the opening hours on bakery.example.');
    await typist.chooseFrom('', '7 days');
    await typist.tabTo('button', 'Create this token');
    await typist.press('Enter');

    await typist.startsAt('Your slip is ready');
    await typist.tabTo('button', 'Copy the prompt');
    await typist.press('Enter');
    const { clipboard } = await app.until((desktop) => desktop.clipboard.text.includes('opening hours'));
    expect(clipboard.text).toContain('Claude');
    expect(cloudflare.liveTokens()).toHaveLength(1);

    await typist.press('Escape');
    await new Owner(page).sees('Your slips');
    await typist.startsAt('Your slips');
  });

  it('answers an agent, undoes its change, swaps, asks for help, and stops all agents', async () => {
    const { app, main, ask } = await openWithAgent();
    const typist = new Typist(main);
    const record = await till(ask);
    await typist.startsAt('Your slips');
    await typist.use('button', 'Open slip');
    await typist.startsAt(jobs['change-dns'].title);

    /* The button that denies has the keyboard, so a blind Enter changes nothing. */
    const denied = ask('PATCH', record.path, moved);
    const first = new Typist(await questionOf(app));
    await first.isAt('button', 'Don’t allow');
    await first.enterToClose();
    expect((await denied).status).toBe(403);
    const allowed = ask('PATCH', record.path, moved);
    const page = await questionOf(app);
    const second = new Typist(page);
    await second.isAt('button', 'Don’t allow');
    await page.getByRole('button', { name: 'Allow once', disabled: false }).waitFor();
    await second.tabTo('button', 'Allow once');
    await second.enterToClose();
    expect((await allowed).status).toBe(200);

    await main.getByText('You allowed it.').waitFor();
    await typist.use('summary', 'Changes');
    await typist.use('button', 'Undo this change');
    await typist.isAt('summary', 'Changes');
    await main.getByText('It was undone later.').waitFor();
    expect((await till(ask)).content).toBe(record.content);

    await typist.use('button', 'Rotate the token to a new value');
    await typist.isAsked('Rotate the token to a new value?');
    await typist.use('button', 'Rotate it now');
    await typist.isAsked('The token is rotated');
    await typist.use('button', 'Done');
    await typist.isAt('button', 'Rotate the token to a new value');
    await typist.press('F1');
    await typist.isAsked('How to stop an agent');
    await typist.press('Escape');
    await typist.isAt('button', 'Rotate the token to a new value');

    await typist.press('Escape');
    await typist.isAt('button', 'Open slip');
    await typist.use('button', 'Settings');
    await typist.startsAt('Settings');
    await typist.tabTo('tab', 'Reminders');
    await typist.press('ArrowDown');
    await typist.isAt('tab', 'Start at login');
    await typist.press('Escape');
    await typist.startsAt('Your slips');
    await typist.use('button', 'Stop all agents');
    await typist.isAt('field', 'Type the word');
    await typist.type(stopAllWord);
    await typist.press('Enter');
    await typist.isAsked('All agents are stopped');
    await typist.use('button', 'Done');
    await typist.startsAt('Your slips');
  });

  it('makes a token by hand, apart from what is done in Cloudflare’s own pages', async () => {
    const { app } = await openHouse();
    const typist = new Typist(await app.page('index.html'));
    await typist.startsAt('Let your AI agent help, without giving it the keys');
    await typist.use('button', 'Practise first');
    await typist.startsAt('Your slips');
    await typist.use('button', 'Write your first slip');
    await typist.startsAt('Who is this slip for?');
    await typist.chooseFrom('', 'Codex');
    await typist.press('Enter');
    await typist.startsAt('What should your agent do?');
    await typist.chooseFrom('', purgeAnswers.job.title);
    await typist.press('Enter');
    await typist.startsAt('Which website is it about?');
    await typist.chooseFrom('', 'bakery.example');
    await typist.press('Enter');
    await typist.startsAt('What is the task, and until when?');
    await typist.tabTo('field', 'The task');
    await typist.type('Clear the saved copy of the opening hours on bakery.example.');
    await typist.use('button', 'Show me each click');
    await typist.startsAt('Open Cloudflare and log in');
    await typist.use('button', 'Open the practice form');
    const hand = new PracticeHand(await app.page('practice.html'), practicePlan(purgeAnswers, 'account'));
    await hand.fillIn();
    await hand.createAndCopy();
    await typist.use('button', 'Step 11:');
    await typist.startsAt('Copy the token');
    await typist.use('button', 'Paste');
    await typist.startsAt('Your slip is ready');
  });
});
