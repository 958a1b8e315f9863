import { type Access, accesses, type JobId, jobIds, jobs } from '../../shared/catalogue/jobs.ts';
import {
  type GuideForm,
  type GuidePlan,
  type GuideRequest,
  planGuide,
} from '../../shared/guide/guide-plan.ts';

export const forms: readonly GuideForm[] = ['account', 'user'];

/** What the guide is asked for on the website of the bakery. */
function bakeryRequest(job: JobId, access: Access, change: Partial<GuideRequest> = {}): GuideRequest {
  const { needsZone, pagesProject } = jobs[job];
  return {
    job,
    access,
    accountName: 'Bakery Ltd',
    domain: needsZone ? 'bakery.example' : null,
    allDomains: false,
    pagesProject: pagesProject === 'needed' ? 'bakery-site' : null,
    endsAt: '2026-12-23T23:59:59Z',
    ...change,
  };
}

export function bakeryPlan(
  job: JobId,
  form: GuideForm,
  change: Partial<GuideRequest> & { readonly access?: Access } = {},
): GuidePlan {
  const access = change.access ?? accesses.find((one) => jobs[job].modes[one] !== undefined) ?? 'read';
  return planGuide(bakeryRequest(job, access, change), form);
}

/** One plan for each job, each level of access it has, and each form. */
export const everyPlan: readonly (readonly [name: string, plan: GuidePlan, access: Access])[] =
  jobIds.flatMap((job) =>
    accesses
      .filter((access) => jobs[job].modes[access] !== undefined)
      .flatMap((access) =>
        forms.map(
          (form) => [`${job}, ${access}, ${form}`, bakeryPlan(job, form, { access }), access] as const,
        ),
      ),
  );
