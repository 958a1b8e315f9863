import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { ApprovalsApp } from '../../renderer/approvals/ApprovalsApp.tsx';
import { failed, ok } from '../../shared/result.ts';
import { fakeApprovals, now, openQuestions, questionScenes, sampleCard } from './question-scenes.tsx';

const button = (name: string | RegExp) => screen.findByRole('button', { name });

async function open(change: Parameters<typeof sampleCard>[0] = {}) {
  const fake = openQuestions({ now, cards: [sampleCard(change)] });
  await screen.findByRole('article');
  return { ...fake, user: userEvent.setup() };
}
const answers = (asked: readonly unknown[]) =>
  asked.filter((one) => Array.isArray(one) && one[0] === 'answer').map((one) => (one as unknown[])[2]);

describe('the window with agents’ questions', () => {
  it('gives the keyboard to "Don’t allow", so that Enter denies', async () => {
    const { asked, user } = await open();
    expect(document.activeElement).toBe(await button('Don’t allow'));
    await user.keyboard('{Enter}');
    expect(answers(asked)).toEqual([{ say: 'deny' }]);
  });

  it('has the help behind F1 and its button, and another question does not come up behind it', async () => {
    const { tell, user } = await open();
    const dialog = { name: 'How to give your agent a slip' };
    await user.click(await button('Help'));
    const help = await screen.findByRole('dialog', dialog);
    await waitFor(() =>
      expect(document.activeElement).toBe(
        within(help).getByRole('heading', { name: 'When your agent asks' }),
      ),
    );
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    await user.keyboard('{F1}');
    await screen.findByRole('dialog', dialog);
    act(() => tell({ now, cards: [sampleCard({ id: `approval-${'b'.repeat(16)}` })] }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const deny = await button('Don’t allow');
    await waitFor(() => expect(document.activeElement).toBe(deny));
  });

  it('allows once, or changes like it for a while', async () => {
    const { asked, user } = await open();
    await user.click(await button('Allow once'));
    await user.click(await button('Allow changes like this for 15 minutes'));
    expect(answers(asked)).toEqual([{ say: 'allow' }, { say: 'allow-alike' }]);
  });

  it('says which question was over, where another one stands there by then', async () => {
    const next = sampleCard({ id: `approval-${'b'.repeat(16)}`, agent: 'Codex' });
    const { client, tell, user, asked } = await open();
    client.answer = async () => failed({ code: 'approval-gone' });
    await user.click(await button('Allow once'));
    const note = await screen.findByRole('alert');
    expect(note.textContent).not.toContain('Claude');
    act(() => tell({ now, cards: [next] }));
    expect(note.textContent).toContain('It was about this one: Claude. ');
    client.answer = async (id, answer) => {
      asked.push(['answer', id, answer]);
      return ok(null);
    };
    await user.click(await button('Don’t allow'));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect(answers(asked)).toEqual([{ say: 'deny' }]);
  });

  it('asks again for the questions where they could not be had', async () => {
    const view = { now, cards: [sampleCard()] };
    const { client } = fakeApprovals(view);
    client.get = async () => failed({ code: 'unexpected' });
    render(<ApprovalsApp client={client} />);
    const again = await button('Try again');
    client.get = async () => ok(view);
    await userEvent.setup().click(again);
    await screen.findByRole('article');
  });

  it('lets nothing be allowed before it was looked at for a moment', async () => {
    const { asked, user } = await open({ armed: false });
    expect(asked).toContainEqual(['look', sampleCard().id]);
    for (const name of ['Allow once', 'Allow changes like this for 15 minutes']) {
      await user.click(await button(name));
    }
    expect(answers(asked)).toEqual([]);
  });

  it('says in words how each line differs', async () => {
    await open();
    const rows = within(screen.getByRole('table')).getAllByRole('row').slice(1);
    expect(rows.map((row) => within(row).getByRole('rowheader').textContent)).toEqual([
      'Type stays',
      'Points to changes',
      'Note goes',
      'Through Cloudflare changes',
      'Remembered for new',
    ]);
  });

  it('says what is not set before, and what is removed', async () => {
    await open();
    const cells = (name: RegExp) =>
      within(screen.getByRole('row', { name }))
        .getAllByRole('cell')
        .map(({ textContent }) => textContent);
    expect(cells(/^Remembered for/)).toEqual(['not set', '1 hour']);
    expect(cells(/^Note/)).toEqual(['Do not change', 'removed']);
  });

  it('does not say that something was not set where nobody looked', async () => {
    openQuestions(questionScenes['question: a part is not looked at'] ?? { now, cards: [] });
    const row = await screen.findByRole('row', { name: /^Files to be set/ });
    expect(within(row).getAllByRole('cell')[0]?.textContent).toBe('we did not look');
  });

  it('looks like stopping where something goes, also in a plan until that line is struck', async () => {
    const { unmount } = openQuestions(questionScenes['question: something that goes'] ?? { now, cards: [] });
    expect((await screen.findByRole('button', { name: 'Allow once' })).className).toMatch(/stop/);
    unmount();
    openQuestions(questionScenes['question: a plan'] ?? { now, cards: [] });
    expect((await screen.findByRole('button', { name: 'Allow this plan' })).className).toMatch(/stop/);
    await userEvent.click(screen.getByRole('checkbox', { name: /^3. Removes/ }));
    expect(screen.getByRole('button', { name: 'Allow 2 of 3' }).className).toMatch(/primary/);
  });

  it('offers nothing for a while where a change can’t be taken back', async () => {
    openQuestions(questionScenes['question: something for good'] ?? { now, cards: [] });
    await screen.findByText(/This can’t be taken back/);
    expect(screen.queryByRole('button', { name: /15 minutes/ })).toBeNull();
  });

  it('tells what happens once the agent stops waiting', async () => {
    await open();
    await screen.findByText(
      /until you say yes. Claude waits 3\d seconds more. You can say yes for 10 minutes;/,
    );
  });

  it('tells when the agent has stopped waiting', async () => {
    await open({ heldUntil: null });
    await screen.findByText(
      /Claude has stopped waiting, and nothing was changed. If you say yes within 10 minutes/,
    );
  });

  it('shows one at a time, and the other once it is chosen', async () => {
    const view = questionScenes['question: several wait'] ?? { now, cards: [] };
    const { asked } = openQuestions(view);
    await screen.findByRole('heading', { name: 'Changes where www.bakery.example points.' });
    await userEvent.setup().click(await button(/^Codex: Adds a record/));
    await screen.findByRole('heading', { name: /^Adds a record/ });
    expect(asked.at(-1)).toEqual(['look', view.cards[1]?.id]);
  });

  it('hands in a plan without the lines that were struck', async () => {
    const { asked, user } = await open(questionScenes['question: a plan']?.cards[0]);
    await user.click(await screen.findByRole('checkbox', { name: /^2\./ }));
    await user.click(await button('Allow 2 of 3'));
    expect(answers(asked)).toEqual([{ say: 'allow-plan', struck: [1] }]);
  });

  it('can’t allow a plan of which nothing is left', async () => {
    const { asked, user } = await open(questionScenes['question: a plan']?.cards[0]);
    for (const box of screen.getAllByRole('checkbox')) await user.click(box);
    await user.click(await button('Allow 0 of 3'));
    expect(answers(asked)).toEqual([]);
  });

  it('gives the keyboard to "Don’t allow" again when the next question comes', async () => {
    const { tell } = await open();
    (await button('Allow once')).focus();
    act(() => tell({ now, cards: [sampleCard({ id: `approval-${'z'.repeat(16)}` })] }));
    expect(document.activeElement).toBe(await button('Don’t allow'));
  });
});
