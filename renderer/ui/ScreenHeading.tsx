import { type ReactNode, use, useEffect, useRef } from 'react';
import { helpContext } from '../help/help-topic.ts';
import { HelpButton } from './HelpButton.tsx';
import styles from './ScreenHeading.module.css';

type ScreenHeadingProps = {
  readonly title: string;
  readonly lead?: ReactNode;
};

/**
 * The heading of a screen or step, with the way to the help on it. It takes the focus when it appears, so that everybody
 * starts at the top.
 */
export function ScreenHeading({ title, lead }: ScreenHeadingProps) {
  const openHelp = use(helpContext);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <header className={styles.header}>
      <title>{`${title} · Permission Slip`}</title>
      {/* Before the heading, so that it is not in the way from there to the first question. */}
      {openHelp === null ? null : <HelpButton onOpen={() => openHelp()} />}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {lead === undefined ? null : <p className={styles.lead}>{lead}</p>}
    </header>
  );
}
