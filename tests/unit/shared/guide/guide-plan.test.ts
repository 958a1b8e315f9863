import { describe, expect, it } from 'vitest';
import { categoryNames } from '../../../../shared/guide/categories.ts';
import { dayInWords, inWords, monthInWords } from '../../../../shared/guide/common-words.ts';
import { formsFor, guideTokenName } from '../../../../shared/guide/guide-plan.ts';
import { bakeryPlan, everyPlan } from '../../../fakes/guide-plans.ts';

describe('a plan', () => {
  it.each(everyPlan)('for %s goes through each list from its top to its end', (_, plan) => {
    const order = Object.keys(categoryNames);
    for (const { rows } of plan.policies) {
      const places = rows.map(({ category }) => order.indexOf(category));
      expect(places).toEqual(places.toSorted((one, other) => one - other));
    }
  });

  it('keeps the rights on a website apart from those on the account', () => {
    expect(bakeryPlan('deploy-worker', 'account').policies.map(({ scope }) => scope)).toEqual([
      'domains',
      'account',
    ]);
  });

  it('says each policy in the words of the summary', () => {
    expect(bakeryPlan('purge-pages', 'account').summary).toEqual(['bakery.example: Zone Read, Cache Purge']);
    expect(bakeryPlan('pages-domain', 'account').summary).toEqual([
      'bakery.example: Zone Read, DNS Edit',
      'Bakery Ltd: Cloudflare Pages Edit',
    ]);
    expect(bakeryPlan('audit', 'user', { domain: null, allDomains: true }).summary[0]).toMatch(
      /^All domains in Bakery Ltd: /,
    );
  });

  it.each([
    ['one day from the evening', '2026-12-23T22:00:00Z', '2026-12-24'],
    ['a last day in Berlin', '2026-12-31T22:59:59Z', '2027-01-01'],
    ['a last day in Los Angeles', '2026-12-25T07:59:59Z', '2026-12-26'],
    ['the beginning of a day', '2026-12-24T00:00:00Z', '2026-12-24'],
  ])(
    'ends with the day that begins after %s, since Cloudflare ends a token at 00:00 UTC',
    (_, endsAt, endDay) => {
      expect(bakeryPlan('audit', 'user', { endsAt }).endDay).toBe(endDay);
    },
  );

  it('has no day for a slip without an end', () => {
    expect(bakeryPlan('audit', 'user', { endsAt: null }).endDay).toBeNull();
  });

  it('names the token after the job and the place, and not longer than Cloudflare takes', () => {
    expect(guideTokenName('purge-pages', 'bakery.example')).toBe(
      'Permission Slip, purge-pages, bakery.example',
    );
    expect(guideTokenName('audit', null)).toBe('Permission Slip, audit');
    expect(guideTokenName('audit', 'b'.repeat(200)).length).toBe(100);
  });

  it('never ends a name in the middle of a character, since half of one has no address', () => {
    for (const start of ['', 'b', 'bb', 'bbb']) {
      const name = guideTokenName('pages-project', `${start}${'🍞'.repeat(60)}`);
      expect([name.isWellFormed(), name.length > 95]).toEqual([true, true]);
    }
    const title = 'Half \ud83c';
    const own = { id: 'custom', title, permissions: ['dns.read'], confirmation: '' } as const;
    expect(() => encodeURIComponent(guideTokenName(own, null))).not.toThrow();
  });

  it('offers the account’s form only for what such a token can do', () => {
    expect(formsFor(['cache.purge', 'zone.read'])).toEqual(['account', 'user']);
    expect(formsFor(['pageRules.read', 'zone.read'])).toEqual(['user']);
  });
});

describe('words', () => {
  it('say days, months and lists as a person would', () => {
    expect(dayInWords('2026-01-05')).toBe('5 January 2026');
    expect(monthInWords('2026-09')).toBe('September 2026');
    expect(['', 'a', 'a and b', 'a, b and c']).toEqual(
      [[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((items) => inWords(items)),
    );
  });
});
