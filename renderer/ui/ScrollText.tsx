import type { ReactNode } from 'react';

type ScrollTextProps = {
  readonly as: 'pre' | 'ul';
  readonly className: string | undefined;
  readonly label?: string;
  readonly children: ReactNode;
};

/** A text or a list that scrolls by itself, and so has to be reached by keyboard. */
export function ScrollText({ as: Tag, className, label, children }: ScrollTextProps) {
  return (
    <Tag className={className} aria-label={label} tabIndex={0}>
      {children}
    </Tag>
  );
}
