import { describe, expect, it } from 'vitest';
import { guideLength, guideSteps } from '../../../../shared/guide/guide.ts';
import { type GuidePlan, planForToken } from '../../../../shared/guide/guide-plan.ts';
import type { GuideStep } from '../../../../shared/guide/guide-step.ts';
import { screenFor } from '../../../../shared/guide/mend.ts';
import { deleteSteps, listStep, rollSteps } from '../../../../shared/guide/token-menu-steps.ts';
import type { Slip, TokenOwner } from '../../../../shared/slip.ts';
import { sampleSlip } from '../../../component/sample-slips.ts';
import { bakeryPlan, everyPlan, forms } from '../../../fakes/guide-plans.ts';
import { readingGrade, sentencesOf } from '../../../reading-level.ts';

const words = (text: string) => text.split(/\s+/).length;
const step = (plan: GuidePlan, number: number) => guideSteps(plan)[number - 1];
const targets = (one: GuideStep | undefined) => one?.press.map(({ target }) => target) ?? [];

/** What a step says in running text, with Cloudflare's labels and the owner's names taken out: they are not ours. */
function ownWords(plan: GuidePlan, one: GuideStep): string {
  const labels = one.press.flatMap(({ label, older }) => [label, ...older]);
  const rows = plan.policies.flatMap((policy) => policy.rows.map(({ row }) => row));
  const given = [plan.tokenName, plan.domain ?? '', plan.accountName ?? '', ...labels, ...rows, 'Cloudflare'];
  const known = given.filter((name) => name.length > 3).toSorted((a, b) => b.length - a.length);
  const texts = [one.title, one.why, one.worked, ...one.press.map(({ text }) => text)];
  return [...texts, ...one.otherwise.flatMap(({ sees, does }) => [sees, does])]
    .map((text) => known.reduce((left, name) => left.replaceAll(name, 'it'), text))
    .map((text) => (/[.:?!”]$/.test(text) ? text : `${text}.`))
    .join('\n');
}

describe.each(everyPlan)('the guide for %s', (_, plan, access) => {
  const steps = guideSteps(plan);
  const presses = steps.flatMap(({ press }) => press);

  it('has twelve steps, numbered from one', () => {
    expect(steps.map(({ number }) => number)).toEqual(Array.from({ length: guideLength }, (_, i) => i + 1));
    expect(guideLength).toBe(12);
  });

  it('gives each step something to press, each in a place of its own', () => {
    for (const one of steps) {
      const names = targets(one);
      expect(names.length).toBeGreaterThan(0);
      expect(new Set(names).size).toBe(names.length);
      expect(names).not.toContain('');
    }
  });

  it('names each permission once, and no other', () => {
    const keys = plan.policies.flatMap(({ rows }) => rows.map(({ key }) => key));
    const named = presses
      .map(({ target }) => target.replace(/^second-/, ''))
      .filter((target) => /^[a-zA-Z0-9]+\.(read|edit|purge|admin)$/.test(target));
    expect(named.toSorted()).toEqual(keys.toSorted());
  });

  it('adds a second policy only where the job needs a website and the account', () => {
    const second = steps.some(({ screen }) => screen === 'second-policy');
    expect(second).toBe(plan.form === 'account' && plan.policies.length === 2);
  });

  it('has no box for changing where the job only reads', () => {
    const boxes = plan.policies.flatMap(({ rows }) => rows.map(({ box }) => box));
    if (access === 'read') expect(new Set(boxes)).toEqual(new Set(['Read']));
    else expect(boxes.filter((box) => box !== 'Read').length).toBeGreaterThan(0);
  });

  it('says what the summary must show', () => {
    const summary = steps.find(({ screen }) => screen === 'summary');
    for (const line of plan.summary) expect(summary?.inWords).toContain(line);
    expect(plan.summary.length).toBe(plan.policies.length);
  });

  it('keeps titles, labels and each thing to press short', () => {
    for (const one of steps) {
      expect(words(one.title), one.title).toBeLessThanOrEqual(8);
      expect(words(one.why), one.why).toBeLessThanOrEqual(24);
      for (const { text, label } of one.press) {
        expect(words(text), text).toBeLessThanOrEqual(12);
        expect(words(label), label).toBeLessThanOrEqual(5);
      }
    }
  });

  it('says every step in words, and knows what to do when it looks different', () => {
    for (const one of steps) {
      expect(words(one.inWords)).toBeGreaterThan(2);
      expect(one.otherwise.length).toBeGreaterThanOrEqual(3);
      expect(one.seen).toMatch(/^\d{4}-\d{2}$/);
    }
  });

  it('is read with ease by somebody in grade 7', () => {
    const text = steps.map((one) => ownWords(plan, one)).join('\n');
    expect(readingGrade(text)).toBeLessThanOrEqual(7);
    for (const sentence of sentencesOf(text)) expect(words(sentence), sentence).toBeLessThanOrEqual(26);
    expect(text).not.toContain('!');
  });
});

const tokenOf = (owner: TokenOwner) => planForToken(sampleSlip({ token: { ...sampleSlip().token, owner } }));
const owners: readonly TokenOwner[] = [{ kind: 'account', accountId: 'a'.repeat(32) }, { kind: 'user' }];

