import type { z } from 'zod';
import { type Access, type Job, type JobChoice, jobOf, modeOf, narrowestAccess } from './catalogue/jobs.ts';
import { accessOfOwn, type OwnJob, readOwnJob } from './catalogue/own-job.ts';
import { type Place, type Reach, readHostname, readPath, zoneOf } from './place.ts';
import type { InputProblem } from './problem.ts';
import { failed, ok, type Result } from './result.ts';
import type { draft, slipRequest, whereAnswer } from './schemas/wizard.ts';
import { readTask } from './task-sentence.ts';
import { holdsToken } from './token-forms.ts';
import { shortestReason, type UntilAnswer } from './until.ts';

/** The questions, in their order. Creating and what follows are not answers and so not part of the draft. */
export const wizardSteps = ['who', 'job', 'permissions', 'where', 'terms'] as const;
export type WizardStep = (typeof wizardSteps)[number];

/** The questions of a draft: only a job of the owner's own asks for its permissions. */
export function stepsOf({ job }: Pick<Draft, 'job'>): readonly WizardStep[] {
  return wizardSteps.filter((step) => step !== 'permissions' || job?.id === 'custom');
}

/** The answer to "where", while it is still being given. */
export type WhereAnswer = z.infer<typeof whereAnswer>;

/** Everything the owner has answered so far. */
export type Draft = z.infer<typeof draft>;

const nowhere: WhereAnswer = {
  account: null,
  zones: { kind: 'one', zone: null },
  pagesProject: null,
  hostname: '',
  path: '',
  domain: '',
};

/** A new, empty draft. The last recipient is offered again, since most owners have one agent. */
export function startDraft(lastRecipient: Draft['who'] = null): Draft {
  return {
    step: 'who',
    who: lastRecipient,
    job: null,
    where: nowhere,
    task: '',
    until: null,
    guide: null,
    replaces: null,
    changes: null,
  };
}

/** Whether a draft is for a slip of its own: it changes no other, and takes the place of no token. No draft is for none yet. */
export function isForNewSlip(draft: Draft | null): boolean {
  return draft === null || (draft.changes === null && draft.replaces === null);
}

/** What the owner can do in the wizard. */
export type WizardAction =
  | { readonly do: 'choose-who'; readonly who: NonNullable<Draft['who']> }
  | { readonly do: 'choose-job'; readonly job: JobChoice }
  | { readonly do: 'change-own-job'; readonly part: Partial<Omit<OwnJob, 'id'>> }
  | { readonly do: 'choose-access'; readonly access: Access }
  | { readonly do: 'choose-where'; readonly where: Partial<WhereAnswer> }
  | { readonly do: 'say-task'; readonly task: string }
  | { readonly do: 'choose-until'; readonly until: NonNullable<Draft['until']> }
  | { readonly do: 'go'; readonly to: WizardStep }
  | { readonly do: 'guide'; readonly guide: Draft['guide'] };

/** Applies one action. A change of job keeps what still fits and forgets what would silently widen the slip. */
export function wizardReducer(state: Draft, action: WizardAction): Draft {
  switch (action.do) {
    case 'choose-who':
      return { ...state, who: action.who };
    case 'choose-job':
      return state.job?.id === action.job ? state : withJob(state, action.job);
    case 'change-own-job':
      return state.job?.id === 'custom' ? withOwnJob(state, { ...state.job, ...action.part }) : state;
    case 'choose-access':
      return state.job === null || state.job.id === 'custom'
        ? state
        : { ...state, job: { ...state.job, access: action.access } };
    case 'choose-where':
      return { ...state, where: withWhere(state.where, action.where) };
    case 'say-task':
      return { ...state, task: action.task };
    case 'choose-until':
      return { ...state, until: action.until };
    case 'go':
      return { ...state, step: action.to };
    case 'guide':
      return { ...state, guide: action.guide };
  }
}

