import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names.ts';
import type { Side } from '../callouts/CalloutLabel.tsx';
import { Target } from '../callouts/Target.tsx';
import styles from './PressButton.module.css';

type PressButtonProps = {
  readonly children: ReactNode;
  readonly tone?: 'blue' | 'plain' | 'link';
  readonly target?: string | undefined;
  readonly side?: Side;
  readonly disabled?: boolean;
  readonly onPress?: (() => void) | undefined;
};

/** A button of the dashboard: drawn, or a real one where a handler is given. */
export function PressButton({
  children,
  tone = 'plain',
  target,
  side = 'below',
  disabled = false,
  onPress,
}: PressButtonProps) {
  const look = classNames(styles.button, styles[tone]);
  return (
    <Target name={target} side={side}>
      {onPress === undefined ? (
        <span className={look}>{children}</span>
      ) : (
        <button type="button" className={look} disabled={disabled} onClick={onPress}>
          {children}
        </button>
      )}
    </Target>
  );
}
