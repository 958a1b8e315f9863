import { type JobId, jobIds, jobs, narrowestAccess } from '../../shared/catalogue/jobs.ts';
import { type GuideForm, type GuidePlan, planGuide } from '../../shared/guide/guide-plan.ts';

/** One picture of the guide. */
export type Scene = {
  readonly plan: GuidePlan;
  readonly step: number | 'print';
  readonly narrow: boolean;
};

/** What a picture is asked for with, in the address of its page. */
export type SceneRequest = {
  readonly job: JobId;
  readonly form: GuideForm;
  readonly step: number | 'print';
  readonly narrow: boolean;
};

/** The address part that asks for a picture. */
export function sceneQuery({ job, form, step, narrow }: SceneRequest): string {
  return new URLSearchParams({ job, form, step: String(step), narrow: String(narrow) }).toString();
}

/** Reads an address back; everything that is missing has a usual value. */
export function readScene(query: URLSearchParams): Scene {
  const job = jobIds.find((id) => id === query.get('job')) ?? 'purge-pages';
  const step = query.get('step');
  return {
    plan: bakeryPlan(job, query.get('form') === 'user' ? 'user' : 'account'),
    step: step === 'print' ? 'print' : Number(step ?? 1),
    narrow: query.get('narrow') === 'true',
  };
}

/** The plan of a job for the bakery that all pictures of this project are about. */
function bakeryPlan(job: JobId, form: GuideForm): GuidePlan {
  const { needsZone, pagesProject } = jobs[job];
  return planGuide(
    {
      job,
      access: narrowestAccess(jobs[job]),
      accountName: 'Bakery Ltd',
      domain: needsZone ? 'bakery.example' : null,
      allDomains: false,
      pagesProject: pagesProject === 'needed' ? 'bakery-site' : null,
      endsAt: '2026-12-23T23:59:59Z',
    },
    form,
  );
}