/** The job that a draft has chosen. */
export function choiceOf(job: NonNullable<Draft['job']>): JobChoice {
  return job.id === 'custom' ? job : job.id;
}

function withJob(state: Draft, choice: JobChoice): Draft {
  const job = jobOf(choice);
  const access = narrowestAccess(job);
  const { where } = state;
  return {
    ...state,
    job: typeof choice === 'string' ? { id: choice, access } : { ...choice, access },
    where: {
      ...where,
      zones: where.zones.kind === 'all' && !job.mayReadAllZones ? nowhere.zones : where.zones,
      pagesProject: job.pagesProject === 'none' ? null : where.pagesProject,
      hostname: job.narrowsTo === 'nothing' ? '' : where.hostname,
      path: job.narrowsTo === 'hostname-and-path' ? where.path : '',
    },
    until: untilFor(job, state),
  };
}

/* It is the same job as before, so what was answered for it stays; but a right to change holds for no more than one website. */
function withOwnJob(state: Draft, job: OwnJob): Draft {
  const access = accessOfOwn(job.permissions);
  const { where } = state;
  return {
    ...state,
    job: { ...job, access },
    where: access === 'change' && where.zones.kind === 'all' ? { ...where, zones: nowhere.zones } : where,
  };
}

/* An end that the owner chose stays unless it is later than the new job should have; a later default never replaces it. */
function untilFor(job: Job, { until, job: before }: Draft): UntilAnswer {
  const usual: UntilAnswer = { kind: 'days', days: job.defaultDays };
  if (until === null || until.kind === 'never') return usual;
  if (until.kind === 'date') return until;
  const chosen = before !== null && until.days !== jobOf(choiceOf(before)).defaultDays;
  return chosen && until.days < job.defaultDays ? until : usual;
}

function withWhere(where: WhereAnswer, change: Partial<WhereAnswer>): WhereAnswer {
  const otherAccount =
    where.account !== null && change.account !== undefined && change.account?.id !== where.account.id;
  return {
    ...(otherAccount
      ? { ...nowhere, hostname: where.hostname, path: where.path, domain: where.domain }
      : where),
    ...change,
  };
}

/** Why the owner cannot go on from a step yet; null when it can be left. */
export function missingAt(step: WizardStep, state: Draft): InputProblem | null {
  switch (step) {
    case 'who':
      return whoProblem(state);
    case 'job':
      return state.job === null ? { code: 'answer-missing', field: 'job' } : null;
    case 'permissions': {
      const own = state.job?.id === 'custom' ? readOwnJob(state.job) : null;
      return own === null || own.ok ? null : own.problem;
    }
    case 'where': {
      const where = readWhere(state);
      return where.ok ? null : where.problem;
    }
    case 'terms': {
      const task = readTask(state.task);
      if (!task.ok) return task.problem;
      if (state.until === null) return { code: 'answer-missing', field: 'until' };
      return state.until.kind === 'never' ? reasonProblem(state.until.reason, 'until') : null;
    }
  }
}

function whoProblem({ who }: Draft): InputProblem | null {
  if (who === null || (who.agent === 'other' && who.name.trim() === '')) {
    return { code: 'answer-missing', field: 'who' };
  }
  return holdsToken(who.name) ? { code: 'field-holds-secret', field: 'name' } : null;
}

/** Whether a reason says something, and no secret. */
export function reasonProblem(reason: string, field: string): InputProblem | null {
  if (holdsToken(reason)) return { code: 'field-holds-secret', field };
  return reason.trim().length < shortestReason ? { code: 'reason-needed' } : null;
}

