import { type Job, jobOf, modeOf } from './catalogue/jobs.ts';
import type { GuideForm, GuideRequest } from './guide/guide-plan.ts';
import type { Link } from './links.ts';
import { type Account, type Place, type Reach, readDomain, readProject } from './place.ts';
import type { InputProblem } from './problem.ts';
import { failed, ok, type Result } from './result.ts';
import { readTask } from './task-sentence.ts';
import { holdsToken } from './token-forms.ts';
import { resolveUntil } from './until.ts';
import {
  choiceOf,
  type Draft,
  finishedChoice,
  missingAt,
  readAllZones,
  readPart,
  type SlipRequest,
  type WhereAnswer,
  type WizardStep,
} from './wizard.ts';

/** Which websites are meant; the id of a typed one is not known before a token has seen it. */
export type GuidedReach =
  | Exclude<Reach, { kind: 'one-zone' }>
  | { readonly kind: 'one-zone'; readonly zone: { readonly id: string | null; readonly name: string } };

/** A place that may be known by its names alone. */
export type GuidedPlace = Omit<Place, 'account' | 'reach'> & {
  readonly account: Account | null;
  readonly reach: GuidedReach;
};

/** What a wizard asks for whose token is made by hand. */
export type GuidedRequest = Omit<SlipRequest, 'place'> & {
  readonly place: GuidedPlace;
  /** Which token of its slip it will be; the first if not given. */
  readonly version?: number;
};

/** Turns a complete draft into a request for the path by hand, or says which answer is still missing. */
export function readGuided(draft: Draft): Result<GuidedRequest, InputProblem> {
  const { who, job, until } = draft;
  const early = missingAt('who', draft) ?? missingAt('job', draft) ?? missingAt('permissions', draft);
  if (early !== null) return failed(early);
  const place = readGuidedPlace(draft);
  if (!place.ok) return place;
  const late = missingAt('terms', draft);
  if (late !== null) return failed(late);
  const task = readTask(draft.task);
  if (!task.ok) return task;
  if (who === null || job === null) return failed({ code: 'answer-missing', field: 'job' });
  const choice = finishedChoice(job);
  if (!choice.ok) return choice;
  if (modeOf(choice.value, job.access) === null) return failed({ code: 'answer-missing', field: 'job' });
  if (until === null) return failed({ code: 'answer-missing', field: 'until' });
  const asked = { who, job: choice.value, access: job.access, task: task.value, place: place.value, until };
  return ok(draft.changes === null ? asked : { ...asked, version: draft.changes.version });
}

/** Why the owner cannot go on from a step yet, where the token is made by hand and names are enough. */
export function missingByHand(step: WizardStep, draft: Draft): InputProblem | null {
  if (step !== 'where') return missingAt(step, draft);
  const place = readGuidedPlace(draft);
  return place.ok ? null : place.problem;
}

/** The place of a draft by names: enough to show the way, where no list of the owner's places is at hand. */
export function readGuidedPlace({ job, where }: Draft): Result<GuidedPlace, InputProblem> {
  if (job === null) return failed({ code: 'answer-missing', field: 'job' });
  const asked = jobOf(choiceOf(job));
  const reach = readGuidedReach(asked, where);
  if (!reach.ok) return reach;
  const pagesProject = readGuidedProject(asked, where.pagesProject ?? '');
  if (!pagesProject.ok) return pagesProject;
  const zoneName = reach.value.kind === 'one-zone' ? reach.value.zone.name : null;
  const part = readPart(asked, where, zoneName);
  if (!part.ok) return part;
  return ok({ account: where.account, reach: reach.value, pagesProject: pagesProject.value, ...part.value });
}

/** What the guide is planned from. Its end date counts from now, since the token does not exist yet. */
export function guideRequestOf(guided: GuidedRequest, now: Date): Result<GuideRequest, InputProblem> {
  const { job, access, place } = guided;
  const until = resolveUntil(guided.until, now);
  if (!until.ok) return until;
  return ok({
    job,
    access,
    accountName: place.account?.name ?? null,
    domain: place.reach.kind === 'one-zone' ? place.reach.zone.name : null,
    allDomains: place.reach.kind === 'all-zones',
    pagesProject: place.pagesProject,
    endsAt: until.value.kind === 'at' ? until.value.at : null,
    ...(guided.version === undefined ? {} : { version: guided.version }),
  });
}

/** The link to Cloudflare's form, filled in for this request as far as a link can. */
export function tokenFormLink(
  { job, access, place, until, version }: GuidedRequest,
  form: GuideForm,
): Extract<Link, { to: 'token-form' }> {
  const zone = place.reach.kind === 'one-zone' ? place.reach.zone : null;
  return {
    to: 'token-form',
    form,
    job,
    access,
    domain: zone?.name ?? null,
    project: place.pagesProject,
    accountId: place.account?.id ?? null,
    zoneId: zone?.id ?? null,
    hasEndDate: until.kind !== 'never',
    ...(version === undefined ? {} : { version }),
  };
}

function readGuidedReach(job: Job, where: WhereAnswer): Result<GuidedReach, InputProblem> {
  if (!job.needsZone) return ok({ kind: 'no-zone' });
  if (where.zones.kind === 'all') return readAllZones(job, where.zones.reason);
  if (where.zones.zone !== null) return ok({ kind: 'one-zone', zone: where.zones.zone });
  if (holdsToken(where.domain)) return failed({ code: 'field-holds-secret', field: 'domain' });
  const name = readDomain(where.domain);
  if (!name.ok) return name;
  return name.value === null
    ? failed({ code: 'answer-missing', field: 'where' })
    : ok({ kind: 'one-zone', zone: { id: null, name: name.value } });
}

function readGuidedProject({ pagesProject }: Job, typed: string): Result<string | null, InputProblem> {
  if (pagesProject === 'none') return ok(null);
  if (holdsToken(typed)) return failed({ code: 'field-holds-secret', field: 'project' });
  const name = readProject(typed);
  return name.ok && name.value === null ? failed({ code: 'answer-missing', field: 'where' }) : name;
}
