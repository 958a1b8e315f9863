import { agentName } from './agents.ts';
import { jobLabel } from './catalogue/jobs.ts';
import type { Preferences } from './preferences.ts';
import { redacted } from './redact.ts';
import type { ReminderSettings } from './reminder-settings.ts';
import { type Slip, stampOf } from './slip.ts';
import { placeText } from './slip-paper.ts';
import type { StorageState } from './snapshot.ts';

/** What the app runs on. */
export type SystemFacts = {
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  readonly system: string;
  readonly processor: string;
  readonly isInstalled: boolean;
};

/** Everything that diagnostics are made of. */
export type DiagnosticFacts = {
  readonly now: Date;
  readonly version: string;
  readonly system: SystemFacts;
  readonly world: string;
  readonly storage: StorageState;
  readonly keychain: string;
  readonly setupKey: string;
  readonly reminders: ReminderSettings;
  readonly preferences: Preferences;
  readonly cleanUps: number;
  readonly slips: readonly Slip[];
  /** The end of the log, as it stands in its file. */
  readonly log: string;
};

/** The newest slips are told of one by one; the older ones only counted. */
const mostSlips = 100;
const mostEvents = 20;

/**
 * What helps to find a fault, as plain text to be read before it is sent: versions, states and dates. Names of agents and
 * websites, and tasks, only where the owner wants that. Anything of a credential's form is left out.
 */
export function diagnosticsText(facts: DiagnosticFacts, withNames: boolean): string {
  const sections = [
    ['Permission Slip diagnostics', aboutApp(facts)],
    ['State', aboutState(facts)],
    [`Slips (${facts.slips.length})`, aboutSlips(facts, withNames)],
    ['End of the log', logLines(facts, withNames)],
  ] as const;
  return sections.map(([title, lines]) => `${title}\n${lines.map(safeLine).join('\n')}\n`).join('\n');
}

function aboutApp({ now, version, system }: DiagnosticFacts): readonly string[] {
  return [
    `made: ${now.toISOString()}`,
    `app: ${version}${system.isInstalled ? '' : ' (not installed)'}`,
    `electron: ${system.electron}, chromium: ${system.chromium}, node: ${system.node}`,
    `system: ${system.system}, processor: ${system.processor}`,
  ];
}

function aboutState(facts: DiagnosticFacts): readonly string[] {
  const { storage, reminders, preferences } = facts;
  return [
    `world: ${facts.world}`,
    `list of slips: ${storage.kind}${storage.kind === 'read-only' ? `, ${storage.why}` : ''}`,
    `keychain: ${facts.keychain}`,
    `setup key: ${facts.setupKey}`,
    `reminders: ${reminders.on ? 'on' : 'off'}, days before: ${reminders.daysBefore.join(' ') || 'none'}, quiet: ${
      reminders.quietHours === null ? 'never' : `${reminders.quietHours.from} to ${reminders.quietHours.to}`
    }, names: ${reminders.showNames ? 'shown' : 'not shown'}`,
    `dates: ${preferences.dates}`,
    `tokens to tidy up: ${facts.cleanUps}`,
  ];
}

function aboutSlips({ slips, now }: DiagnosticFacts, withNames: boolean): readonly string[] {
  const stamps = new Map<string, number>();
  for (const slip of slips) stamps.set(stampOf(slip, now), (stamps.get(stampOf(slip, now)) ?? 0) + 1);
  const counts = [...stamps].map(([stamp, count]) => `${stamp.toLowerCase()}: ${count}`);
  const newest = slips.toSorted((a, b) => b.number - a.number).slice(0, mostSlips);
  return [
    counts.join(', ') || 'none',
    ...newest.flatMap((slip) => [
      aboutSlip(slip, now),
      ...(withNames ? [`  for ${agentName(slip.who)}, on ${placeText(slip.place)}: ${slip.task}`] : []),
      `  ${slip.events
        .slice(-mostEvents)
        .map(({ at, what }) => `${what} ${at}`)
        .join(', ')}`,
    ]),
    ...(slips.length > mostSlips ? [`and ${slips.length - mostSlips} older ones`] : []),
  ];
}

function aboutSlip(slip: Slip, now: Date): string {
  const { number, world, job, access, route, createdAt, until, checked, rotating, stopping } = slip;
  return [
    `no. ${number}: ${stampOf(slip, now).toLowerCase()}`,
    world,
    `${jobLabel(job)} (${access})`,
    `route ${route.kind}`,
    `token of ${slip.token.owner.kind}`,
    `made ${createdAt}`,
    `ends ${until.kind === 'at' ? until.at : 'never'}`,
    `last check ${checked === null ? 'none' : `${checked.outcome} ${checked.at}`}`,
    ...(rotating === null ? [] : [`being rotated since ${rotating.since}${rotating.lost ? ', lost' : ''}`]),
    ...(stopping === null ? [] : [`to be stopped since ${stopping.since}`]),
  ].join(', ');
}

/* A log holds codes and numbers. Should a name have come into it all the same, it goes the way of the others. */
function logLines({ log, slips }: DiagnosticFacts, withNames: boolean): readonly string[] {
  const lines = log.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length === 0) return ['nothing'];
  const names = withNames ? [] : namesOf(slips);
  return lines.map((line) => names.reduce((text, name) => text.replaceAll(name, '[name]'), line));
}

/** Too short a name would be found in half of all words. */
const shortestName = 3;

function namesOf(slips: readonly Slip[]): readonly string[] {
  const names = slips.flatMap(({ place, who, task, token }) => [
    place.account.name,
    place.account.id,
    place.reach.kind === 'one-zone' ? place.reach.zone.name : '',
    place.reach.kind === 'one-zone' ? place.reach.zone.id : '',
    place.pagesProject ?? '',
    place.hostname ?? '',
    who.name,
    task,
    token.name,
  ]);
  return [...new Set(names)]
    .filter(({ length }) => length >= shortestName)
    .toSorted((a, b) => b.length - a.length);
}

function safeLine(line: string): string {
  return redacted(line);
}
