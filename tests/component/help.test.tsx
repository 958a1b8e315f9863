import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { View } from '../../renderer/app/view.ts';
import { explainedWords, meaningOf } from '../../renderer/help/glossary.ts';
import { type HelpTopic, helpPageNames, topicOf, topicOfLink } from '../../renderer/help/help-topic.ts';
import { helpPages } from '../../renderer/help/pages.ts';
import { type Block, plainText, readPage, type Words } from '../../renderer/help/read-page.ts';
import { readingGrade, sentencesOf } from '../reading-level.ts';
import { heading, openApp, press } from './render-app.tsx';
import { sampleDraft, sampleSlip, sampleSnapshot } from './sample-slips.ts';

const folder = join(import.meta.dirname, '../../docs/owners');
const leaked = sampleSlip({ events: [{ what: 'leaked', at: '2026-03-01T12:00:00.000Z' }] });
const guided = sampleDraft({ guide: { form: 'account', step: 1 } });

const hasFocus = (element: Element) => waitFor(() => expect(document.activeElement).toBe(element));

/** All words of a page, in their order. */
function wordsIn(blocks: readonly Block[]): readonly (readonly Words[])[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'list') return block.items.flatMap(wordsIn);
    return block.kind === 'table' ? block.rows.flat() : [block.words];
  });
}

function exists({ page, heading: id }: HelpTopic): boolean {
  const ids = readPage(helpPages[page]).flatMap((block) => (block.kind === 'heading' ? [block.id] : []));
  return id === undefined || ids.includes(id);
}

describe.each(helpPageNames)('the page %s of the help', (page) => {
  const words = wordsIn(readPage(helpPages[page]));

  it('is the one that owners can read as a file, in forms that the app can show', () => {
    expect(helpPages[page]).toBe(readFileSync(join(folder, `${page}.md`), 'utf8'));
    expect(words.map(plainText).join('\n')).not.toMatch(/[*`_[\]|#<>]/);
  });

  it('leads to pages and headings that are there', () => {
    const links = words.flat().flatMap((one) => (one.kind === 'link' ? [topicOfLink(one.to)] : []));
    expect(links.every((topic) => topic !== null && exists(topic))).toBe(true);
  });

  it('is written for a grade 7 reader', () => {
    const text = words
      .map(plainText)
      .filter((line) => line.split(' ').length > 4)
      .map((line) => line.replaceAll(/dash\.cloudflare\.com|Cloudflare|Account API tokens/g, 'it'))
      .map((line) => (/[.:?]$/.test(line) ? line : `${line}.`))
      .join('\n');
    expect(readingGrade(text), text).toBeLessThanOrEqual(7);
    for (const sentence of sentencesOf(text)) {
      expect(sentence.split(' ').length, sentence).toBeLessThanOrEqual(26);
    }
    expect(text).not.toContain('!');
  });
});

describe('the help', () => {
  it('has every page that is written for owners', () => {
    expect(readdirSync(folder).toSorted()).toEqual(helpPageNames.map((name) => `${name}.md`).toSorted());
  });

  const views: readonly (readonly [View, Parameters<typeof sampleSnapshot>[0], HelpTopic['page']])[] = [
    [{ name: 'home' }, { world: null }, 'what-is-a-token'],
    [{ name: 'home' }, {}, 'README'],
    [{ name: 'connect', next: { name: 'home' } }, {}, 'give-a-slip'],
    [{ name: 'wizard' }, {}, 'give-a-slip'],
    [{ name: 'wizard' }, { draft: guided }, 'give-a-slip'],
    [{ name: 'tokens' }, {}, 'when-it-leaked'],
    [{ name: 'settings' }, {}, 'words'],
    [{ name: 'hand-swap', id: leaked.id, why: 'asked' }, {}, 'rotate-a-token'],
    [{ name: 'hand-delete', mark: 'x' }, {}, 'stop-an-agent'],
    [{ name: 'slip', id: leaked.id, fresh: 'created' }, {}, 'give-a-slip'],
    [{ name: 'slip', id: leaked.id, fresh: 'no' }, { slips: [sampleSlip()] }, 'stop-an-agent'],
    [{ name: 'slip', id: leaked.id, fresh: 'no' }, { slips: [leaked] }, 'when-it-leaked'],
  ];
  it.each(views)('answers on $name with a page and a heading that are there', (view, start, page) => {
    const topic = topicOf(view, sampleSnapshot(start));
    expect([topic.page, exists(topic)]).toEqual([page, true]);
  });

  it('opens on F1 at the heading that answers, and gives the focus and the screen back', async () => {
    const app = await openApp();
    await press(app, 'Write your first slip');
    await heading('Who is this slip for?');
    const name = screen.getByRole('radio', { name: /^Claude/ });
    await app.user.click(name);
    await app.user.keyboard('{F1}');
    const help = await screen.findByRole('dialog', { name: 'How to give your agent a slip' });
    await hasFocus(within(help).getByRole('heading', { name: 'Step by step' }));
    await app.user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await hasFocus(name);
    expect(screen.getByRole('radio', { name: /^Claude/ })).toHaveProperty('checked', true);
  });

  it('leads from page to page', async () => {
    const app = await openApp();
    await press(app, 'Help');
    await press(app, 'When a token leaked');
    const help = await screen.findByRole('dialog', { name: 'When a token leaked' });
    await hasFocus(within(help).getByRole('article'));
    await press(app, 'All answers');
    await screen.findByRole('dialog', { name: 'Help for owners' });
    await press(app, 'Back to where I was');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('prints the page that is shown, and nothing around it', async () => {
    const print = vi.spyOn(window, 'print').mockImplementation(() => undefined);
    const app = await openApp();
    await press(app, 'Help');
    await press(app, 'Words');
    await press(app, 'Print this page');
    expect(print).toHaveBeenCalledOnce();
    const sheet = screen.getByRole('heading', { level: 1, name: 'Words', hidden: true }).closest('main');
    expect(sheet?.textContent).toContain(meaningOf('setup key'));
    expect(sheet?.querySelector('button')).toBeNull();
    window.dispatchEvent(new Event('afterprint'));
    await waitFor(() =>
      expect(screen.queryByRole('heading', { level: 1, name: 'Words', hidden: true })).toBeNull(),
    );
  });
});

describe('a word of the app', () => {
  it('says what it means while it has the focus, until Esc', async () => {
    const app = await openApp({ connection: null });
    const word = await screen.findByRole('button', { name: 'setup key' });
    word.focus();
    await screen.findByRole('tooltip', { name: meaningOf('setup key') ?? '' });
    expect(word.getAttribute('aria-describedby')).toBe(screen.getByRole('tooltip').id);
    await app.user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('tooltip')).toBeNull());
    await heading('Your slips');
  });

  it.each([...explainedWords, 'rotate'])('is one of the list: %s', (word) => {
    expect(meaningOf(word)).toMatch(/^[A-Z].+\.$/);
  });

  it('has no meaning if it is not on the list', () => {
    expect(meaningOf('tokens')).toBeNull();
  });
});
