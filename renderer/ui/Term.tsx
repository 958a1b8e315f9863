import { later } from '../app/later.tsx';
import type { WordToExplain } from '../help/glossary.ts';
import styles from './Term.module.css';

/** A word with what it means. */
export const ExplainedWord = later(
  async () => (await import('../help/ExplainedWord.tsx')).ExplainedWord,
  ({ children }) => <span className={styles.word}>{children}</span>,
);

type TermProps = {
  readonly word: WordToExplain;
  /** Its form in the sentence, if it is another. */
  readonly children?: string;
};

/** A word of the app's own, where a screen first uses it. Its meaning is fetched late, since most people know it. */
export function Term({ word, children = word }: TermProps) {
  return (
    <ExplainedWord word={word} className={styles.word}>
      {children}
    </ExplainedWord>
  );
}
