import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { failed, ok } from '../../shared/result.ts';
import { choose, heading, openApp, press } from './render-app.tsx';
import { bakery, bakeryZone, fewPlaces, manyPlaces, sampleDraft, sampleSlip } from './sample-slips.ts';

const example = /After I publish a change/;

function paper(): HTMLElement {
  return screen.getByRole('article', { name: /Permission slip number/ });
}

describe('from "New slip" to a copied prompt', () => {
  test('takes nine presses in the ordinary case', async () => {
    const app = await openApp({ slips: [sampleSlip()] });
    let presses = 0;
    document.addEventListener('click', ({ detail }) => {
      if (detail > 0) presses += 1;
    });
    await press(app, 'New slip');
    await press(app, 'Next: the job');
    await choose(app, /Show visitors the new page/);
    await press(app, 'Next: which website');
    await choose(app, 'bakery.example');
    await press(app, 'Next: task and end date');
    await press(app, example);
    await press(app, 'Create this token');
    await heading('Your slip is ready');
    await press(app, 'Copy the prompt');
    await screen.findByRole('button', { name: 'Copied. Paste it into Codex' });
    expect(app.bridge.sent('slip:copy-prompt')).toEqual([{ id: 'slip-zzzzzzzzzzzzzzzz' }]);
    expect(presses).toBe(9);
  });

  test.each([
    ['a setup key', {}, /^This app makes the token with your setup key/, 'Create this token'],
    ['practice', { world: 'practice' }, /^This app makes the token for you/, 'Create this token'],
    ['no setup key', { connection: null }, /^You make the token at Cloudflare/, 'Show me each click'],
  ] as const)(
    'says with %s which way to the token its one main button is',
    async (_with, start, says, main) => {
      const app = await openApp({ ...start, slips: [sampleSlip()], draft: sampleDraft({ step: 'terms' }) });
      await press(app, 'Go on with it');
      await screen.findByText(says);
      expect(screen.getAllByRole('button').filter(({ className }) => /primary/.test(className))).toEqual([
        screen.getByRole('button', { name: main }),
      ]);
    },
  );

  test('works with the keyboard alone, Enter going on at each step', async () => {
    const { user, bridge } = await openApp();
    await user.tab();
    await user.keyboard('{Enter}');
    await heading('Who is this slip for?');
    await user.tab();
    await user.keyboard(' {ArrowDown}{Enter}');
    await heading('What should your agent do?');
    await user.tab();
    await user.keyboard(' {Enter}');
    await heading('Which website is it about?');
    await screen.findByRole('radio', { name: 'bakery.example' });
    await user.tab();
    await user.keyboard(' {Enter}');
    await heading('What is the task, and until when?');
    await user.tab();
    await user.keyboard('Clear the saved copy of the menu{Enter}');
    await heading('Your slip is ready');
    expect(bridge.sent('slip:issue')[0]?.request).toMatchObject({
      who: { agent: 'claude' },
      job: 'purge-pages',
      task: 'Clear the saved copy of the menu',
      place: { reach: { kind: 'one-zone', zone: bakeryZone } },
      until: { kind: 'days', days: 30 },
    });
  });

  test('the paper writes itself while the owner answers', async () => {
    const app = await openApp();
    await press(app, 'Write your first slip');
    await choose(app, /Codex/);
    within(paper()).getByText('Codex, on this computer');
    await press(app, 'Next: the job');
    await choose(app, /Show visitors/);
    within(paper()).getByText('clear saved copies of single pages');
    within(paper()).getByText(/clear everything, change DNS/);
  });
});