/** The place of a draft, checked against what its job needs. */
export function readWhere(state: Draft): Result<Place, InputProblem> {
  const { where } = state;
  if (state.job === null) return failed({ code: 'answer-missing', field: 'job' });
  const job = jobOf(choiceOf(state.job));
  if (where.account === null) return failed({ code: 'answer-missing', field: 'where' });
  const reach = readReach(job, where);
  if (!reach.ok) return reach;
  if (job.pagesProject === 'needed' && where.pagesProject === null) {
    return failed({ code: 'answer-missing', field: 'where' });
  }
  if (holdsToken(where.pagesProject ?? '')) return failed({ code: 'field-holds-secret', field: 'project' });
  const only: Place = {
    account: where.account,
    reach: reach.value,
    pagesProject: job.pagesProject === 'none' ? null : where.pagesProject,
    hostname: null,
    path: null,
  };
  const part = readPart(job, where, zoneOf(only)?.name ?? null);
  return part.ok ? ok({ ...only, ...part.value }) : part;
}

function readReach(job: Job, where: WhereAnswer): Result<Reach, InputProblem> {
  if (!job.needsZone) return ok({ kind: 'no-zone' });
  if (where.zones.kind === 'all') return readAllZones(job, where.zones.reason);
  return where.zones.zone === null
    ? failed({ code: 'answer-missing', field: 'where' })
    : ok({ kind: 'one-zone', zone: where.zones.zone });
}

/** All websites at once: for jobs that only read, and for a reason. */
export function readAllZones(
  { mayReadAllZones }: Pick<Job, 'mayReadAllZones'>,
  reason: string,
): Result<Extract<Reach, { kind: 'all-zones' }>, InputProblem> {
  const problem = reasonProblem(reason, 'reason');
  if (problem !== null) return failed(problem);
  return mayReadAllZones
    ? ok({ kind: 'all-zones', reason: reason.trim() })
    : failed({ code: 'answer-missing', field: 'where' });
}

/** The part of a website that a job is about, as typed, checked against the website. */
export function readPart(
  { narrowsTo }: Pick<Job, 'narrowsTo'>,
  where: Pick<WhereAnswer, 'hostname' | 'path'>,
  zoneName: string | null,
): Result<Pick<Place, 'hostname' | 'path'>, InputProblem> {
  if (zoneName === null || narrowsTo === 'nothing') return ok({ hostname: null, path: null });
  if (holdsToken(where.hostname)) return failed({ code: 'field-holds-secret', field: 'hostname' });
  if (holdsToken(where.path)) return failed({ code: 'field-holds-secret', field: 'path' });
  const hostname = readHostname(where.hostname, zoneName);
  if (!hostname.ok) return hostname;
  const path = narrowsTo === 'hostname-and-path' ? readPath(where.path) : ok(null);
  return path.ok ? ok({ hostname: hostname.value, path: path.value }) : path;
}

/** What a finished wizard asks for: enough to make a slip, and nothing else. */
export type SlipRequest = z.infer<typeof slipRequest>;

/** Turns a complete draft into a request, or says which answer is still missing. */
export function finishDraft(state: Draft): Result<SlipRequest, InputProblem> {
  for (const step of stepsOf(state)) {
    const problem = missingAt(step, state);
    if (problem !== null) return failed(problem);
  }
  const task = readTask(state.task);
  const where = readWhere(state);
  if (!task.ok) return task;
  if (!where.ok) return where;
  if (state.who === null || state.job === null || state.until === null) {
    return failed({ code: 'answer-missing', field: 'job' });
  }
  const job = finishedChoice(state.job);
  if (!job.ok) return job;
  if (modeOf(job.value, state.job.access) === null) return failed({ code: 'answer-missing', field: 'job' });
  return ok({
    who: state.who,
    job: job.value,
    access: state.job.access,
    task: task.value,
    place: where.value,
    until: state.until,
  });
}

/** The job of a draft, once it is complete: for an own job this is where what is dangerous has to be confirmed. */
export function finishedChoice(job: NonNullable<Draft['job']>): Result<JobChoice, InputProblem> {
  return job.id === 'custom' ? readOwnJob(job) : ok(job.id);
}
