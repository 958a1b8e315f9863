// `npm run bench`: start-up, sizes, memory, the way to a prompt, the keychain. `--json` prints a line a figure.
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { buildApp } from './bundle.ts';
import { startKeychainSession } from './launch/keychain-session.ts';

type Figure = {
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | 'kB' | 'MB' | 'times';
  /** What it may be at the most; null where it is only watched. */
  readonly most: number | null;
  readonly how: string;
};

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
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
  ...(process.platform === 'linux' ? await keychain() : []),
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
  const script = join(import.meta.dirname, 'bench/app-at-rest.ts');
  const { stdout } = await run(process.execPath, ['--expose-gc', script, main]);
  const numbers = z.array(z.number());
  const seen = z
    .object({ firstScreen: numbers, emptyPage: numbers, withWindow: z.number(), withoutWindow: z.number() })
    .parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
  const ratios = seen.firstScreen.map((time, round) => time / (seen.emptyPage[round] ?? time));
  const megabytes = (bytes: number) => bytes / 1e6;
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
    {
      what: 'main process, with window',
      value: megabytes(seen.withWindow),
      unit: 'MB',
      most: null,
      how: 'resident, with the stand-in for Electron',
    },
    {
      what: 'main process, window closed',
      value: megabytes(seen.withoutWindow),
      unit: 'MB',
      most: null,
      how: 'resident, with the stand-in for Electron',
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
    const digits = unit === 'times' ? 2 : 1;
    const bound = most === null ? '' : `at most ${most.toFixed(digits)}${value > most ? '  OVER' : ''}`;
    console.log(
      `${what.padEnd(32)} ${value.toFixed(digits).padStart(9)} ${unit.padEnd(6)} ${bound.padEnd(20)} ${how}`,
    );
  }
}
