import { Bookmark } from 'lucide-react';
import { isSameJob, type OwnJob, readOwnJobParts, type SavedJob } from '../../../shared/catalogue/own-job.ts';
import { problemText } from '../../../shared/problem-texts.ts';
import { useApp } from '../../app/app-context.ts';
import { useAction } from '../../app/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import styles from './SaveOwnJob.module.css';

/** Keeps the job as a card for the next slip, or lets go of it. */
export function SaveOwnJob({ own }: { readonly own: OwnJob }) {
  const { client, snapshot, announce } = useApp();
  const read = readOwnJobParts(own);
  const parts = read.ok ? { title: read.value.title, permissions: read.value.permissions } : null;
  const kept = snapshot.ownJobs.find((job) => parts !== null && isSameJob(job, parts)) ?? null;
  const save = useAction(
    (wanted: Pick<SavedJob, 'title' | 'permissions'>) => client.call('own-job:save', wanted),
    () => announce('Kept. It is a card among the jobs from now on.'),
  );
  const remove = useAction(
    (id: string) => client.call('own-job:remove', { id }),
    () => announce('It is no card any more. Your slips stay as they are.'),
  );
  const problem = save.problem ?? remove.problem;
  return (
    <div className={styles.save}>
      {parts !== null && kept === null ? (
        <Button
          icon={<Bookmark size={18} aria-hidden />}
          busy={save.busy}
          onClick={() => void save.start(parts)}
        >
          Save as my own job
        </Button>
      ) : null}
      {kept === null ? null : (
        <>
          <p className={styles.kept}>This is one of your own jobs. You find it as a card.</p>
          <Button tone="link" busy={remove.busy} onClick={() => void remove.start(kept.id)}>
            Remove it from my jobs
          </Button>
        </>
      )}
      {problem === null ? null : (
        <Notice tone="stop" title={problemText(problem).title} urgent>
          {problemText(problem).meaning}
        </Notice>
      )}
    </div>
  );
}
