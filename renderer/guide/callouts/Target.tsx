import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { CalloutLabel, type Side } from './CalloutLabel.tsx';
import { useCallout } from './callout-context.ts';
import { Ring, type Size } from './Ring.tsx';
import styles from './Target.module.css';

type TargetProps = {
  readonly name: string | undefined;
  readonly side?: Side;
  /** How wide the element is: by itself, as a field, or as a line of several. */
  readonly size?: Size;
  readonly children: ReactNode;
};

/**
 * A drawn element that a callout can hang on. The label stands in the flow of the page beside or below its element, so it
 * can neither cover what is to be pressed nor be cut off, at any size.
 */
export function Target({ name, side = 'below', size = 'own', children }: TargetProps) {
  const callout = useCallout(name);
  if (name === undefined) return children;
  return (
    <div
      className={classNames(styles.target, size !== 'own' && styles.wide, callout !== null && styles[side])}
      data-pressed={callout === null ? undefined : true}
    >
      <Ring name={name} size={size}>
        {children}
      </Ring>
      <CalloutLabel name={name} side={side} />
    </div>
  );
}
