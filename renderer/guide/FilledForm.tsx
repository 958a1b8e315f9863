import { ExternalLink } from 'lucide-react';
import { useId } from 'react';
import { modeOf } from '../../shared/catalogue/jobs.ts';
import { type GuideForm, guideTokenName } from '../../shared/guide/guide-plan.ts';
import { type LeftToDo, prefilledLink } from '../../shared/guide/prefilled-link.ts';
import { type GuidedRequest, tokenFormLink } from '../../shared/guided-request.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import styles from './FilledForm.module.css';

type FilledFormProps = {
  readonly request: GuidedRequest;
  readonly form: GuideForm;
  /** Goes on to the first thing that the form leaves open. */
  readonly onOpened: (left: readonly LeftToDo[]) => void;
};

/** The short way: opens Cloudflare's own form filled in, and says what it leaves to the owner. */
export function FilledForm({ request, form, onOpened }: FilledFormProps) {
  const { client, snapshot } = useApp();
  const hintId = useId();
  const link = tokenFormLink(request, form);
  const { left } = prefilledLink({
    form,
    permissions: modeOf(request.job, request.access)?.permissions ?? [],
    name: guideTokenName(request.job, link.domain ?? link.project, request.version),
    accountId: link.accountId,
    zoneId: link.zoneId,
    hasEndDate: link.hasEndDate,
  });
  const open = useAction(
    () => client.call('link:open', link),
    () => onOpened(left),
  );
  return (
    <div className={styles.short}>
      <Button
        tone="primary"
        icon={<ExternalLink size={18} aria-hidden />}
        busy={open.busy}
        aria-describedby={hintId}
        onClick={() => void open.start()}
      >
        {snapshot.world === 'practice'
          ? 'Open the practice form, filled in'
          : "Open Cloudflare's form, filled in"}
      </Button>
      <p id={hintId} className={styles.hint}>
        The short way. It skips steps 2 to 4.
        {snapshot.world === 'practice' ? ' In practice nobody logs in.' : ''}
        {left.length === 0 ? '' : ` You still ${leftText(left)}.`}
      </p>
      <ActionProblem of={open} />
    </div>
  );
}

const leftWords: Readonly<Record<LeftToDo, string>> = {
  'choose-domain': 'choose your website',
  'tick-missing-rows': 'tick the boxes that it could not fill in',
  'add-second-part': 'add the second part',
  'set-end-date': 'set the end date',
};

function leftText(left: readonly LeftToDo[]): string {
  const words = left.map((one) => leftWords[one]);
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
