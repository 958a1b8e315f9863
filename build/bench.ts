// `npm run bench`: start-up, sizes, memory, the way to a prompt, the keychain. `--json` prints a line a figure.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { buildApp } from './bundle.ts';
import { startKeychainSession } from './launch/keychain-session.ts';

type Figure = {
  readonly what: string;
  readonly value: number;
  readonly unit: 'µs' | 'ms' | 'kB' | 'MB' | 'times' | '%';
  /** What it may be at the most; null where it is only watched. */
  readonly most: number | null;
  readonly how: string;
};

/** `--seed` repeats an earlier run's power cuts. */
const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, seed: { type: 'string' } },
});
const powerCutCount = 200;
const run = promisify(execFile);
const { main } = await buildApp({ mode: 'package' });
const dist = dirname(dirname(main));

const figures: readonly Figure[] = [
  ...(await loading()),
  ...(await windows()),
  ...(await sizes()),
  ...(await proof()),
  ...(await guide()),
  ...(await reminders()),
  ...(await home()),
  ...(await policy()),
  ...(await localRoute()),
  ...(process.platform === 'linux' ? await keychain() : []),
  ...(process.platform === 'linux' ? await atRest() : []),
  ...(process.platform === 'linux' ? await powerCuts() : []),
];

if (values.json) for (const figure of figures) console.log(JSON.stringify(figure));
else printTable(figures);
process.exitCode = figures.some(({ value, most }) => most !== null && value > most) ? 1 : 0;

async function loading(): Promise<readonly Figure[]> {
  const times: number[] = [];
  for (let round = 0; round < 11; round += 1) {
    const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'bench/load-main.ts'), main]);
    times.push(Number(stdout));
  }
  return [
    { what: 'main bundle loads', value: median(times), unit: 'ms', most: 150, how: 'median of 11 processes' },
  ];
}

async function windows(): Promise<readonly Figure[]> {
  const script = join(import.meta.dirname, 'bench/first-screen.ts');
  const { stdout } = await run(process.execPath, [script, main]);
  const numbers = z.array(z.number());
  const seen = z
    .object({ firstScreen: numbers, emptyPage: numbers })
    .parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
  const ratios = seen.firstScreen.map((time, round) => time / (seen.emptyPage[round] ?? time));
  return [
    {
      what: 'first screen usable',
      value: median(seen.firstScreen),
      unit: 'ms',
      most: null,
      how: 'median of 9 windows',
    },
    {
      what: 'first screen / empty page',
      value: median(ratios),
      unit: 'times',
      most: 1.3,
      how: 'median of 9 pairs, in turn',
    },
  ];
}

async function sizes(): Promise<readonly Figure[]> {
  const html = await readFile(join(dist, 'renderer/index.html'), 'utf8');
  const first = [...html.matchAll(/(?:src|href)="\/?(assets\/[^"]+\.js)"/g)].map(([, file]) =>
    join(dist, 'renderer', file ?? ''),
  );
  const mainFiles = (await readdir(join(dist, 'main'))).filter((file) => file.endsWith('.cjs'));
  return [
    { what: 'main bundle', value: await zipped([main]), unit: 'kB', most: null, how: 'gzip' },
    {
      what: 'main bundle and later parts',
      value: await zipped(mainFiles.map((file) => join(dist, 'main', file))),
      unit: 'kB',
      most: null,
      how: 'gzip',
    },
    {
      what: 'preload script',
      value: await zipped([join(dist, 'preload/preload.cjs')]),
      unit: 'kB',
      most: null,
      how: 'gzip',
    },
    { what: 'first-screen JavaScript', value: await zipped(first), unit: 'kB', most: 130, how: 'gzip' },
  ];
}

async function proof(): Promise<readonly Figure[]> {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'bench/proof-figures.ts')]);
  const numbers = z.array(z.number());
  const seen = z.object({ requests: numbers, ratios: numbers }).parse(JSON.parse(stdout));
  return [
    {
      what: 'requests of a proof',
      value: Math.max(...seen.requests),
      unit: 'times',
      most: 12,
      how: 'the most of 9',
    },
    {
      what: 'a proof / its slowest request',
      value: median(seen.ratios),
      unit: 'times',
      most: 1.2,
      how: 'median of 9, Cloudflare 120 ms away',
    },
  ];
}

async function guide(): Promise<readonly Figure[]> {
  const script = join(import.meta.dirname, 'bench/guide-figures.ts');
  const { stdout } = await run(process.execPath, [script, main]);
  const { steps } = z.object({ steps: z.array(z.number()) }).parse(JSON.parse(stdout));
  return [
    {
      what: 'a step of the guide',
      value: median(steps),
      unit: 'ms',
      most: 50,
      how: 'press to picture, median of 33',
    },
  ];
}

