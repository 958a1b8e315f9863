import { useState } from 'react';
import { jobOf } from '../../shared/catalogue/jobs.ts';
import type { Problem } from '../../shared/problem.ts';
import { choiceOf, type Draft, readWhere } from '../../shared/wizard.ts';
import { useApp } from '../app/app-context.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/TextField.tsx';
import { fieldText, isAbout, type StepProps } from './step-props.ts';
import styles from './TaskField.module.css';

const taskCodes: ReadonlySet<Problem['code']> = new Set(['task-empty', 'task-vague', 'task-too-long']);

/** The task in the owner's words, with examples to start from. What was typed before an example can be put back. */
export function TaskField({ draft, answer, problem }: StepProps) {
  const { announce } = useApp();
  const [before, setBefore] = useState<string | null>(null);
  const examples = examplesOf(draft);

  function takeExample(example: string): void {
    const typed = draft.task.trim();
    if (typed !== '' && !examples.includes(typed)) setBefore(draft.task);
    answer({ do: 'say-task', task: example });
    announce('Taken over. You can change the words.');
  }

  return (
    <>
      <TextField
        label="The task"
        value={draft.task}
        lines={2}
        maxLength={2000}
        problem={fieldText(problem, (one) => taskCodes.has(one.code) || isAbout('task')(one))}
        onChange={(task) => answer({ do: 'say-task', task })}
      />
      <fieldset className={styles.examples}>
        <legend className="visually-hidden">Examples to start from</legend>
        {examples.map((example) => (
          <button key={example} type="button" className={styles.example} onClick={() => takeExample(example)}>
            {example}
          </button>
        ))}
        {before === null ? null : (
          <Button
            tone="link"
            onClick={() => {
              answer({ do: 'say-task', task: before });
              setBefore(null);
            }}
          >
            Put back what I wrote
          </Button>
        )}
      </fieldset>
    </>
  );
}

/** The examples of the draft's job, with its place filled in. */
function examplesOf(draft: Draft): readonly string[] {
  if (draft.job === null) return [];
  const where = readWhere(draft);
  const place = where.ok ? where.value : null;
  const zone = place?.reach.kind === 'one-zone' ? place.reach.zone.name : null;
  const site =
    zone ?? place?.pagesProject ?? (place?.reach.kind === 'all-zones' ? 'my websites' : 'my website');
  return jobOf(choiceOf(draft.job)).examples.map((example) => example.replaceAll('{site}', site));
}
