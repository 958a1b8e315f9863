import type { Page } from 'playwright-core';
import { readingGrade, sentencesOf } from '../reading-level.ts';

/** What an owner would stumble over in the words of a page, one line each. */
export async function wordingFindings(page: Page): Promise<readonly string[]> {
  const { headings, text } = await words(page);
  const grade = readingGrade(text);
  return [
    ...(headings === 1 ? [] : [`${headings} main headings`]),
    ...(grade <= 7 ? [] : [`words for grade ${grade.toFixed(1)}: ${text}`]),
    ...sentencesOf(text)
      .filter((sentence) => sentence.split(' ').length > 26)
      .map((sentence) => `too long: ${sentence}`),
    ...(text.includes('!') ? [`an exclamation mark: ${text}`] : []),
  ];
}

/** The running text of a page. Cloudflare's own labels, names, numbers and the prompt are not ours to simplify. */
function words(page: Page): Promise<{ readonly headings: number; readonly text: string }> {
  return page.evaluate(() => {
    const body = document.body.cloneNode(true) as HTMLElement;
    for (const label of body.querySelectorAll('[data-screen-label]')) label.textContent = 'it';
    for (const other of body.querySelectorAll(
      'pre, q, article[aria-label^="Permission slip"], svg, code, time, [role="timer"]',
    ))
      other.remove();
    const text = [...body.querySelectorAll('p, small, li, dd, summary, label, h1, h2')]
      .filter((block) => block.querySelector('p, small, li, dd, label, h2') === null)
      .map((block) => block.textContent?.replace(/\s+/g, ' ').trim() ?? '')
      .filter((line) => line.split(' ').length > 4)
      .map((line) => line.replace(/\b[\w-]+(?:\.[\w-]+)+\b/g, 'it'))
      .map((line) => (/[.:?!]$/.test(line) ? line : `${line}.`))
      .join('\n');
    const headings = [...document.querySelectorAll('h1')].filter((heading) => heading.checkVisibility());
    return { headings: headings.length, text };
  });
}
