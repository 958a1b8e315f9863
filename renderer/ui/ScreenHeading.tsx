import { type ReactNode, useEffect, useRef } from 'react';
import styles from './ScreenHeading.module.css';

type ScreenHeadingProps = {
  readonly title: string;
  readonly lead?: ReactNode;
};

/** The heading of a screen or step. It takes the focus when it appears, so that everybody starts at the top. */
export function ScreenHeading({ title, lead }: ScreenHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <header>
      <title>{`${title} · Permission Slip`}</title>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {lead === undefined ? null : <p className={styles.lead}>{lead}</p>}
    </header>
  );
}