async function policy(): Promise<readonly Figure[]> {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'bench/policy-figures.ts')]);
  const seen = z
    .object({ times: z.array(z.number()), rules: z.number(), allowed: z.literal(4) })
    .parse(JSON.parse(stdout));
  return [
    {
      what: `holding a request against ${seen.rules} rules`,
      value: median(seen.times),
      unit: 'µs',
      most: 20,
      how: 'median of 21 rounds of 12,000 requests',
    },
  ];
}

async function reminders(): Promise<readonly Figure[]> {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'bench/reminder-figures.ts')]);
  const numbers = z.array(z.number());
  const seen = z.object({ year: z.number(), wrong: z.number(), looks: numbers }).parse(JSON.parse(stdout));
  return [
    {
      what: 'a look at 10,000 slips',
      value: median(seen.looks),
      unit: 'ms',
      most: 10,
      how: 'median of 21',
    },
    {
      what: 'a year with 1,000 slips',
      value: seen.year,
      unit: 'ms',
      most: 5000,
      how: 'with sleeps, travel, and a clock that is set',
    },
    {
      what: 'reminders missed, twice or untrue',
      value: seen.wrong,
      unit: 'times',
      most: 0,
      how: 'in that year',
    },
  ];
}

async function home(): Promise<readonly Figure[]> {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'bench/home-figures.ts'), main]);
  const pair = z.object({ many: z.array(z.number()), few: z.array(z.number()) });
  const seen = z.object({ opened: pair, typed: pair, cards: z.number() }).parse(JSON.parse(stdout));
  const ratio = ({ many, few }: z.infer<typeof pair>) =>
    median(many.map((time, round) => time / (few[round] ?? time)));
  return [
    {
      what: 'home with 10,000 slips / with 10',
      value: ratio(seen.opened),
      unit: 'times',
      most: 5,
      how: 'click to first card, median of 7 pairs; the stand-in for Electron carries slips slowly',
    },
    {
      what: 'a letter in its search / with 10',
      value: ratio(seen.typed),
      unit: 'times',
      most: 3,
      how: 'the slowest letter of a word, median of 7 pairs',
    },
    {
      what: 'cards drawn of 10,000',
      value: seen.cards,
      unit: 'times',
      most: 60,
      how: 'in the middle of the list',
    },
  ];
}

/** What the way through the app costs: each figure beside its baseline, measured in turn in the same run. */
async function localRoute(): Promise<readonly Figure[]> {
  const script = join(import.meta.dirname, 'bench/broker-figures.ts');
  const { stdout } = await run(process.execPath, [script], { maxBuffer: 1e8 });
  const times = z.object({ p50: z.number(), p99: z.number() });
  const seen = z
    .object({
      latency: z.object({
        direct: times,
        plain: times,
        broker: times,
        nginx: times.optional(),
        mitmproxy: times.optional(),
      }),
      plainPerSecond: z.number(),
      brokerPerSecond: z.number(),
      failedAtMany: z.number(),
      waiting: z.object({ grown: z.number(), failed: z.number() }),
      rollFailed: z.number(),
      streamedBytes: z.number(),
      fuzzSent: z.number(),
      fuzzWrong: z.number(),
    })
    .parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
  const { direct, plain, broker, nginx, mitmproxy } = seen.latency;
  const added = (one: { readonly p50: number }) => one.p50 - direct.p50;
  const how = 'a read on a kept connection, policy and log on';
  return [
    { what: 'local route adds, p50', value: added(broker), unit: 'ms', most: 0.25, how },
    { what: 'local route adds, p99', value: broker.p99 - direct.p99, unit: 'ms', most: 1, how },
    {
      what: 'it adds / a plain Node proxy adds',
      value: added(broker) / added(plain),
      unit: 'times',
      most: 1,
      how: 'p50, in turn',
    },
    ...(nginx === undefined
      ? []
      : [
          {
            what: 'it adds / nginx adds',
            value: added(broker) / added(nginx),
            unit: 'times' as const,
            most: 2,
            how: 'p50, in turn',
          },
        ]),
    ...(mitmproxy === undefined
      ? []
      : [
          {
            what: 'it adds / mitmproxy adds',
            value: added(broker) / added(mitmproxy),
            unit: 'times' as const,
            most: 1 / 3,
            how: 'p50, in turn',
          },
        ]),
    {
      what: 'plain Node proxy / local route',
      value: seen.plainPerSecond / seen.brokerPerSecond,
      unit: 'times',
      most: 2,
      how: 'requests a second on 64 connections',
    },
    {
      what: 'requests that failed',
      value: seen.failedAtMany + seen.rollFailed + seen.waiting.failed,
      unit: 'times',
      most: 0,
      how: 'on 64 connections, in a swap at 200 a second, in a crowd',
    },
    {
      what: '10,000 connections without a pass',
      value: seen.waiting.grown / 1e6,
      unit: 'MB',
      most: 64,
      how: 'more resident',
    },
    {
      what: 'an upload of 100 MB',
      value: seen.streamedBytes / 1e6,
      unit: 'MB',
      most: 30,
      how: 'more resident, at its highest',
    },
    {
      what: 'random requests that went wrong',
      value: seen.fuzzWrong,
      unit: 'times',
      most: 0,
      how: `of ${seen.fuzzSent.toLocaleString('en')}`,
    },
  ];
}

