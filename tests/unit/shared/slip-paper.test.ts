import { describe, expect, it } from 'vitest';
import { places } from '../../../electron/practice/seed/places.ts';
import { dateWriting } from '../../../shared/date-form.ts';
import type { Route } from '../../../shared/slip.ts';
import { paperOfDraft, paperOfSlip, placeText } from '../../../shared/slip-paper.ts';
import { startDraft, type WizardAction, wizardReducer } from '../../../shared/wizard.ts';
import { sampleSlip } from '../../component/sample-slips.ts';
import { testStart } from '../../fakes/manual-clock.ts';
import { bakeryPlace } from '../../fakes/requests.ts';

const { accounts, zones, projects } = places;
const date = dateWriting('en-GB', 'en-GB').day;

function paperAfter(...actions: readonly WizardAction[]) {
  return paperOfDraft(actions.reduce(wizardReducer, startDraft()), testStart, date);
}

describe('the paper of a draft', () => {
  it('is open in every line before the first answer', () => {
    const lines = Object.values(paperAfter());
    expect(lines.map(({ text }) => text)).toEqual([null, null, null, null, null]);
  });

  it('says who it is for, and on this computer', () => {
    expect(paperAfter({ do: 'choose-who', who: { agent: 'claude', name: '' } }).to.text).toContain('Claude');
  });

  it('writes what the job allows and forbids as soon as it is chosen', () => {
    const paper = paperAfter({ do: 'choose-job', job: 'purge-pages' });
    expect([paper.may.text, paper.mayNot.text]).toEqual([
      'clear saved copies of single pages',
      'clear everything, change DNS, see billing, make tokens, touch other websites',
    ]);
  });

  it('says how many days are left', () => {
    expect(paperAfter({ do: 'choose-job', job: 'purge-pages' }).until.text).toBe('24 December 2026, 30 days');
  });

  it('warns where an answer is wider than the narrowest', () => {
    const paper = paperAfter(
      { do: 'choose-job', job: 'audit' },
      {
        do: 'choose-where',
        where: { account: accounts.bakery, zones: { kind: 'all', reason: 'We audit all of them.' } },
      },
      { do: 'choose-until', until: { kind: 'never', reason: 'It runs every night.' } },
    );
    expect([paper.where.warning, paper.until.warning].every((warning) => warning?.startsWith('Wider'))).toBe(
      true,
    );
  });

  it('does not warn of what is narrow', () => {
    const paper = paperAfter(
      { do: 'choose-job', job: 'redirects' },
      { do: 'choose-where', where: { account: accounts.bakery, zones: { kind: 'one', zone: zones.bakery } } },
    );
    expect(Object.values(paper).map(({ warning }) => warning)).toEqual([null, null, null, null, null]);
  });

  it('says of purging that the token itself is not limited to single pages', () => {
    const { may } = paperAfter({ do: 'choose-job', job: 'purge-pages' });
    expect(may.warning).toMatch(/cannot limit this to single pages/);
  });

  it.each(['pages-project', 'pages-domain', 'deploy-worker'] as const)(
    'says of %s that the token reaches further than the prompt',
    (job) => {
      const paper = paperAfter(
        { do: 'choose-job', job },
        {
          do: 'choose-where',
          where: {
            account: accounts.bakery,
            zones: { kind: 'one', zone: zones.bakery },
            pagesProject: projects.bakerySite,
          },
        },
      );
      expect(paper.where.warning).toContain('the token reaches all of Bakery Ltd');
    },
  );

  it.each(['pages-domain', 'deploy-worker'] as const)(
    'does not promise of %s that other websites are out of reach, as a part of it holds for the account',
    (job) => {
      expect(paperAfter({ do: 'choose-job', job }).mayNot.text).not.toContain('touch other websites');
    },
  );

  it('does not say that Cloudflare knows no single Workers, since its form offers them', () => {
    expect(JSON.stringify(paperOfSlip(sampleSlip({ job: 'deploy-worker' }), testStart, date))).not.toMatch(
      /Cloudflare cannot/,
    );
  });

  it('promises single pages only where the agent works through this app', () => {
    const warning = (route: Route) => paperOfSlip(sampleSlip({ route }), testStart, date).may.warning;
    expect(warning({ kind: 'local' })).toBeNull();
    expect(warning({ kind: 'keychain' })).toMatch(/the token can clear all of bakery\.example/);
    const ended = sampleSlip({
      route: { kind: 'keychain' },
      until: { kind: 'at', at: testStart.toISOString() },
    });
    expect(paperOfSlip(ended, testStart, date).may.warning).toBeNull();
  });

  it.each([
    ['says nothing of what a token could do that Cloudflare refuses', 'refused', null],
    ['still warns of a token that may work on another computer', 'elsewhere', expect.any(String)],
  ] as const)('%s', (_what, outcome, warning) => {
    const slip = sampleSlip({ route: { kind: 'keychain' } });
    const checked = { at: testStart.toISOString(), outcome, ending: slip.token.ending };
    expect(paperOfSlip({ ...slip, checked }, testStart, date).may.warning).toEqual(warning);
  });

  it('says nothing of what a token could do that was lost', () => {
    const rotating = { since: testStart.toISOString(), why: 'asked', lost: true } as const;
    const slip = sampleSlip({ route: { kind: 'keychain' }, rotating });
    expect(paperOfSlip(slip, testStart, date).may.warning).toBeNull();
  });

  it('says what holds the agent to one Pages project, by its route', () => {
    const slip = sampleSlip({ job: 'pages-project', place: { ...bakeryPlace, pagesProject: 'bakery-site' } });
    const warning = (route: Route) => paperOfSlip({ ...slip, route }, testStart, date).where.warning;
    expect(warning({ kind: 'local' })).toMatch(/This app does/);
    expect(warning({ kind: 'keychain' })).toMatch(/The prompt does/);
  });
});

describe('a place in one line', () => {
  it.each([
    ['a website', bakeryPlace, 'bakery.example'],
    [
      'a hostname and a path',
      { ...bakeryPlace, hostname: 'www.bakery.example', path: '/menu' },
      'www.bakery.example/menu',
    ],
    ['a path alone', { ...bakeryPlace, path: '/menu' }, 'bakery.example/menu'],
    ['an account', { ...bakeryPlace, reach: { kind: 'no-zone' } as const }, 'Bakery Ltd'],
    [
      'all websites',
      { ...bakeryPlace, reach: { kind: 'all-zones', reason: 'We audit them.' } as const },
      'all websites of Bakery Ltd',
    ],
    [
      'a project on a website',
      { ...bakeryPlace, pagesProject: 'bakery-site' },
      'the Pages project bakery-site on bakery.example',
    ],
  ])('of %s', (_what, place, text) => {
    expect(placeText(place)).toBe(text);
  });
});
