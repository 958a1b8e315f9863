import { type FormEvent, useId, useState } from 'react';
import { assertNever } from '../../shared/assert-never.ts';
import { stepOnScreen } from '../../shared/guide/guide.ts';
import type { GuidePlan } from '../../shared/guide/guide-plan.ts';
import { screenFor } from '../../shared/guide/mend.ts';
import type { Problem } from '../../shared/problem.ts';
import { problemText } from '../../shared/problem-texts.ts';
import { shortestReason } from '../../shared/until.ts';
import type { Finding, Verdict } from '../../shared/verdict.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ScreenLabel } from '../ui/ScreenLabel.tsx';
import { TextField } from '../ui/TextField.tsx';
import { KeepTrouble } from './KeepTrouble.tsx';
import styles from './VerdictPane.module.css';

type VerdictPaneProps = {
  readonly verdict: Verdict;
  readonly plan: GuidePlan;
  readonly busy: boolean;
  /** Why keeping it did not work. */
  readonly problem: Problem | null;
  readonly onStep: (step: number) => void;
  readonly onRecheck: () => void;
  readonly onAgain: () => void;
  readonly onKeep: (reason: string) => void;
  /** Goes to the answer that a problem is about. */
  readonly onAnswer: () => void;
};

/** A token that is not as planned: what differs, where to mend it, and the way to keep it on purpose. */
export function VerdictPane(props: VerdictPaneProps) {
  const { verdict, plan, busy, onStep, onRecheck, onAgain } = props;
  const titleId = useId();
  const words = wordsOf(verdict.kind);
  return (
    <section className={styles.pane} aria-labelledby={titleId}>
      <Notice tone={verdict.kind === 'wider' ? 'stop' : 'soon'} title={words.title} urgent>
        <span id={titleId}>{words.meaning}</span>
      </Notice>
      <Findings title="It can also" findings={verdict.tooMuch} plan={plan} onStep={onStep} />
      <Findings title="It can't" findings={verdict.missing} plan={plan} onStep={onStep} />
      <Findings title="We could not find out about" findings={verdict.unclear} plan={plan} onStep={onStep} />
      {words.mends ? (
        <MendSteps tokenName={plan.tokenName} />
      ) : (
        <p className={styles.how}>Wait a minute, then check it again.</p>
      )}
      {busy ? null : (
        <div className={styles.actions}>
          <Button tone="primary" onClick={onRecheck}>
            {words.mends ? 'I mended it, check again' : 'Check it again'}
          </Button>
          <Button onClick={onAgain}>Bring another token</Button>
        </div>
      )}
      <KeepAnyway {...props} />
    </section>
  );
}

function wordsOf(kind: Verdict['kind']): {
  readonly title: string;
  readonly meaning: string;
  /** Whether the owner can mend it at Cloudflare. */
  readonly mends: boolean;
} {
  switch (kind) {
    case 'as-planned':
      return {
        title: 'As narrow as planned',
        meaning: 'It can do this job. All else that we tried was refused.',
        mends: false,
      };
    case 'wider':
      return {
        title: 'This token can do more than planned',
        meaning: 'It is not locked away yet. Better take away what is too much.',
        mends: true,
      };
    case 'too-narrow':
      return {
        title: 'This token can do less than planned',
        meaning: 'Your agent could not do its job with it.',
        mends: true,
      };
    case 'cannot-tell':
      return {
        title: 'We can’t tell what this token can do',
        meaning: 'Cloudflare gave no clear answer. It may be busy.',
        mends: false,
      };
    default:
      return assertNever(kind);
  }
}

/* The token keeps its value while it is edited, so it need not be brought again. */
function MendSteps({ tokenName }: { readonly tokenName: string }) {
  return (
    <ol className={styles.how}>
      <li>Close the box at Cloudflare. We still hold the token.</li>
      <li>
        In the list, find <b>{tokenName}</b> and press <ScreenLabel>Edit</ScreenLabel> in its three dots.
      </li>
      <li>Mend what stands above, and save. Then come back.</li>
    </ol>
  );
}

type FindingsProps = {
  readonly title: string;
  readonly findings: readonly Finding[];
  readonly plan: GuidePlan;
  readonly onStep: (step: number) => void;
};

function Findings({ title, findings, plan, onStep }: FindingsProps) {
  if (findings.length === 0) return null;
  return (
    <>
      <h2 className={styles.title}>{title}</h2>
      <ul className={styles.findings}>
        {findings.map(({ what, mend }) => (
          <li key={what}>
            <span>{what}</span>
            {mend === null ? null : (
              <Button
                small
                aria-label={`Show me where to mend this: ${what}`}
                onClick={() => onStep(stepOnScreen(plan, screenFor(mend, plan.form)))}
              >
                Show me where
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The deliberate way on with a token that is not as planned. The reason stays on the slip. */
function KeepAnyway({ verdict, busy, problem, onKeep, onAgain, onAnswer }: VerdictPaneProps) {
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const short = reason.trim().length < shortestReason;
  const needed = problemText({ code: 'reason-needed' });

  function submit(event: FormEvent): void {
    event.preventDefault();
    setAsked(true);
    if (!short) onKeep(reason.trim());
  }

  return (
    <details className={styles.keep}>
      <summary>Keep it anyway</summary>
      <form onSubmit={submit} noValidate>
        <p>
          {verdict.kind === 'wider'
            ? 'Your agent could then do all of this. The slip gets the stamp CHECK FAILED, so that you do not forget.'
            : 'The slip gets the stamp CHECK FAILED, so that you do not forget.'}
        </p>
        <TextField
          label="Why do you keep it?"
          hint="A few words. You see them when you look at this slip again."
          value={reason}
          maxLength={500}
          problem={asked && short ? `${needed.title}. ${needed.meaning}` : null}
          onChange={setReason}
        />
        <Button type="submit" tone="stop" busy={busy}>
          Keep it anyway
        </Button>
      </form>
      {problem === null ? null : (
        <KeepTrouble
          problem={problem}
          onRetry={() => onKeep(reason.trim())}
          onAgain={onAgain}
          onAnswer={onAnswer}
        />
      )}
    </details>
  );
}
