import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ProblemCode } from '../../shared/problem.ts';
import { problemText } from '../../shared/problem-texts.ts';
import { problems } from './sample-problems.ts';

const folder = join(import.meta.dirname, '..');
/** The texts of the tests below folders of this name. */
const testsIn = (name: RegExp): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(
      (file) => name.test(file) && /\.test\.tsx?$/.test(file) && !file.endsWith('problem-texts.test.ts'),
    )
    .map((file) => readFileSync(join(folder, file), 'utf8'));

/* Most of a screen's tests are handed their problem, which does not show that it is ever met. */
const below = testsIn(/^(unit|contract|security|e2e)\b/);
const ofScreens = testsIn(/^component\b/);
const foundByScreens: readonly ProblemCode[] = ['route-name-malformed'];

it.each(Object.values(problems).map((problem) => [problem.code, problemText(problem).title] as const))(
  'the problem %s is met in a test, which names its code or its title',
  (code, title) => {
    const tests = foundByScreens.includes(code) ? ofScreens : below;
    expect(tests.some((text) => text.includes(`'${code}'`) || text.includes(title))).toBe(true);
  },
);
