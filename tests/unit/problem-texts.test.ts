import { describe, expect, test } from 'vitest';
import { problemText } from '../../shared/problem-texts.ts';
import { readingGrade } from '../reading-level.ts';
import { problems } from './sample-problems.ts';

/* Names that Cloudflare or the computer shows to the owner; read as one known thing. */
const names =
  /Client IP address filtering|Account API Tokens|Global API Key|Origin CA key|Your API Token|API token|Cloudflare|BAKERY_TOKEN/g;

const entries = Object.values(problems).map((problem) => [problem.code, problemText(problem)] as const);

describe('the words for a problem', () => {
  test.each(entries)('%s is told in words that a grade 7 reader follows', (_, { title, meaning }) => {
    const text = `${title}. ${meaning}`.replace(names, 'it');
    expect(readingGrade(text), text).toBeLessThanOrEqual(7);
  });

  test.each(entries)('%s has a short title, a meaning and a next step, and no exclamation', (_, text) => {
    const { title, meaning, next } = text;
    expect(title.split(' ').length).toBeLessThanOrEqual(11);
    expect(title).not.toMatch(/[.!]$/);
    expect(meaning).toMatch(/^[A-Z].*[.)]$|BAKERY_TOKEN$/);
    expect(next.label.length).toBeGreaterThan(3);
    expect(`${title} ${meaning} ${next.label}`).not.toMatch(/!|oops|sorry|undefined|null/i);
  });

  test('a slip that was not made says once that nothing changed, and what became of the token', () => {
    const { meaning } = problemText({
      code: 'slip-not-made',
      because: { code: 'timed-out' },
      token: 'deleted-again',
      mark: 'ps-aaaaaaaaaaaa',
    });
    expect(meaning.match(/Nothing changed/g)?.length).toBe(1);
    expect(meaning).toContain('deleted the new token again');
  });

  test('a token that is still there can be deleted, whatever the cause was', () => {
    expect(problemText(problems['slip-not-made']).next.action).toBe('clean-up');
  });
});
