import type { Problem } from '../../shared/problem.ts';
import { problemText } from '../../shared/problem-texts.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
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
      <Notice tone="stop" title={title} urgent actions={<Button onClick={onRetry}>Try again</Button>}>
        {meaning}
      </Notice>
    </main>
  );
}
