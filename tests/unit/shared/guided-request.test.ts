import { describe, expect, it } from 'vitest';
import { emptyOwnJob } from '../../../shared/catalogue/own-job.ts';
import { planGuide } from '../../../shared/guide/guide-plan.ts';
import { guideRequestOf, readGuided, tokenFormLink } from '../../../shared/guided-request.ts';
import { addressOf } from '../../../shared/links.ts';
import { link } from '../../../shared/schemas/links.ts';
import { draft as draftSchema } from '../../../shared/schemas/wizard.ts';
import { type Draft, finishDraft, startDraft, wizardReducer } from '../../../shared/wizard.ts';
import { testStart } from '../../fakes/manual-clock.ts';
import { bakeryPlace, purgeRequest } from '../../fakes/requests.ts';
import { accountToken } from '../../fakes/tokens.ts';

/** A complete draft whose website was typed: no list of places was at hand. */
const typed: Draft = {
  ...startDraft(purgeRequest.who),
  step: 'terms',
  job: { id: 'purge-pages', access: 'change' },
  where: { ...startDraft().where, domain: 'https://www.Bakery.example/menu' },
  task: purgeRequest.task,
  until: purgeRequest.until,
};

const withWhere = (change: Partial<Draft['where']>): Draft => ({
  ...typed,
  where: { ...typed.where, ...change },
});

function guided(draft: Draft) {
  const read = readGuided(draft);
  if (!read.ok) throw new Error(read.problem.code);
  return read.value;
}

describe('a request for a token made by hand', () => {
  it('does without the account and the id of a website that was typed', () => {
    expect(readGuided(typed)).toEqual({
      ok: true,
      value: {
        ...purgeRequest,
        place: {
          account: null,
          reach: { kind: 'one-zone', zone: { id: null, name: 'bakery.example' } },
          pagesProject: null,
          hostname: null,
          path: null,
        },
      },
    });
  });

  it('is the same as any other where the place was chosen from a list', () => {
    const chosen = withWhere({
      account: bakeryPlace.account,
      zones: { kind: 'one', zone: bakeryPlace.reach.kind === 'one-zone' ? bakeryPlace.reach.zone : null },
      domain: '',
    });
    expect(readGuided(chosen)).toEqual(finishDraft(chosen));
  });

  it('narrows to a hostname and a path of the typed website', () => {
    const { place } = guided(withWhere({ hostname: 'shop', path: 'menu' }));
    expect([place.hostname, place.path]).toEqual(['shop.bakery.example', '/menu']);
  });

  it('takes a typed Pages project, and needs no website for it', () => {
    const draft: Draft = {
      ...withWhere({ domain: '', pagesProject: 'bakery-site.pages.dev' }),
      job: { id: 'pages-project', access: 'read' },
    };
    expect(guided(draft).place).toEqual({
      account: null,
      reach: { kind: 'no-zone' },
      pagesProject: 'bakery-site',
      hostname: null,
      path: null,
    });
  });

  const audit: Draft = { ...typed, job: { id: 'audit', access: 'read' } };

  it('reaches all websites for a job that only reads, and for a reason', () => {
    const reason = 'We look at all of them.';
    const all = { kind: 'all', reason } as const;
    expect(guided({ ...audit, where: { ...audit.where, zones: all } }).place.reach).toEqual({
      kind: 'all-zones',
      reason,
    });
    expect(readGuided(withWhere({ zones: all }))).toMatchObject({ ok: false });
  });

  it.each<[string, Draft, object]>([
    ['no agent', { ...typed, who: null }, { code: 'answer-missing', field: 'who' }],
    ['no job', { ...typed, job: null }, { code: 'answer-missing', field: 'job' }],
    ['no website', withWhere({ domain: ' ' }), { code: 'answer-missing', field: 'where' }],
    ['a website that is none', withWhere({ domain: 'my bakery' }), { code: 'domain-malformed' }],
    ['another host', withWhere({ hostname: 'cakeshop.example' }), { code: 'hostname-elsewhere' }],
    [
      'a project that is none',
      { ...withWhere({ pagesProject: 'my site' }), job: { id: 'pages-project', access: 'read' } },
      { code: 'project-malformed' },
    ],
    [
      'no project',
      { ...typed, job: { id: 'pages-project', access: 'read' } },
      { code: 'answer-missing', field: 'where' },
    ],
    ['no task', { ...typed, task: '' }, { code: 'task-empty' }],
    ['no end', { ...typed, until: null }, { code: 'answer-missing', field: 'until' }],
    ['a level that the job lacks', { ...typed, job: { id: 'purge-pages', access: 'read' } }, {}],
    ['a token as the website', withWhere({ domain: accountToken }), { field: 'domain' }],
    [
      'a token in the website',
      withWhere({ domain: `https://x.example/${accountToken}` }),
      { field: 'domain' },
    ],
    [
      'a token as the project',
      { ...withWhere({ pagesProject: accountToken }), job: { id: 'pages-project', access: 'read' } },
      { field: 'project' },
    ],
  ])('is not made with %s', (_what, draft, problem) => {
    expect(readGuided(draft)).toMatchObject({ ok: false, problem });
  });
});

