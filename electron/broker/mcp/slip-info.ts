import { jobOf, modeOf } from '../../../shared/catalogue/jobs.ts';
import { zoneOf } from '../../../shared/place.ts';
import type { Session } from '../ports.ts';

/** What an agent may know of its slip: what it allows, where, and until when. Nothing of its token or its pass. */
export function slipInfo({ slip, policy }: Session): Readonly<Record<string, unknown>> {
  const { place } = slip;
  const zone = zoneOf(place);
  const changes = policy.rules.filter(({ kind }) => kind !== 'read');
  return {
    slip: slip.number,
    practice: slip.world === 'practice',
    task: slip.task,
    job: jobOf(slip.job).title,
    ends_at: slip.until.kind === 'at' ? slip.until.at : 'no end date',
    place: {
      account: { id: place.account.id, name: place.account.name },
      zone: zone === null ? null : { id: zone.id, name: zone.name },
      all_zones_for_reading: place.reach.kind === 'all-zones',
      pages_project: place.pagesProject,
      hostname: place.hostname,
      path: place.path,
    },
    may: modeOf(slip.job, slip.access)?.allowed ?? [],
    may_not: jobOf(slip.job).notAllowed,
    reads: policy.rules.filter(({ kind }) => kind === 'read').map(({ allows }) => allows),
    changes: changes.map(({ allows }) => allows),
    how_changes_work:
      changes.length === 0
        ? 'This slip only reads.'
        : 'Each change waits for the owner, up to 40 seconds. If they have not answered by then, you are told so, and the very same request passes once if they allow it within ten minutes. For several changes use propose_changes first.',
  };
}
