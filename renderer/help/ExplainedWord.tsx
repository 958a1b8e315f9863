import { Tooltip } from 'radix-ui';
import { use } from 'react';
import styles from './ExplainedWord.module.css';
import { meaningOf, type WordToExplain } from './glossary.ts';
import { helpContext } from './help-topic.ts';

type ExplainedWordProps = {
  readonly word: WordToExplain;
  readonly className: string | undefined;
  readonly children: string;
};

/** A word that says what it means while it is pointed at or has the focus. A press opens the list of all words. */
export function ExplainedWord({ word, className, children }: ExplainedWordProps) {
  const openHelp = use(helpContext);
  return (
    <Tooltip.Provider delayDuration={300}>
      <Tooltip.Root>
        <Tooltip.Trigger className={className} onClick={() => openHelp?.({ page: 'words' })}>
          {children}
        </Tooltip.Trigger>
        <Tooltip.Portal>
          <Tooltip.Content className={styles.meaning} sideOffset={4} collisionPadding={8}>
            {meaningOf(word)}
          </Tooltip.Content>
        </Tooltip.Portal>
      </Tooltip.Root>
    </Tooltip.Provider>
  );
}
