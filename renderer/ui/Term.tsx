import { lazy, Suspense } from 'react';
import styles from './Term.module.css';

const ExplainedWord = lazy(async () => ({
  default: (await import('../help/ExplainedWord.tsx')).ExplainedWord,
}));

type TermProps = {
  /** The word as it stands in docs/owners/words.md. */
  readonly word: string;
  /** Its form in the sentence, if it is another. */
  readonly children?: string;
};

/** A word of the app's own, where a screen first uses it. Its meaning is fetched late, since most people know it. */
export function Term({ word, children = word }: TermProps) {
  return (
    <Suspense fallback={<span className={styles.word}>{children}</span>}>
      <ExplainedWord word={word} className={styles.word}>
        {children}
      </ExplainedWord>
    </Suspense>
  );
}
