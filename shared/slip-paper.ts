import { agentName } from './agents.ts';
import { type Job, jobOf, modeOf } from './catalogue/jobs.ts';
import { inWords } from './guide/common-words.ts';
import { type GuidedPlace, readGuidedPlace } from './guided-request.ts';
import { deadSince, isInForce, type Route, type Slip, stampOf } from './slip.ts';
import { daysLeft, resolveUntil, type Until } from './until.ts';
import { choiceOf, type Draft, type WhereAnswer } from './wizard.ts';

/** One line of the paper slip. A warning says what this answer costs, beyond the narrowest one. */
export type PaperLine = { readonly text: string | null; readonly warning: string | null };

/** What stands on a paper slip, in the owner's words. A line that is still open is null. */
export type Paper = {
  readonly to: PaperLine;
  readonly may: PaperLine;
  readonly where: PaperLine;
  readonly until: PaperLine;
  readonly mayNot: PaperLine;
};

/** How a date is written for the owner: "23 December 2026". */
export type DateFormat = (instant: Date) => string;

const open: PaperLine = { text: null, warning: null };

/** The paper of a draft, while the owner is still answering. */
export function paperOfDraft(draft: Draft, now: Date, date: DateFormat): Paper {
  const choice = draft.job === null ? null : choiceOf(draft.job);
  const job = choice === null ? null : jobOf(choice);
  const mode = draft.job === null ? null : (job?.modes[draft.job.access] ?? null);
  const where = readGuidedPlace(draft);
  const end = draft.until === null ? null : resolveUntil(draft.until, now);
  const never = draft.until?.kind === 'never';
  return {
    to: draft.who === null || agentName(draft.who) === '' ? open : plain(recipientText(draft.who)),
    may: mode === null ? open : { text: mode.may, warning: mayWarning(job, draft.job?.access) },
    where:
      job === null || mode === null
        ? open
        : where.ok
          ? whereLine(where.value, job)
          : whereSoFar(draft.where, job),
    until: never
      ? { text: 'No end date', warning: neverWarning }
      : end?.ok
        ? untilLine(end.value, now, date)
        : open,
    mayNot: job === null || mode === null ? open : plain(job.mayNot),
  };
}

/** The paper of a finished slip. */
export function paperOfSlip(slip: Slip, now: Date, date: DateFormat): Paper {
  const job = jobOf(slip.job);
  return {
    to: plain(recipientText(slip.who)),
    may: {
      text: modeOf(slip.job, slip.access)?.may ?? job.title.toLowerCase(),
      warning: reachBeyond(slip, now),
    },
    where: foundLine(whereLine(slip.place, job, slip.route), slip),
    until: untilLine(slip.until, now, date),
    mayNot: (slip.keptAnyway?.tooMuch.length ?? 0) > 0 ? plain(notPromised) : plain(job.mayNot),
  };
}

/* An agent that doesn't work through this app is held by the prompt alone to what Cloudflare can't limit. */
function reachBeyond(slip: Slip, now: Date): string | null {
  const { job, route, place } = slip;
  if (job !== 'purge-pages' || route.kind === 'local') return null;
  const isDead = deadSince(slip) !== null && slip.checked?.outcome === 'refused';
  if (!isInForce(stampOf(slip, now)) || isDead || slip.rotating?.lost === true) return null;
  const site = place.reach.kind === 'one-zone' ? place.reach.zone.name : 'the website';
  return `Cloudflare cannot limit this to single pages. The prompt does; the token can clear all of ${site}.`;
}

/* What the check found counts more than what was planned: a slip must not promise what its token does not keep. */
const notPromised = 'We can’t promise anything here, since the token can do more than planned';

function foundLine(line: PaperLine, { keptAnyway }: Slip): PaperLine {
  const tooMuch = keptAnyway?.tooMuch ?? [];
  return tooMuch.length === 0 ? line : { ...line, warning: `Its token can also ${inWords(tooMuch)}.` };
}

/** A place in one short line: "bakery.example only". An account that is not known yet has no name. */
export function placeText(place: GuidedPlace): string {
  const account = place.account?.name ?? 'your account';
  const domain = place.reach.kind === 'one-zone' ? place.reach.zone.name : null;
  const page = domain === null ? null : `${place.hostname ?? domain}${place.path ?? ''}`;
  const parts = [
    place.pagesProject === null ? null : `the Pages project ${place.pagesProject}`,
    place.reach.kind === 'all-zones' ? `all websites of ${account}` : page,
    place.reach.kind === 'no-zone' && place.pagesProject === null ? account : null,
  ];
  return parts.filter((part) => part !== null).join(' on ');
}

function recipientText(who: NonNullable<Draft['who']>): string {
  return `${agentName(who)}, on this computer`;
}

function plain(text: string): PaperLine {
  return { text, warning: null };
}

const neverWarning = 'Wider than needed: this permission stays open until you stop it yourself.';

function mayWarning(job: Job | null, level: string | undefined): string | null {
  if (job?.id === 'custom') return job.caution ?? null;
  if (level !== 'change') return null;
  return job?.modes.read === undefined
    ? (job?.caution ?? null)
    : 'Wider than looking only: the agent can change things.';
}

/* Through this app no other Pages project is reached; elsewhere only the prompt says so. A new slip goes through it. */
function whereLine(place: GuidedPlace, job: Job, route: Route = { kind: 'local' }): PaperLine {
  const account = place.account?.name ?? 'your account';
  if (place.reach.kind === 'all-zones') {
    return { text: placeText(place), warning: 'Wider than needed: also websites that you add later.' };
  }
  const limits =
    route.kind === 'local' ? 'This app does, as long as your agent works through it' : 'The prompt does';
  const tokenReach =
    job.pagesProject === 'needed'
      ? `Cloudflare cannot limit a token to one Pages project. ${limits}; the token reaches all of ${account}.`
      : job.id === 'deploy-worker'
        ? `This app cannot limit this token to one Worker. The prompt does; the token reaches all of ${account}.`
        : job.wholeAccount
          ? `A part of this can't be kept to one place. It holds for all of ${account}.`
          : null;
  return { text: `${placeText(place)} only`, warning: tokenReach };
}

function whereSoFar(where: WhereAnswer, job: Job): PaperLine {
  if (where.zones.kind === 'all' && job.mayReadAllZones) {
    const reach = { kind: 'all-zones', reason: '' } as const;
    return whereLine({ account: where.account, reach, pagesProject: null, hostname: null, path: null }, job);
  }
  if (job.needsZone && where.zones.kind === 'one' && where.zones.zone !== null)
    return plain(where.zones.zone.name);
  if (!job.needsZone && where.pagesProject !== null) return plain(where.pagesProject);
  return open;
}

function untilLine(until: Until, now: Date, date: DateFormat): PaperLine {
  if (until.kind === 'never') return { text: 'No end date', warning: neverWarning };
  const left = daysLeft(until.at, now);
  const days = left === 0 ? 'over' : left === 1 ? '1 day' : `${left} days`;
  return plain(`${date(new Date(until.at))}, ${days}`);
}
