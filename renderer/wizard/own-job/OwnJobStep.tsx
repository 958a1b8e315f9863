import { confirmationFor, type OwnJob, withPermission } from '../../../shared/catalogue/own-job.ts';
import { riskSummary } from '../../../shared/catalogue/own-job-words.ts';
import { permissionGroup } from '../../../shared/catalogue/permission-groups.ts';
import { permissionCare } from '../../../shared/catalogue/permission-words.ts';
import type { Problem } from '../../../shared/problem.ts';
import { problemText } from '../../../shared/problem-texts.ts';
import { Notice } from '../../ui/Notice.tsx';
import { ScreenHeading } from '../../ui/ScreenHeading.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { fieldText, isAbout, type StepProps } from '../step-props.ts';
import styles from './OwnJobStep.module.css';
import { PermissionPicker } from './PermissionPicker.tsx';
import { SaveOwnJob } from './SaveOwnJob.tsx';
import { usePermissionList } from './use-permission-list.ts';

type OwnJobStepProps = Pick<StepProps, 'answer' | 'problem'> & { readonly own: OwnJob };

/** Question 2, for a job of the owner's own: what exactly the agent may do. */
export function OwnJobStep({ own, answer, problem }: OwnJobStepProps) {
  const list = usePermissionList();
  const change = (part: Partial<Omit<OwnJob, 'id'>>) => answer({ do: 'change-own-job', part });
  return (
    <>
      <ScreenHeading
        title="What exactly may it do?"
        lead="Tick as little as the task needs. If something is missing later, you can write a new slip."
      />
      <p className={styles.summary} role="status">
        {riskSummary(own.permissions)}
      </p>
      <PickProblem problem={problem} />
      <PermissionPicker
        picked={own.permissions}
        list={list}
        onTick={(key, held) => change({ permissions: withPermission(own.permissions, key, held) })}
      />
      <SecondYes own={own} problem={problem} onType={(confirmation) => change({ confirmation })} />
      <TextField
        label="What do you call this job?"
        hint="A few words. You see them on the slip and in your list."
        value={own.title}
        maxLength={60}
        problem={fieldText(problem, (one) => one.code === 'own-job-unnamed' || isAbout('title')(one))}
        onChange={(title) => change({ title })}
      />
      <SaveOwnJob own={own} />
    </>
  );
}

/* What belongs to the list as a whole; the problems of single fields stand at their fields. */
function PickProblem({ problem }: { readonly problem: Problem | null }) {
  if (problem === null) return null;
  if (problem.code !== 'own-job-empty' && problem.code !== 'own-job-kept-out') return null;
  const { title, meaning } = problemText(problem);
  return (
    <div className={styles.problem} tabIndex={-1} data-invalid>
      <Notice tone="stop" title={title} urgent>
        {meaning}
      </Notice>
    </div>
  );
}

type SecondYesProps = {
  readonly own: OwnJob;
  readonly problem: Problem | null;
  readonly onType: (typed: string) => void;
};

/* Billing, members and the like: talked out of first, and never given with a tick alone. */
function SecondYes({ own, problem, onType }: SecondYesProps) {
  const words = confirmationFor(own.permissions);
  if (words === null) return null;
  const why = own.permissions.flatMap((key) => {
    const care = permissionCare(permissionGroup(key));
    return care.kind === 'dangerous' ? [care.why] : [];
  });
  return (
    <div className={styles.second}>
      <Notice tone="stop" title="Better not for an agent">
        {[...new Set(why)].join(' ')} Most agents never need it. If you can, take the tick away and do this
        part yourself.
      </Notice>
      <TextField
        label={`To allow it all the same, type: ${words}`}
        value={own.confirmation}
        maxLength={200}
        problem={fieldText(
          problem,
          (one) => one.code === 'own-job-unconfirmed' || isAbout('confirmation')(one),
        )}
        onChange={onType}
      />
    </div>
  );
}
