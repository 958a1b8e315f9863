import type { Problem } from '../../shared/problem.ts';
import { problemText } from '../../shared/problem-texts.ts';
import { Button } from '../ui/Button.tsx';
import { ScreenHeading } from '../ui/ScreenHeading.tsx';
import styles from './ScreenBoundary.module.css';

/** Shown when the window can't hear from the rest of the app at all. */
export function LoadFailed({
  problem,
  onRetry,
}: {
  readonly problem: Problem;
  readonly onRetry: () => void;
}) {
  const { title, meaning } = problemText(problem);
  return (
    <main className={styles.page}>
      <ScreenHeading title={title} lead={meaning} />
      <Button tone="primary" onClick={onRetry}>
        Try again
      </Button>
    </main>
  );
}
