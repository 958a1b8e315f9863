import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bundle.ts';

/** How many checks of a stage passed and failed; a stage that is no test counts as one check. */
export type Tally = { readonly passed: number; readonly failed: number; readonly skipped: number };

export type Stage = {
  readonly name: string;
  readonly isTest: boolean;
  readonly run: () => Promise<{ readonly tally: Tally; readonly output: string; readonly more?: string }>;
};

/** The parts of Vitest's JSON report that we count. */
type Report = {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
};

const passed: Tally = { passed: 1, failed: 0, skipped: 0 };
const failed: Tally = { passed: 0, failed: 1, skipped: 0 };

/** Runs a JavaScript program of node_modules on this Node and collects what it prints. */
function runTool(file: string, args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', file), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      // React's tests need its development build, whatever the shell has set.
      env: {
        ...process.env,
        NODE_ENV: 'test',
        ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }),
      },
    });
    let output = '';
    const collect = (chunk: string) => {
      output += chunk;
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** A stage that runs a tool and passes when the tool ends with 0. */
function tool(name: string, file: string, args: readonly string[]): Stage {
  const run = async () => {
    const { code, output } = await runTool(file, args);
    return { tally: code === 0 ? passed : failed, output };
  };
  return { name, isTest: false, run };
}

/** A stage that is one of our own functions and passes when it does not throw. */
export function task(name: string, work: () => Promise<unknown>): Stage {
  const run = async () => {
    try {
      await work();
      return { tally: passed, output: '' };
    } catch (error) {
      return { tally: failed, output: error instanceof Error ? `${error.stack}` : String(error) };
    }
  };
  return { name, isTest: false, run };
}

/**
 * A stage that runs Vitest projects and counts from Vitest's own report. Several run beside each other, each needs a folder
 * of its name, and none may be without a test that passes.
 */
export function vitest(...projects: readonly string[]): Stage {
  const run = async () => {
    const file = join(root, 'node_modules', '.cache', `vitest-${process.pid}.json`);
    const { code, output } = await runTool('vitest/vitest.mjs', [
      'run',
      ...projects.flatMap((project) => ['--project', project]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ]);
    try {
      const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
      const tally = count(report, code);
      if (projects.length === 1) return { tally, output };
      const each = passedIn(projects, report);
      const empty = each.some(([, passing]) => passing === 0) ? 1 : 0;
      const more = each.map(([project, passing]) => `${passing} in ${project}`).join(', ');
      return { tally: { ...tally, failed: tally.failed + empty }, output, more };
    } catch {
      return { tally: failed, output: `${output}\nVitest left no report.` };
    } finally {
      rmSync(file, { force: true });
    }
  };
  return { name: projects.join(', '), isTest: true, run };
}

/** A file that does not load, or an error outside of any test, fails the run without a failed test: it counts as one. */
function count(report: Report, code: number): Tally {
  const unseen = report.numFailedTests === 0 && (code !== 0 || !report.success) ? 1 : 0;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unseen,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** How many tests passed in the folder of each project, by its name below `tests/`. */
function passedIn(
  folders: readonly string[],
  { testResults }: Report,
): readonly (readonly [string, number])[] {
  return folders.map((folder) => {
    const files = testResults.filter(({ name }) => name.replaceAll('\\', '/').includes(`/tests/${folder}/`));
    const tests = files.flatMap(({ assertionResults }) => assertionResults);
    return [folder, tests.filter(({ status }) => status === 'passed').length];
  });
}

async function timed(stage: Stage) {
  const start = performance.now();
  const ran = await stage.run();
  return { ...ran, seconds: `${((performance.now() - start) / 1000).toFixed(1)} s` };
}

/**
 * Runs the stages one after the other or beside each other, all of them even after a failure, and prints the summary in
 * their order.
 * @returns the exit code: 0 only when nothing failed and no test stage was empty
 */
export async function runStages(
  stages: readonly Stage[],
  how: 'in turn' | 'at once' = 'in turn',
): Promise<0 | 1> {
  const running = how === 'at once' ? stages.map(timed) : [];
  /* Each is waited for below, in turn. */
  for (const one of running) one.catch(() => undefined);
  const lines: string[] = [];
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const [index, stage] of stages.entries()) {
    const { tally, output, more = '', seconds } = await (running[index] ?? timed(stage));
    const isEmpty = stage.isTest && tally.passed + tally.failed === 0;
    const isBad = tally.failed > 0 || isEmpty;
    const counts = isEmpty
      ? 'ran no tests'
      : stage.isTest
        ? `${tally.passed} passed, ${tally.failed} failed${tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''}`
        : isBad
          ? 'failed'
          : 'passed';
    const line = `${isBad ? 'FAIL' : ' ok '}  ${stage.name.padEnd(36)} ${seconds.padStart(8)}  ${counts}${more && ` (${more})`}`;
    if (isBad) console.log(`\n--- ${stage.name} ---\n${output.trimEnd()}\n--- end of ${stage.name} ---\n`);
    console.log(line);
    lines.push(line);
    // Only tests are counted as passed, so that the total is what Vitest reported.
    total.passed += stage.isTest ? tally.passed : 0;
    total.failed += isEmpty ? 1 : tally.failed;
    total.skipped += tally.skipped;
  }
  console.log(`\nSummary\n${lines.join('\n')}\n`);
  if (total.skipped > 0) console.log(`Skipped: ${total.skipped}`);
  console.log(`Total: ${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 ? 1 : 0;
}

/** Formatting and lint rules. */
export const lint = tool('format and lint', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings']);
/** Types of every layer; a forbidden import is a type error here. */
export const types = tool('types', 'typescript/bin/tsc', ['-b']);