describe('leaving and coming back', () => {
  test('Esc goes back one step at a time, and nothing is lost', async () => {
    const { user } = await openApp({ draft: sampleDraft({ task: 'Clear the menu page' }) });
    await user.click(await screen.findByRole('button', { name: 'Go on with it' }));
    await heading('What is the task, and until when?');
    await user.keyboard('{Escape}');
    await heading('Which website is it about?');
    await user.keyboard('{Escape}');
    await heading('What should your agent do?');
    await user.keyboard('{Escape}');
    await heading('Who is this slip for?');
    await user.keyboard('{Escape}');
    await heading('Your slips');
    await user.click(screen.getByRole('button', { name: 'Go on with it' }));
    for (const step of ['the job', 'which website', 'task and end date']) {
      await user.click(await screen.findByRole('button', { name: `Next: ${step}` }));
    }
    expect((screen.getByLabelText('The task') as HTMLTextAreaElement).value).toBe('Clear the menu page');
  });

  test('what was typed is saved, also when the window closes in the middle of a word', async () => {
    const { user, bridge, close } = await openApp({ draft: sampleDraft() });
    await user.click(await screen.findByRole('button', { name: 'Go on with it' }));
    await user.type(await screen.findByLabelText('The task'), 'Clear the me');
    close();
    expect(bridge.sent('draft:save').at(-1)?.draft.task).toBe('Clear the me');
  });

  test('answers that could not be saved say so, stay, and are saved when the disk has room again', async () => {
    const { user, bridge } = await openApp({ draft: sampleDraft() });
    let full = true;
    bridge.answer('draft:save', () => (full ? failed({ code: 'storage-full' }) : ok(null)));
    await user.click(await screen.findByRole('button', { name: 'Go on with it' }));
    await user.type(await screen.findByLabelText('The task'), 'Clear the menu');
    const told = await screen.findByRole('alert');
    expect(told.textContent).toContain('Your answers are not saved yet');
    expect(told.textContent).toContain(
      'The disk of this computer is full. They stay here as long as you stay on this page.',
    );
    full = false;
    await user.click(screen.getByRole('button', { name: 'Save again' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect((screen.getByLabelText('The task') as HTMLTextAreaElement).value).toBe('Clear the menu');
  });

  test.each(['issuing', 'keeping'] as const)(
    'a new slip that is asked for at %s of another begins with no answer of that one',
    async (doing) => {
      const progress = doing === 'issuing' ? ({ doing, step: 'proving' } as const) : { doing };
      const draft = sampleDraft({ task: 'Clear the menu page' });
      const app = await openApp({ slips: [sampleSlip()], draft, progress });
      await press(app, 'New slip');
      expect(await heading('Who is this slip for?')).toBeTruthy();
      await press(app, 'Next: the job');
      await heading('What should your agent do?');
      expect(app.bridge.sent('draft:save')).toEqual([]);
      expect(app.bridge.sent('draft:begin').map(({ draft: begun }) => begun.task)).toEqual(['']);
    },
  );

  test('a wizard that was only opened leaves no draft behind', async () => {
    const { user, bridge } = await openApp();
    await user.click(screen.getByRole('button', { name: 'Write your first slip' }));
    await heading('Who is this slip for?');
    await user.keyboard('{Escape}');
    await heading('Your slips');
    expect(bridge.sent('draft:save')).toEqual([]);
  });

  test('a draft resumes at its step; a website that is gone has to be chosen again', async () => {
    const gone = { id: '9'.repeat(32), name: 'sold.example' };
    const where = { ...sampleDraft().where, zones: { kind: 'one' as const, zone: gone } };
    const app = await openApp({ draft: sampleDraft({ task: 'Clear the menu page', where }) });
    await press(app, 'Go on with it');
    await waitFor(() => expect(within(paper()).queryByText('sold.example only')).toBeNull());
    await press(app, 'Create this token');
    await heading('Which website is it about?');
    expect((await screen.findByRole('alert')).textContent).toContain('Choose where it is good for');
    expect(app.bridge.sent('slip:issue')).toEqual([]);
  });

  test('a draft can be thrown away, and brought back', async () => {
    const thrown = sampleDraft();
    const waiting = sampleDraft({ job: null });
    const app = await openApp({ draft: thrown }, (bridge) =>
      bridge.answer('draft:discard', () => {
        bridge.push({ draft: waiting });
        return ok(null);
      }),
    );
    screen.getByText(/^Show visitors the new page, for Codex, on bakery\.example\./);
    await press(app, 'Throw it away');
    await screen.findByText('The unfinished slip is gone');
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Your slips'));
    screen.getByText(/^A new slip, for Codex, on bakery\.example\./);
    await press(app, 'Bring it back');
    await screen.findByText(/^Show visitors the new page, for Codex/);
    expect(app.bridge.sent('draft:begin')).toEqual([{ draft: thrown }]);
    expect(screen.queryByText('The unfinished slip is gone')).toBeNull();
  });
});

describe('the questions', () => {
  test('an agent without a name can not go on, and the field takes the focus', async () => {
    const app = await openApp();
    await press(app, 'Write your first slip');
    await choose(app, /Another agent/);
    await press(app, 'Next: the job');
    expect((await screen.findByRole('alert')).textContent).toContain('Give it a name');
    expect(document.activeElement).toBe(screen.getByLabelText('What do you call this agent?'));
  });

  test('what was typed for an agent of another name is there again after a look at another card', async () => {
    const app = await openApp();
    await press(app, 'Write your first slip');
    await choose(app, /Another agent/);
    await app.user.type(screen.getByLabelText('What do you call this agent?'), 'Helper');
    await choose(app, /^Claude/);
    await choose(app, /Another agent/);
    expect(screen.getByLabelText('What do you call this agent?')).toHaveProperty('value', 'Helper');
  });

  test('a day and a reason are there again after a look at another end', async () => {
    const app = await openApp({ draft: sampleDraft() });
    await press(app, 'Go on with it');
    await choose(app, 'Until a date');
    fireEvent.change(screen.getByLabelText('The last day'), { target: { value: '2026-12-01' } });
    await press(app, 'No end date');
    await app.user.type(screen.getByLabelText('Why does it need no end date?'), 'It runs each night');
    await press(app, 'Set an end date');
    expect(screen.getByLabelText('The last day')).toHaveProperty('value', '2026-12-01');
    await choose(app, '7 days');
    await choose(app, 'Until a date');
    expect(screen.getByLabelText('The last day')).toHaveProperty('value', '2026-12-01');
    await press(app, 'No end date');
    expect(screen.getByLabelText('Why does it need no end date?')).toHaveProperty(
      'value',
      'It runs each night',
    );
  });

  test('a website and a reason are there again after a turn between one and all', async () => {
    const job = { id: 'audit', access: 'read' } as const;
    const app = await openApp({ draft: sampleDraft({ step: 'where', job }) });
    await press(app, 'Go on with it');
    await press(app, 'All websites of this account');
    await app.user.type(screen.getByLabelText('Why does one website not do?'), 'We look at all');
    await press(app, 'Back to one website');
    within(paper()).getByText('bakery.example only');
    await press(app, 'All websites of this account');
    expect(screen.getByLabelText('Why does one website not do?')).toHaveProperty('value', 'We look at all');
  });

  test('each is answered by a press of its own: a key that is held, or a double click, answers one', async () => {
    const { user } = await openApp({ draft: sampleDraft({ step: 'who' }) });
    await user.click(await screen.findByRole('button', { name: 'Go on with it' }));
    const who = await heading('Who is this slip for?');
    expect(fireEvent.keyDown(who, { key: 'Enter', repeat: true })).toBe(false);
    await heading('Who is this slip for?');
    await user.dblClick(screen.getByRole('button', { name: 'Next: the job' }));
    const job = await heading('What should your agent do?');
    fireEvent.keyDown(job, { key: 'Enter' });
    await heading('Which website is it about?');
  });

  test('of the task takes no held key for an answer', async () => {
    const app = await openApp({ draft: sampleDraft({ task: 'Clear the menu page' }) });
    await press(app, 'Go on with it');
    fireEvent.keyDown(await screen.findByLabelText('The task'), { key: 'Enter', repeat: true });
    expect(app.bridge.sent('slip:issue')).toEqual([]);
  });

  test('the rest of the jobs is one press away, and the focus lands on the first of them', async () => {
    const app = await openApp({ draft: sampleDraft({ step: 'job', job: null }) });
    await press(app, 'Go on with it');
    await press(app, 'See all jobs');
    expect(screen.getAllByRole('radio').length).toBe(11);
    expect((document.activeElement as HTMLInputElement).value).toBe('pages-domain');
  });

  test('a job that can be done by looking only starts with looking only', async () => {
    const app = await openApp({ draft: sampleDraft({ step: 'job', job: null }) });
    await press(app, 'Go on with it');
    await choose(app, /Publish a website/);
    expect((screen.getByRole('radio', { name: /Look only/ }) as HTMLInputElement).checked).toBe(true);
    await choose(app, /Look and change/);
    within(paper()).getByText(/Wider than looking only/);
    expect(screen.getByRole('status').textContent).toContain('Wider than looking only');
  });

  test('a single website is offered and not chosen silently', async () => {
    const one = { ...fewPlaces, zones: fewPlaces.zones.slice(0, 1) };
    const where = { ...sampleDraft().where, zones: { kind: 'one' as const, zone: null } };
    const app = await openApp({ draft: sampleDraft({ step: 'where', where }) }, (bridge) =>
      bridge.answer('places:list', () => ok(one)),
    );
    await press(app, 'Go on with it');
    const card = (await screen.findByRole('radio', { name: 'bakery.example' })) as HTMLInputElement;
    expect(card.checked).toBe(false);
  });

  test('many websites come with a search, and Enter takes the only one found', async () => {
    const app = await openApp({ draft: sampleDraft({ step: 'where' }) }, (bridge) =>
      bridge.answer('places:list', () => ok(manyPlaces)),
    );
    await press(app, 'Go on with it');
    const search = await screen.findByRole('searchbox');
    const isSaid = (text: string) => screen.findByText(text, { selector: '[role="status"]' });
    await app.user.type(search, 'shop-7');
    await isSaid('11 were found.');
    await app.user.type(search, '7');
    await isSaid('One was found. Press Enter to choose it.');
    await app.user.keyboard('{Enter}');
    await isSaid('shop-77.example is chosen.');
    expect((screen.getByRole('radio', { name: 'shop-77.example' }) as HTMLInputElement).checked).toBe(true);
  });

  test('all websites need a reason', async () => {
    const app = await openApp({
      draft: sampleDraft({ step: 'where', job: { id: 'audit', access: 'read' } }),
    });
    await press(app, 'Go on with it');
    await press(app, 'All websites of this account');
    within(paper()).getByText(/also websites that you add later/);
    await press(app, 'Next: task and end date');
    expect((await screen.findByRole('alert')).textContent).toContain('Give a short reason');
    await app.user.type(
      screen.getByLabelText('Why does one website not do?'),
      'The audit is for the whole firm',
    );
    await press(app, 'Next: task and end date');
    await heading('What is the task, and until when?');
  });

  test('a changing job has no way to all websites', async () => {
    const app = await openApp({ draft: sampleDraft({ step: 'where' }) });
    await press(app, 'Go on with it');
    await screen.findByRole('radio', { name: 'bakery.example' });
    expect(screen.queryByRole('button', { name: /All websites/ })).toBeNull();
  });

  test('a page of another website is sent back', async () => {
    const app = await openApp({ draft: sampleDraft({ step: 'where' }) });
    await press(app, 'Go on with it');
    await app.user.click(await screen.findByText('Only a part of it, or one page?'));
    await app.user.type(screen.getByLabelText('Web address'), 'www.other.example');
    await press(app, 'Next: task and end date');
    expect((await screen.findByRole('alert')).textContent).toContain('not part of the website');
  });

  test('a vague task is gently sent back, and an example can take its place and be taken back', async () => {
    const app = await openApp({ draft: sampleDraft() });
    await press(app, 'Go on with it');
    await app.user.type(screen.getByLabelText('The task'), 'fix Cloudflare');
    await press(app, 'Create this token');
    expect((await screen.findByRole('alert')).textContent).toContain('Say it a bit more exactly');
    await press(app, example);
    expect((screen.getByLabelText('The task') as HTMLTextAreaElement).value).toContain('bakery.example');
    await press(app, 'Put back what I wrote');
    expect((screen.getByLabelText('The task') as HTMLTextAreaElement).value).toBe('fix Cloudflare');
  });

  test('a token pasted into the task is not kept, not shown and not saved', async () => {
    const app = await openApp({ draft: sampleDraft() });
    await press(app, 'Go on with it');
    const secret = `cfut_${'a1B2'.repeat(12)}`;
    const field = screen.getByLabelText('The task') as HTMLTextAreaElement;
    fireEvent.change(field, { target: { value: `use ${secret}` } });
    expect((await screen.findByRole('alert')).textContent).toContain('token or key in this field');
    expect(field.value).toBe('');
    app.close();
    expect(JSON.stringify(app.bridge.calls)).not.toContain(secret);
  });

  test('no end date needs a reason, and says on the paper what it costs', async () => {
    const app = await openApp({ draft: sampleDraft({ task: 'Clear the menu page' }) });
    await press(app, 'Go on with it');
    await press(app, 'No end date');
    within(paper()).getByText(/stays open until you stop it yourself/);
    expect(document.activeElement).toBe(screen.getByLabelText('Why does it need no end date?'));
    await press(app, 'Create this token');
    expect((await screen.findByRole('alert')).textContent).toContain('Give a short reason');
  });

  test('a day that is over is sent back', async () => {
    const app = await openApp({ draft: sampleDraft({ task: 'Clear the menu page' }) });
    await press(app, 'Go on with it');
    await choose(app, 'Until a date');
    fireEvent.change(screen.getByLabelText('The last day'), { target: { value: '2026-11-01' } });
    await press(app, 'Create this token');
    expect((await screen.findByRole('alert')).textContent).toContain('This day is over');
  });
});

describe('the lists', () => {
  test('a list that can not be had says why, and trying again asks anew', async () => {
    let fails = true;
    const app = await openApp({ draft: sampleDraft({ step: 'where' }) }, (bridge) =>
      bridge.answer('places:list', () => (fails ? failed({ code: 'offline' }) : ok(fewPlaces))),
    );
    await press(app, 'Go on with it');
    expect((await screen.findByRole('alert')).textContent).toContain("We can't reach Cloudflare");
    fails = false;
    await press(app, 'Try again');
    await screen.findByRole('radio', { name: 'bakery.example' });
    expect(app.bridge.sent('places:list').at(-1)).toEqual({ fresh: true });
  });

  test('an account without websites says what to do', async () => {
    const app = await openApp({ draft: sampleDraft({ step: 'where' }) }, (bridge) =>
      bridge.answer('places:list', () => ok({ ...fewPlaces, zones: [] })),
    );
    await press(app, 'Go on with it');
    await screen.findByText('There is no website in this account');
    screen.getByRole('button', { name: 'Look again' });
  });

  const other = { id: 'f'.repeat(32), name: 'Cakes and more' };
  const cakes = { id: '8'.repeat(32), name: 'cakes.example', account: other, status: 'active' } as const;
  const places = { ...fewPlaces, accounts: [bakery, other], zones: [...fewPlaces.zones, cakes] };

  test('several accounts are asked for first', async () => {
    const where = { ...sampleDraft().where, account: null, zones: { kind: 'one' as const, zone: null } };
    const app = await openApp({ draft: sampleDraft({ step: 'where', where }) }, (bridge) =>
      bridge.answer('places:list', () => ok(places)),
    );
    await press(app, 'Go on with it');
    await choose(app, 'Cakes and more');
    await choose(app, 'cakes.example');
    within(paper()).getByText('cakes.example only');
    expect(screen.queryByRole('radio', { name: 'bakery.example' })).toBeNull();
  });

  test('another account that was chosen stays chosen, also after another look', async () => {
    const where = { ...sampleDraft().where, domain: 'bakery.example' };
    const app = await openApp({ draft: sampleDraft({ step: 'where', where }) }, (bridge) =>
      bridge.answer('places:list', () => ok({ ...places, zones: fewPlaces.zones })),
    );
    await press(app, 'Go on with it');
    await choose(app, 'Cakes and more');
    app.bridge.answer('places:list', () => ok(places));
    await press(app, 'Look again');
    await choose(app, 'cakes.example');
    within(paper()).getByText('cakes.example only');
    await waitFor(() =>
      expect(app.bridge.sent('draft:save').at(-1)?.draft.where).toMatchObject({
        account: other,
        domain: 'cakes.example',
      }),
    );
  });
});
