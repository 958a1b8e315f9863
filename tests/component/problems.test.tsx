import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Problem } from '../../shared/problem.ts';
import { problemText } from '../../shared/problem-texts.ts';
import { failed } from '../../shared/result.ts';
import { problems } from '../unit/sample-problems.ts';
import { openApp, press } from './render-app.tsx';
import { sampleDraft } from './sample-slips.ts';

/** The page and the calls so far: what a person could notice of a pressed button. */
function trace(bridge: Awaited<ReturnType<typeof openApp>>['bridge']): string {
  return `${document.body.textContent} ${document.activeElement?.tagName} ${bridge.calls.length}`;
}

const codes = Object.values(problems)
  .filter(
    ({ code }) =>
      ![
        'keychain-absent',
        'keychain-locked',
        'keychain-dismissed',
        'keychain-failed',
        'keychain-differs',
      ].includes(code),
  )
  .map((problem) => [problem.code, problem] as const);

test.each<readonly [string, Problem]>(codes)(
  'after a failed creation, the button of %s does something',
  async (_, problem) => {
    const app = await openApp(
      { draft: sampleDraft({ task: 'Clear the saved copy of the menu page' }) },
      (bridge) => bridge.answer('slip:issue', () => failed(problem)),
    );
    await press(app, 'Go on with it');
    await press(app, 'Create this token');
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain(problemText(problem).title);
    const before = trace(app.bridge);
    await app.user.click(within(alert).getByRole('button', { name: problemText(problem).next.label }));
    expect(trace(app.bridge)).not.toBe(before);
  },
);
