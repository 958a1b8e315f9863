import { useState } from 'react';
import { type Access, type JobId, jobOf, jobs } from '../../shared/catalogue/jobs.ts';
import { choiceOf } from '../../shared/wizard.ts';
import { Button } from '../ui/Button.tsx';
import { type Choice, ChoiceCards } from '../ui/ChoiceCards.tsx';
import { ScreenHeading } from '../ui/ScreenHeading.tsx';
import { JobIcon } from './JobIcon.tsx';
import styles from './JobStep.module.css';
import { fieldText, isAbout, type StepProps } from './step-props.ts';

const commonCount = 6;

const all: readonly Choice<JobId>[] = Object.values(jobs).map(({ id, title, summary }) => ({
  value: id,
  title,
  text: summary,
  icon: <JobIcon job={id} />,
}));

const accesses: readonly Choice<Access>[] = [
  { value: 'read', title: 'Look only', text: 'It can read and report. It can change nothing.' },
  { value: 'change', title: 'Look and change', text: 'It shows you its plan and waits for your yes.' },
];

/** Question 2: what the agent is to do. */
export function JobStep({ draft, answer, problem }: StepProps) {
  const chosen = draft.job?.id === 'custom' ? null : draft.job;
  const modes = draft.job === null ? {} : jobOf(choiceOf(draft.job)).modes;
  const [opened, setOpened] = useState(false);
  const [uncommon] = useState(() => isUncommon(chosen?.id ?? null));
  const more = opened || uncommon;
  return (
    <>
      <ScreenHeading
        title="What should your agent do?"
        lead="Pick one job. Your agent gets the permission for this job and nothing else. You can always write another slip later."
      />
      <ChoiceCards
        label="What should your agent do?"
        choices={more ? all : all.slice(0, commonCount)}
        value={chosen?.id ?? null}
        onChoose={(job) => answer({ do: 'choose-job', job })}
        problem={fieldText(problem, isAbout('job'))}
        focusOn={opened ? (all[commonCount]?.value ?? null) : null}
      />
      {more ? null : (
        <p className={styles.more}>
          Something else?{' '}
          <Button tone="link" onClick={() => setOpened(true)}>
            See all jobs
          </Button>
        </p>
      )}
      {chosen !== null && modes.read !== undefined && modes.change !== undefined ? (
        <ChoiceCards
          label="May it also change things?"
          labelShown
          choices={accesses}
          value={chosen.access}
          onChoose={(access) => answer({ do: 'choose-access', access })}
        />
      ) : null}
    </>
  );
}

function isUncommon(id: JobId | null): boolean {
  return all.findIndex(({ value }) => value === id) >= commonCount;
}