describe.each(
  owners.flatMap((owner) => [
    [`to roll a token, ${owner.kind}`, tokenOf(owner), rollSteps] as const,
    [`to delete a token, ${owner.kind}`, tokenOf(owner), deleteSteps] as const,
  ]),
)('the guide %s', (_, plan, stepsOf) => {
  const steps = stepsOf(plan);

  it('numbers its steps from one, and leads to the line of the token', () => {
    expect(steps.map(({ number }) => number)).toEqual(steps.map((_one, index) => index + 1));
    expect(steps[listStep(steps) - 1]?.press.map(({ target }) => target)).toEqual([
      'token-name',
      'token-dots',
    ]);
  });

  it('is short, and read with ease by somebody in grade 7', () => {
    for (const one of steps) {
      expect(words(one.title), one.title).toBeLessThanOrEqual(8);
      expect(words(one.why), one.why).toBeLessThanOrEqual(24);
      for (const { text } of one.press) expect(words(text), text).toBeLessThanOrEqual(12);
      expect(one.otherwise.length).toBeGreaterThanOrEqual(3);
    }
    const text = steps.map((one) => ownWords(plan, one)).join('\n');
    expect(readingGrade(text)).toBeLessThanOrEqual(7);
    for (const sentence of sentencesOf(text)) expect(words(sentence), sentence).toBeLessThanOrEqual(26);
    expect(text).not.toContain('!');
  });
});

describe('a token of the same name as another', () => {
  const sees = 'Two lines have this name';
  const hint = (until: Slip['until']) =>
    rollSteps(planForToken(sampleSlip({ until })))
      .flatMap(({ otherwise }) => otherwise)
      .find((one) => one.sees === sees)?.does;

  it('is told by its end', () => {
    expect(hint({ kind: 'at', at: '2026-12-24T00:00:00Z' })).toContain(
      'the one that ends on 24 December 2026',
    );
  });

  it('is not told by a date where it has no end', () => {
    expect(hint({ kind: 'never', reason: 'The shop needs it all year.' })).toBeUndefined();
  });
});

describe('the account’s form', () => {
  it('asks for the one website by name, and for no other', () => {
    const scope = step(bakeryPlan('purge-pages', 'account'), 5);
    expect(targets(scope)).toEqual(['token-name', 'scope', 'select-domains']);
    expect(scope?.press[2]?.text).toBe('Choose bakery.example, and only this one');
  });

  it('asks for no website where the slip is for all of them, or for none', () => {
    const all = step(bakeryPlan('audit', 'account', { domain: null, allDomains: true }), 5);
    const none = step(bakeryPlan('pages-project', 'account'), 5);
    expect([all, none].map((one) => one?.press.map(({ label }) => label))).toEqual([
      ['Token name', 'All Domains'],
      ['Token name', 'Entire Account'],
    ]);
  });

  it('adds the account as the second part of a custom domain', () => {
    const second = step(bakeryPlan('pages-domain', 'account'), 7);
    expect(targets(second)).toEqual(['add-policy', 'second-scope', 'second-pages.edit']);
  });

  it('says why single Workers, which Cloudflare offers, are not chosen', () => {
    const said = (job: 'deploy-worker' | 'pages-domain') =>
      step(bakeryPlan(job, 'account'), 7)?.otherwise.map(({ sees }) => sees);
    expect(said('deploy-worker')).toContain('It also offers Specified Workers');
    expect(said('pages-domain')).not.toContain('It also offers Specified Workers');
  });

  it('lets the ticks be counted where there is no second part', () => {
    const check = step(bakeryPlan('purge-pages', 'account'), 7);
    expect(targets(check)).toEqual(['counters']);
    expect(check?.worked).toContain('2 ticks');
  });
});

describe('the older form', () => {
  it('asks for the account only where a permission belongs to it', () => {
    const resources = (job: 'purge-pages' | 'pages-project' | 'pages-domain') =>
      targets(step(bakeryPlan(job, 'user'), 7));
    expect(resources('purge-pages')).toEqual(['zone-resources']);
    expect(resources('pages-project')).toEqual(['account-resources']);
    expect(resources('pages-domain')).toEqual(['account-resources', 'zone-resources']);
  });
});

describe.each(forms)('in the %s form', (form) => {
  it('the end date is the day after the last one of the slip, in words, and says why', () => {
    const end = step(bakeryPlan('purge-pages', form), 8);
    expect(end?.inWords).toContain('24 December 2026');
    expect(end?.why).toContain('ends the token as this day begins');
  });

  it('a slip without an end leaves the date alone', () => {
    const end = step(bakeryPlan('purge-pages', form, { endsAt: null }), 8);
    expect(end?.title).toBe('Leave the end date empty');
    expect(end?.inWords).not.toMatch(/\d{4}/);
  });

  it('an account and a website that are not known are called yours', () => {
    const steps = guideSteps(bakeryPlan('pages-domain', form, { accountName: null, domain: null }));
    expect(JSON.stringify(steps)).not.toMatch(/null|undefined/);
  });

  it.each(['place', 'right', 'end-date'] as const)(
    'what is wrong with the %s is mended on one screen',
    (topic) => {
      const screens = guideSteps(bakeryPlan('purge-pages', form)).map(({ screen }) => screen);
      expect(screens).toContain(screenFor(topic, form));
    },
  );
});
