import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { places } from '../../../electron/practice/seed/places.ts';
import { type JobId, jobIds, jobs } from '../../../shared/catalogue/jobs.ts';
import {
  type Draft,
  finishDraft,
  missingAt,
  readWhere,
  startDraft,
  type WizardAction,
  wizardReducer,
  wizardSteps,
} from '../../../shared/wizard.ts';
import { accountToken } from '../../fakes/tokens.ts';

const { accounts, zones, projects } = places;

function after(...actions: readonly WizardAction[]): Draft {
  return actions.reduce(wizardReducer, startDraft());
}

const who: WizardAction = { do: 'choose-who', who: { agent: 'codex', name: '' } };
const job = (id: JobId): WizardAction => ({ do: 'choose-job', job: id });
const where = (change: Partial<Draft['where']>): WizardAction => ({ do: 'choose-where', where: change });
const inBakery = where({ account: accounts.bakery, zones: { kind: 'one', zone: zones.bakery } });
const everywhere = where({
  account: accounts.bakery,
  zones: { kind: 'all', reason: 'We audit all of them.' },
});
const task: WizardAction = { do: 'say-task', task: 'Clear the saved copy of the price list.' };
const complete = after(who, job('purge-pages'), inBakery, task);

function problemOf(draft: Draft): string | null {
  const finished = finishDraft(draft);
  return finished.ok ? null : finished.problem.code;
}

describe('going back and forth', () => {
  const anyAction: fc.Arbitrary<WizardAction> = fc.oneof(
    fc.constantFrom(who, inBakery, everywhere, task, where({ hostname: 'www', path: '/menu' })),
    fc.constantFrom(...jobIds).map(job),
    fc.constantFrom<WizardAction>({ do: 'choose-until', until: { kind: 'days', days: 1 } }),
    fc
      .constantFrom('read' as const, 'change' as const)
      .map((access): WizardAction => ({ do: 'choose-access', access })),
  );

  it('loses nothing, wherever one goes and whatever was answered', () => {
    fc.assert(
      fc.property(fc.array(anyAction), fc.array(fc.constantFrom(...wizardSteps)), (actions, steps) => {
        const before = after(...actions);
        const walked = steps.reduce((draft, to) => wizardReducer(draft, { do: 'go', to }), before);
        expect({ ...walked, step: before.step }).toEqual(before);
      }),
    );
  });

  it('and choosing the same job again loses nothing either', () => {
    const narrowed = wizardReducer(complete, where({ hostname: 'www', path: '/menu' }));
    expect(wizardReducer(narrowed, job('purge-pages'))).toEqual(narrowed);
  });
});

describe('a change of job never widens the slip silently', () => {
  it('starts at the narrowest access that the new job has', () => {
    const changing = wizardReducer(after(job('cache-rules')), { do: 'choose-access', access: 'change' });
    expect(wizardReducer(wizardReducer(changing, job('audit')), job('cache-rules')).job?.access).toBe('read');
  });

  it('forgets "all websites" where the new job may not have it, and does not bring it back', () => {
    const back = after(job('audit'), everywhere, job('change-dns'), job('audit'));
    expect(back.where.zones).toEqual({ kind: 'one', zone: null });
  });

  it('keeps the website that was chosen', () => {
    expect(wizardReducer(complete, job('change-dns')).where.zones).toEqual({
      kind: 'one',
      zone: zones.bakery,
    });
  });

  it('keeps an end that the owner chose, rather than put a later one in its place', () => {
    const shorter = after(job('change-dns'), { do: 'choose-until', until: { kind: 'days', days: 1 } });
    expect(wizardReducer(shorter, job('purge-pages')).until).toEqual({ kind: 'days', days: 1 });
  });

  it('keeps a last day that the owner chose', () => {
    const dated = after(job('purge-pages'), {
      do: 'choose-until',
      until: { kind: 'date', date: '2026-12-24' },
    });
    expect(wizardReducer(dated, job('audit')).until).toEqual({ kind: 'date', date: '2026-12-24' });
  });

  it('offers the end that suits the new job where the owner had not chosen one', () => {
    expect(after(job('purge-pages'), job('change-dns')).until).toEqual({ kind: 'days', days: 7 });
  });

  it.each([
    ['no end date', { kind: 'never', reason: 'It runs every night.' } as const],
    ['a longer end than the new job should have', { kind: 'days', days: 90 } as const],
  ])('does not carry over %s', (_what, until) => {
    expect(after(job('purge-pages'), { do: 'choose-until', until }, job('audit')).until).toEqual({
      kind: 'days',
      days: 7,
    });
  });

  it('drops a project, hostname or path that the new job has no use for', () => {
    const narrowed = after(
      job('purge-pages'),
      inBakery,
      where({ hostname: 'www', path: '/menu' }),
      job('audit'),
    );
    expect(narrowed.where).toMatchObject({ hostname: '', path: '', pagesProject: null });
  });
});

