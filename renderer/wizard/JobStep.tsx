import { Bookmark, ListChecks } from 'lucide-react';
import { useState } from 'react';
import { type Access, type JobId, jobIds, jobOf, jobs } from '../../shared/catalogue/jobs.ts';
import { emptyOwnJob, isSameJob, type OwnJob, type SavedJob } from '../../shared/catalogue/own-job.ts';
import { choiceOf, type Draft } from '../../shared/wizard.ts';
import { useApp } from '../app/app-context.ts';
import { Button } from '../ui/Button.tsx';
import { type Choice, ChoiceCards } from '../ui/ChoiceCards.tsx';
import { ScreenHeading } from '../ui/ScreenHeading.tsx';
import { JobIcon } from './JobIcon.tsx';
import styles from './JobStep.module.css';
import { fieldText, isAbout, type StepProps } from './step-props.ts';

const commonCount = 6;

/** A card: a job of the catalogue, a kept job of the owner's own by its id, or the way to a new one. */
type Card = JobId | 'custom' | SavedJob['id'];

const catalogue: readonly Choice<Card>[] = Object.values(jobs).map(({ id, title, summary }) => ({
  value: id,
  title,
  text: summary,
  icon: <JobIcon job={id} />,
}));

const somethingElse: Choice<Card> = {
  value: 'custom',
  title: 'Something else',
  text: 'Pick the permissions yourself, one by one',
  icon: <ListChecks size={22} aria-hidden />,
};

const accesses: readonly Choice<Access>[] = [
  { value: 'read', title: 'Look only', text: 'It can read and report. It can change nothing.' },
  { value: 'change', title: 'Look and change', text: 'It shows you its plan and waits for your yes.' },
];

/** Question 2: what the agent is to do. */
export function JobStep({ draft, answer, problem }: StepProps) {
  const { ownJobs } = useApp().snapshot;
  const { job } = draft;
  const modes = job === null ? {} : jobOf(choiceOf(job)).modes;
  const card = cardOf(job, ownJobs);
  const [opened, setOpened] = useState(false);
  const [uncommon] = useState(() => isUncommon(card));
  const more = opened || uncommon;
  /* What was picked for a new job is not lost on a look at another card. */
  const [started, setStarted] = useState(job?.id === 'custom' && card === 'custom' ? job : emptyOwnJob);

  function choose(value: Card): void {
    const known = jobIds.find((id) => id === value);
    const kept = ownJobs.find(({ id }) => id === value);
    if (job?.id === 'custom' && card === 'custom') setStarted(job);
    answer({ do: 'choose-job', job: known ?? (kept === undefined ? started : asChoice(kept)) });
  }

  return (
    <>
      <ScreenHeading
        title="What should your agent do?"
        lead="Pick one job. Your agent gets the permission for this job and nothing else. You can always write another slip later."
      />
      <ChoiceCards
        label="What should your agent do?"
        choices={[
          ...catalogue.slice(0, more ? undefined : commonCount),
          ...ownJobs.map(ownCard),
          ...(more ? [somethingElse] : []),
        ]}
        value={card}
        onChoose={choose}
        problem={fieldText(problem, isAbout('job'))}
        showsChosen
        focusOn={opened ? (catalogue[commonCount]?.value ?? null) : null}
      />
      {more ? null : (
        <p className={styles.more}>
          Not what you need?{' '}
          <Button tone="link" onClick={() => setOpened(true)}>
            See all jobs
          </Button>
        </p>
      )}
      {job !== null && modes.read !== undefined && modes.change !== undefined ? (
        <ChoiceCards
          label="May it also change things?"
          labelShown
          choices={accesses}
          value={job.access}
          onChoose={(access) => answer({ do: 'choose-access', access })}
        />
      ) : null}
    </>
  );
}

function ownCard({ id, title, permissions }: SavedJob): Choice<Card> {
  const { summary } = jobOf(asChoice({ title, permissions }));
  return {
    value: id,
    title,
    text: `Your own job: ${summary}`,
    icon: <Bookmark size={22} aria-hidden />,
  };
}

function asChoice({ title, permissions }: Pick<SavedJob, 'title' | 'permissions'>): OwnJob {
  return { ...emptyOwnJob, title, permissions };
}

function cardOf(job: Draft['job'], ownJobs: readonly SavedJob[]): Card | null {
  if (job?.id !== 'custom') return job?.id ?? null;
  return ownJobs.find((one) => isSameJob(one, job))?.id ?? 'custom';
}

function isUncommon(card: Card | null): boolean {
  return card === 'custom' || catalogue.findIndex(({ value }) => value === card) >= commonCount;
}