async function keychain(): Promise<readonly Figure[]> {
  const session = await startKeychainSession();
  try {
    const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'bench/keychain-figures.ts')], {
      env: { ...process.env, ...session.env },
    });
    const numbers = z.array(z.number());
    const seen = z
      .object({ createToPrompt: numbers, ownRead: numbers, secretTool: numbers })
      .parse(JSON.parse(stdout));
    const ratio = median(seen.ownRead) / median(seen.secretTool);
    return [
      {
        what: '"Create" to the copied prompt',
        value: median(seen.createToPrompt),
        unit: 'ms',
        most: 400,
        how: 'median of 9, practice account',
      },
      { what: 'keychain read', value: median(seen.ownRead), unit: 'ms', most: null, how: 'median of 60' },
      {
        what: 'keychain read / secret-tool',
        value: ratio,
        unit: 'times',
        most: 1 / 3,
        how: 'medians of 60 each, in turn',
      },
    ];
  } finally {
    await session.stop();
  }
}

/* Run twice: what Node had to compile is in its cache the second time, as an installed app brings it compiled. */
async function atRest(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'slip-at-rest-'));
  const session = await startKeychainSession();
  const rest = async (data: string, seconds: number) => {
    const env = {
      ...process.env,
      ...session.env,
      PERMISSION_SLIP_DATA: join(folder, data),
      NODE_COMPILE_CACHE: join(folder, 'cache'),
    };
    const script = join(import.meta.dirname, 'bench/at-rest-figures.ts');
    const { stdout } = await run(process.execPath, [script, main, String(seconds)], { env });
    return z
      .object({ slips: z.literal(1), resident: z.number(), busy: z.number() })
      .parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
  };
  try {
    await rest('first', 0);
    const { resident, busy } = await rest('second', 60);
    const how = 'window closed; Node and the app, with neither Playwright nor compiler';
    return [
      { what: 'main process at rest', value: resident / 1e6, unit: 'MB', most: 80, how },
      { what: 'processor at rest', value: busy * 100, unit: '%', most: 0.2, how: 'over a minute' },
    ];
  } finally {
    await session.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function powerCuts(): Promise<readonly Figure[]> {
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  const script = join(import.meta.dirname, 'bench/power-cut-figures.ts');
  const { stdout } = await run(process.execPath, [script, main, String(powerCutCount), String(seed)]);
  const seen = z
    .object({ cuts: z.number(), inTheMiddle: z.number(), wrong: z.array(z.string()) })
    .parse(JSON.parse(stdout));
  for (const what of seen.wrong) console.error(`After a power cut (seed ${seed}): ${what}`);
  return [
    {
      what: 'power cuts lived through',
      value: seen.cuts,
      unit: 'times',
      most: null,
      how: `${seen.inTheMiddle} of them in the middle of something, seed ${seed}`,
    },
    {
      what: 'tokens lost, forgotten or doubled',
      value: seen.wrong.length,
      unit: 'times',
      most: 0,
      how: 'after them',
    },
  ];
}

async function zipped(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(files.map(async (file) => gzipSync(await readFile(file)).length));
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function printTable(rows: readonly Figure[]): void {
  for (const { what, value, unit, most, how } of rows) {
    const digits = unit === 'times' || unit === '%' ? 2 : 1;
    const bound = most === null ? '' : `at most ${most.toFixed(digits)}${value > most ? '  OVER' : ''}`;
    console.log(
      `${what.padEnd(32)} ${value.toFixed(digits).padStart(9)} ${unit.padEnd(6)} ${bound.padEnd(20)} ${how}`,
    );
  }
}