describe('a change of account', () => {
  it('forgets the website and the project of the other one', () => {
    const moved = after(
      job('pages-domain'),
      inBakery,
      where({ pagesProject: projects.bakerySite }),
      where({ account: accounts.hill }),
    );
    expect(moved.where).toMatchObject({ zones: { kind: 'one', zone: null }, pagesProject: null });
  });

  it('forgets "all websites", since the reason was given for the other account', () => {
    expect(after(job('audit'), everywhere, where({ account: accounts.hill })).where.zones.kind).toBe('one');
  });

  it('to the same one changes nothing', () => {
    expect(wizardReducer(complete, where({ account: accounts.bakery }))).toEqual(complete);
  });
});

describe('a draft is finished only when every answer is there', () => {
  it('and then asks for exactly what was answered', () => {
    expect(finishDraft(complete)).toMatchObject({
      ok: true,
      value: { job: 'purge-pages', access: 'change', until: { kind: 'days', days: 30 } },
    });
  });

  it.each<[string, Draft, string]>([
    ['nothing at all', startDraft(), 'answer-missing'],
    ['an agent without a name', { ...complete, who: { agent: 'other', name: '  ' } }, 'answer-missing'],
    ['no account', { ...complete, where: { ...complete.where, account: null } }, 'answer-missing'],
    [
      'no website',
      after(who, job('purge-pages'), where({ account: accounts.bakery }), task),
      'answer-missing',
    ],
    [
      'no project',
      after(who, job('pages-project'), where({ account: accounts.bakery }), task),
      'answer-missing',
    ],
    [
      'all websites for a job that may not have them',
      after(who, job('change-dns'), everywhere, task),
      'answer-missing',
    ],
    [
      'all websites without a reason',
      after(
        who,
        job('audit'),
        where({ account: accounts.bakery, zones: { kind: 'all', reason: 'why not' } }),
        task,
      ),
      'reason-needed',
    ],
    [
      'an access that the job does not have',
      { ...complete, job: { id: 'purge-pages', access: 'read' } },
      'answer-missing',
    ],
    ['no end and no reason', { ...complete, until: { kind: 'never', reason: ' ' } }, 'reason-needed'],
    [
      'a hostname elsewhere',
      { ...complete, where: { ...complete.where, hostname: 'evilbakery.example' } },
      'hostname-elsewhere',
    ],
    ['a task that says nothing', { ...complete, task: 'fix Cloudflare' }, 'task-vague'],
  ])('not with %s', (_what, draft, code) => {
    expect(problemOf(draft)).toBe(code);
  });

  const withSecret: readonly [string, Draft][] = [
    ['task', { ...complete, task: `Use ${accountToken} to purge the price list` }],
    ['name', { ...complete, who: { agent: 'other', name: accountToken } }],
    [
      'project',
      after(who, job('pages-project'), where({ account: accounts.bakery, pagesProject: accountToken }), task),
    ],
    ['hostname', { ...complete, where: { ...complete.where, hostname: accountToken } }],
    ['path', { ...complete, where: { ...complete.where, path: `/${accountToken}` } }],
    [
      'reason',
      after(
        who,
        job('audit'),
        where({ account: accounts.bakery, zones: { kind: 'all', reason: accountToken } }),
        task,
      ),
    ],
    ['until', { ...complete, until: { kind: 'never', reason: accountToken } }],
  ];

  it.each(withSecret)('not with a token in the field "%s"', (field, draft) => {
    expect(finishDraft(draft)).toEqual({ ok: false, problem: { code: 'field-holds-secret', field } });
  });

  it('and each job can be finished at each of its levels', () => {
    const levels = Object.values(jobs).flatMap(({ id, modes }) =>
      Object.keys(modes).map((access) => ({ id, access })),
    );
    const problems = levels.map(({ id, access }) =>
      problemOf(
        after(
          who,
          job(id),
          { do: 'choose-access', access: access as 'read' | 'change' },
          inBakery,
          where({ pagesProject: projects.bakerySite }),
          task,
        ),
      ),
    );
    expect(problems).toEqual(levels.map(() => null));
  });
});

describe('a step can be left when its own answer is there', () => {
  it('whatever is missing elsewhere', () => {
    expect(missingAt('who', after(who))).toBeNull();
    expect(missingAt('job', after(who))).toEqual({ code: 'answer-missing', field: 'job' });
  });

  it('a place of no website is read without one', () => {
    const onAccount = after(
      job('pages-project'),
      where({ account: accounts.bakery, pagesProject: projects.bakerySite }),
    );
    expect(readWhere(onAccount)).toMatchObject({
      value: { reach: { kind: 'no-zone' }, pagesProject: projects.bakerySite },
    });
  });
});
