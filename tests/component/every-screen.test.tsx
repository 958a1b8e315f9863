import { describe, expect, test } from 'vitest';
import { readingGrade, sentencesOf } from '../../shared/reading/reading-level.ts';
import { openApp } from './render-app.tsx';
import { scenes } from './scenes.ts';

/** The running text of the page. Cloudflare's own labels, names, numbers and the prompt are not ours to simplify. */
function runningText(): string {
  const page = document.body.cloneNode(true) as HTMLElement;
  for (const label of page.querySelectorAll('[data-screen-label]')) label.textContent = 'it';
  for (const other of page.querySelectorAll('pre, article, svg, code, time, [role="timer"]')) other.remove();
  const blocks = [...page.querySelectorAll('p, small, li, dd, summary, label, h1, h2')].filter(
    (block) => block.querySelector('p, small, li, dd, label, h2') === null,
  );
  return blocks
    .map((block) => block.textContent?.replace(/\s+/g, ' ').trim() ?? '')
    .filter((text) => text.split(' ').length > 4)
    .map((text) => text.replace(/\b[\w-]+(?:\.[\w-]+)+\b/g, 'it'))
    .map((text) => (/[.:?!]$/.test(text) ? text : `${text}.`))
    .join('\n');
}

/* What axe finds in them is asked of a real Chromium, in tests/visual. */
describe.each(Object.entries(scenes))('%s', (_, { start, prepare, play }) => {
  test('has one main heading, and words for a grade 7 reader', async () => {
    const app = await openApp(start, prepare);
    await play?.(app);
    expect(document.querySelectorAll('h1').length).toBe(1);
    const text = runningText();
    expect(readingGrade(text), text).toBeLessThanOrEqual(7);
    for (const sentence of sentencesOf(text)) {
      expect(sentence.split(' ').length, sentence).toBeLessThanOrEqual(26);
    }
    expect(text).not.toContain('!');
  });
});
