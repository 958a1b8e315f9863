import { describe, expect, it } from 'vitest';
import { anySlip } from '../../../build/bench/reminder-year.ts';
import { randomFrom } from '../../../build/random-from.ts';
import { reminderReasons } from '../../../shared/reminder-reasons.ts';
import { reminderText, tellingOf } from '../../../shared/reminder-words.ts';
import type { Reminder } from '../../../shared/reminders.ts';
import type { Slip } from '../../../shared/slip.ts';
import { readingGrade } from '../../reading-level.ts';

const now = new Date('2026-03-01T12:00:00Z');
const slip = {
  ...anySlip(6, 1, randomFrom(1)),
  world: 'cloudflare',
  who: { agent: 'claude', name: '' },
  until: { kind: 'at', at: '2026-03-08T12:00:00Z' },
  place: {
    account: { id: 'a'.repeat(32), name: 'Bakery Ltd' },
    reach: { kind: 'one-zone', zone: { id: 'b'.repeat(32), name: 'bakery.example' } },
    pagesProject: null,
    hostname: null,
    path: null,
  },
} as const;
const seen = {
  ...slip,
  events: [
    { at: slip.createdAt, what: 'leaked' },
    { at: slip.createdAt, what: 'changed' },
  ],
} as const;
const reminderOf = (reason: Reminder['reason'], oldOf: Slip | null = null): Reminder => ({
  key: reason,
  reason,
  severity: 'soon',
  slip: reason === 'clean-up' ? null : slip,
  oldOf,
  from: 0,
  to: 1,
});
const reminders = reminderReasons.map((reason) => reminderOf(reason));
const oldToken = reminderOf('clean-up', { ...slip, events: [] });
const seenToken = reminderOf('clean-up', seen);
const speech = (showNames: boolean) => ({ now, date: () => '8 March 2026', showNames });

describe.each([...reminders, oldToken, seenToken])('$reason', (reminder) => {
  it('says what happened and what to do, for a grade 7 reader', () => {
    const { title, meaning, action } = reminderText(reminder, speech(true));
    expect([title.length > 10, meaning.length > 10, action.length > 10]).toEqual([true, true, true]);
    expect(readingGrade(`${title}\n${meaning}`)).toBeLessThanOrEqual(7);
  });

  it('names no website, agent, account or task on a locked screen unless it may', () => {
    const words = JSON.stringify(tellingOf([reminder], speech(false)));
    expect(words).not.toMatch(/bakery|claude|deployment/i);
  });

  it('fits where notifications are short', () => {
    const telling = tellingOf([reminder], speech(true));
    expect(Buffer.byteLength(telling?.body ?? '')).toBeLessThanOrEqual(256);
  });
});

describe('a slip that nobody seems to need', () => {
  const unused = (change: Partial<Slip>) =>
    reminderText(
      {
        key: 'unused',
        reason: 'unused',
        severity: 'soon',
        slip: { ...slip, events: [], ...change },
        oldOf: null,
        from: 0,
        to: 1,
      },
      speech(true),
    ).title;
  const created = slip.createdAt;
  const later = (days: number) => new Date(Date.parse(created) + days * 86_400_000).toISOString();

  it.each<[string, Partial<Slip>, string]>([
    ['by Cloudflare', { used: { at: null, seenAt: later(30) } }, 'Nobody has used slip 7 for a month.'],
    [
      'by Cloudflare, long ago',
      { used: { at: null, seenAt: later(3) } },
      'The prompt of slip 7 was never copied.',
    ],
    [
      'by what was copied',
      { events: [{ at: created, what: 'prompt-copied' }] },
      'The prompt of slip 7 was last copied a month ago.',
    ],
  ])('is told of as it was seen %s', (_how, change, title) => {
    expect(unused(change)).toBe(title);
  });
});

describe('what is told', () => {
  it('names the website and the agent where it may', () => {
    const [ends] = reminders.filter(({ reason }) => reason === 'ends-soon');
    expect(tellingOf(ends === undefined ? [] : [ends], speech(true))).toEqual({
      id: `slip:${slip.id}`,
      title: 'Slip 7 ends in 7 days.',
      body: 'Claude loses access to bakery.example on 8 March 2026.',
      screen: { name: 'slip', id: slip.id },
    });
  });

  it('is one notification, however much is due, and it leads to the list', () => {
    expect(tellingOf(reminders, speech(false))).toMatchObject({
      id: 'slips',
      title: `${reminderReasons.length} things need a look.`,
      screen: { name: 'home' },
    });
  });

  it('speaks of slips where it is about nothing else', () => {
    const ofSlips = reminders.filter((one) => one.slip !== null);
    expect(tellingOf(ofSlips, speech(false))?.title).toBe(`${ofSlips.length} slips need a look.`);
  });

  it('does not say that nobody has a token which an agent was given', () => {
    const [left, old, leaked] = [reminderOf('clean-up'), oldToken, seenToken].map((one) =>
      tellingOf([one], speech(false)),
    );
    expect(left?.body).toContain('Nobody has it');
    expect([old?.title, leaked?.title]).toEqual([
      'An old token of slip 7 still works.',
      'The token of slip 7 that others saw still works.',
    ]);
    expect(`${old?.body} ${leaked?.body}`).not.toContain('Nobody');
  });

  it('is nothing when nothing is due', () => {
    expect(tellingOf([], speech(true))).toBeNull();
  });
});
