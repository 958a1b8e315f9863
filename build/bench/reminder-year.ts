import { dayMs, hourMs } from '../../shared/instant.ts';
import { quietUntil, usualReminders } from '../../shared/reminder-settings.ts';
import { evaluateReminders } from '../../shared/reminders.ts';
import { newRecord, type Slip } from '../../shared/slip.ts';
import { randomFrom } from '../random-from.ts';

const restMs = hourMs;
const start = Date.parse('2026-01-01T00:00:00Z');
const timeZones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'UTC'];

/** What became of the reminders of a time that was lived through. */
export type Lived = {
  readonly told: number;
  readonly toldTwice: readonly string[];
  /** What could have been told, since the app looked at a moment when it was true and might speak, and was not. */
  readonly missed: readonly string[];
  readonly untrue: readonly string[];
  readonly milliseconds: number;
};

/**
 * Lives through some days with some slips, as the app's watcher would: it looks when something is due and every
 * hour. The computer sleeps for hours and sometimes weeks, its clock is set forward and back, and it travels.
 */
export function liveThrough(days: number, count: number, seed: number): Lived {
  const begun = performance.now();
  const random = randomFrom(seed);
  const slips = Array.from({ length: count }, (_, index) => anySlip(index, days, random));
  const usualZone = process.env.TZ;
  const told = new Set<string>();
  const toldTwice: string[] = [];
  const speakingLooks: number[] = [];
  let offset = 0;
  for (let time = 0; time < days * dayMs; ) {
    const now = new Date(start + time + offset);
    const settings = { ...usualReminders, pausedUntil: null };
    const seen = evaluateReminders({ slips, cleanUps: [] }, told, settings, now);
    if (quietUntil(settings, null, now) === null) speakingLooks.push(now.getTime());
    for (const key of seen.told) {
      if (told.has(key)) toldTwice.push(key);
      told.add(key);
    }
    const rest = Math.max(
      1000,
      Math.min(restMs, (seen.nextWakeUp ?? Number.POSITIVE_INFINITY) - now.getTime()),
    );
    time += rest;
    const chance = random();
    if (chance < 0.04) time += random() * 16 * hourMs;
    else if (chance < 0.0404) time += random() * 21 * dayMs;
    else if (chance < 0.041) offset = (random() - 0.5) * 60 * dayMs;
    else if (chance < 0.0415) offset = 0;
    else if (chance < 0.0425) process.env.TZ = timeZones[Math.floor(random() * timeZones.length)];
  }
  if (usualZone === undefined) delete process.env.TZ;
  else process.env.TZ = usualZone;
  const expected = new Map(slips.flatMap(expectedOf));
  speakingLooks.sort((a, b) => a - b);
  const couldTell = ([from, to]: Span) => {
    const first = firstFrom(speakingLooks, from);
    return first !== null && first < to;
  };
  return {
    told: told.size,
    toldTwice,
    missed: [...expected].flatMap(([key, span]) => (couldTell(span) && !told.has(key) ? [key] : [])),
    untrue: [...told].filter((key) => !expected.has(key)),
    milliseconds: performance.now() - begun,
  };
}

type Span = readonly [from: number, to: number];

/* Worked out once more, the plain way: the end is told of 14, 7 and 1 days before, though only in a slip's last quarter. */
function expectedOf({ id, createdAt, until }: Slip): readonly (readonly [string, Span])[] {
  if (until.kind === 'never') return [];
  const [born, end] = [Date.parse(createdAt), Date.parse(until.at)];
  const life = end - born;
  const inLastQuarter = [14, 7, 1].filter((days) => 4 * days * dayMs <= life);
  const warnings = inLastQuarter.map(
    (days) => [`${id}:ends-soon:${days}:${until.at}`, [end - days * dayMs, end] as Span] as const,
  );
  const only = [`${id}:ends-soon:0:${until.at}`, [end - life / 4, end] as Span] as const;
  const unused = [`${id}:unused:${born + 30 * dayMs}`, [born + 30 * dayMs, end] as Span] as const;
  return [
    ...warnings,
    ...((inLastQuarter[0] ?? 0) * dayMs * 8 < life && inLastQuarter.length < 3 ? [only] : []),
    [`${id}:expired:${until.at}`, [end, end + 30 * dayMs]],
    ...(life > 30 * dayMs ? [unused] : []),
  ];
}

/** Many slips of all ages, some of which were never handed over. */
export function anySlip(index: number, days: number, random: () => number): Slip {
  const born = start + random() * days * dayMs;
  const lifeDays = [1, 3, 7, 12, 30, 90, 200][Math.floor(random() * 7)] ?? 30;
  const createdAt = new Date(born).toISOString();
  const account = { id: 'a'.repeat(32), name: 'Bakery Ltd' };
  return {
    id: `slip-${index.toString(36).padStart(16, 'a')}`,
    number: index + 1,
    world: 'practice',
    who: { agent: 'codex', name: '' },
    job: 'pages-project',
    access: 'read',
    task: 'Look at the last deployment.',
    place: { account, reach: { kind: 'no-zone' }, pagesProject: 'bakery', hostname: null, path: null },
    until: { kind: 'at', at: new Date(born + lifeDays * dayMs).toISOString() },
    token: { id: 'e'.repeat(32), owner: { kind: 'user' }, name: 'a token', ending: 'x9Q2' },
    route: { kind: 'keychain' },
    createdAt,
    proof: { at: createdAt, can: [], cannot: [], untested: [] },
    events: random() < 0.5 ? [] : [{ at: createdAt, what: 'prompt-copied' }],
    keptAnyway: null,
    rotating: null,
    stopping: null,
    replaces: null,
    checked: null,
    reminding: null,
    ...newRecord,
    revoked: null,
  };
}

function firstFrom(sorted: readonly number[], from: number): number | null {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return sorted[low] ?? null;
}
