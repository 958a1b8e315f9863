import { type Access, type JobChoice, modeOf } from './catalogue/jobs.ts';
import { keysThatGrant, type PermissionKey } from './catalogue/permission-groups.ts';
import type { Slip } from './slip.ts';
import { lastDayOf } from './until.ts';
import { type Draft, missingAt, startDraft, stepsOf, wizardReducer } from './wizard.ts';

/** A draft for another job of the same agent at the same place, at the first question that is still open. */
export function nextDraft(slip: Pick<Slip, 'who' | 'place'>, job: JobChoice, access: Access): Draft {
  const { account, reach, pagesProject, hostname, path } = slip.place;
  const zone = reach.kind === 'one-zone' ? reach.zone : null;
  const placed: Draft = {
    ...startDraft(slip.who),
    where: {
      ...startDraft().where,
      account,
      zones: { kind: 'one', zone },
      pagesProject,
      hostname: hostname ?? '',
      path: path ?? '',
      domain: zone?.name ?? '',
    },
  };
  const chosen = wizardReducer(wizardReducer(placed, { do: 'choose-job', job }), {
    do: 'choose-access',
    access,
  });
  /* What an own job may do is looked at anew, since it is wider than it was. */
  const open = stepsOf(chosen).find((step) => step === 'permissions' || missingAt(step, chosen) !== null);
  return { ...chosen, step: open ?? 'terms' };
}

/** A draft with all the answers of a slip, at one of its questions: for the same slip, with another token. */
export function draftOf(slip: Slip, step: 'job' | 'terms', now: Date): Draft {
  const { job, access, place, task, until } = slip;
  const draft = nextDraft(slip, job, access);
  return {
    ...draft,
    changes: { id: slip.id, number: slip.number, version: tokensOf(slip) + 1 },
    step: step === 'job' && typeof job !== 'string' ? 'permissions' : step,
    where:
      place.reach.kind === 'all-zones'
        ? { ...draft.where, zones: { kind: 'all', reason: place.reach.reason } }
        : draft.where,
    task,
    /* The job's usual end may be later than the one that the owner chose. */
    until:
      until.kind === 'never'
        ? { kind: 'never', reason: until.reason }
        : { kind: 'date', date: lastDayOf(until.at, now) },
  };
}

/* How many tokens a slip has had. A swap is a new value of the same token. */
function tokensOf({ events }: Slip): number {
  return 1 + events.filter(({ what }) => what === 'changed').length;
}

/** The narrowest access at which a job has a permission; null where it has it at none. */
export function accessWith(job: JobChoice, permission: PermissionKey): Access | null {
  const granting = keysThatGrant(permission);
  const found = (['read', 'change'] as const).find((access) =>
    modeOf(job, access)?.permissions.some((key) => granting.includes(key)),
  );
  return found ?? null;
}
