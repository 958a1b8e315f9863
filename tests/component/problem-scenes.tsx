import { render } from '@testing-library/react';
import { type AppContext, appContext } from '../../renderer/app/app-context.ts';
import { createClient } from '../../renderer/client.ts';
import { newPlace } from '../../renderer/home/kept-place.ts';
import { ProblemNotice } from '../../renderer/ui/ProblemNotice.tsx';
import type { Problem } from '../../shared/problem.ts';
import { problems } from '../unit/sample-problems.ts';
import { createFakeBridge } from './fake-bridge.ts';
import { sampleSnapshot, testNow } from './sample-slips.ts';

const all: readonly Problem[] = Object.values(problems);
const aPage = 12;

/** Every problem as an owner is told of it, some on each page. */
export const problemScenes: Readonly<Record<string, readonly Problem[]>> = Object.fromEntries(
  Array.from({ length: Math.ceil(all.length / aPage) }, (_, page) => [
    `problems, page ${page + 1}`,
    all.slice(page * aPage, (page + 1) * aPage),
  ]),
);

/** Opens one of these pages. Their buttons do nothing here. */
export function openProblems(shown: readonly Problem[]): void {
  document.title = 'Problems';
  const nothing = () => undefined;
  const steps = { retry: nothing, dismiss: nothing, 'go-back': nothing, 'choose-other': nothing };
  const client = createClient(createFakeBridge());
  const app: AppContext = {
    client,
    snapshot: sampleSnapshot(),
    show: nothing,
    now: () => testNow,
    announce: nothing,
    homePlace: newPlace(),
  };
  render(
    <appContext.Provider value={app}>
      <main
        style={{ display: 'grid', gap: 'var(--space-3)', padding: 'var(--space-4)', alignContent: 'start' }}
      >
        <h1>Problems</h1>
        {shown.map((problem) => (
          <ProblemNotice key={problem.code} problem={problem} steps={steps} />
        ))}
      </main>
    </appContext.Provider>,
  );
}