describe('what the guide is planned from', () => {
  it('names the website, and the end counted from now', () => {
    const asked = guideRequestOf(guided(typed), testStart);
    expect(asked).toEqual({
      ok: true,
      value: {
        job: 'purge-pages',
        access: 'change',
        accountName: null,
        domain: 'bakery.example',
        allDomains: false,
        pagesProject: null,
        endsAt: '2026-12-24T10:00:00Z',
      },
    });
    if (asked.ok) expect(planGuide(asked.value, 'account').endDay).toBe('2026-12-25');
  });

  it('says so when the end is past by now', () => {
    const past = guided({ ...typed, until: { kind: 'date', date: '2026-11-01' } });
    expect(guideRequestOf(past, testStart)).toEqual({ ok: false, problem: { code: 'until-past' } });
  });
});

describe('the link to the filled-in form', () => {
  it.each(['account', 'user'] as const)('of the %s is one that the contract takes', (form) => {
    const made = tokenFormLink(guided(typed), form);
    expect(link.parse(made)).toEqual(made);
    const { searchParams } = new URL(addressOf(made));
    expect([searchParams.get('name'), JSON.parse(searchParams.get('permissionGroupKeys') ?? '')]).toEqual([
      'Permission Slip, purge-pages, bakery.example',
      [
        { key: 'cache', type: 'purge' },
        { key: 'zone', type: 'read' },
      ],
    ]);
  });

  const own = { ...emptyOwnJob, title: 'Look at our bills', access: 'read' } as const;

  it('ticks what an own job picked', () => {
    const job = { ...own, permissions: ['dns.read'] } as const;
    const address = new URL(addressOf(tokenFormLink(guided({ ...typed, job }), 'user')));
    expect(address.searchParams.get('permissionGroupKeys')).toBe(
      '[{"key":"dns","type":"read"},{"key":"zone","type":"read"}]',
    );
  });

  it('is not made for an own job whose danger nobody has confirmed', () => {
    const job = { ...own, permissions: ['billing.read'] } as const;
    expect(readGuided({ ...typed, job })).toMatchObject({ problem: { code: 'own-job-unconfirmed' } });
    expect(readGuided({ ...typed, job: { ...job, confirmation: 'yes, billing' } }).ok).toBe(true);
  });

  it('names the project of a Pages job', () => {
    const job = { id: 'pages-project', access: 'read' } as const;
    const draft: Draft = { ...withWhere({ pagesProject: 'bakery-site' }), job };
    expect(addressOf(tokenFormLink(guided(draft), 'account'))).toContain(
      encodeURIComponent('pages-project, bakery-site'),
    );
  });
});

describe('a draft on the guided path', () => {
  it('remembers the form and the step, and forgets them when the owner leaves it', () => {
    const on = wizardReducer(typed, { do: 'guide', guide: { form: 'user', step: 7 } });
    expect([on.guide, wizardReducer(on, { do: 'guide', guide: null }).guide]).toEqual([
      { form: 'user', step: 7 },
      null,
    ]);
  });

  it('that an older version wrote is still read', () => {
    const { guide: _guide, ...older } = typed;
    const { domain: _domain, ...where } = older.where;
    expect(draftSchema.parse({ ...older, where })).toEqual({ ...withWhere({ domain: '' }), guide: null });
  });
});
