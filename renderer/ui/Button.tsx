import type { ComponentProps, ReactNode } from 'react';
import styles from './Button.module.css';
import { classNames } from './class-names.ts';
import { Spinner } from './Spinner.tsx';

/** How much a button asks for attention. There is one primary button a screen; "stop" takes something away. */
export type ButtonTone = 'primary' | 'plain' | 'quiet' | 'stop' | 'link';

type ButtonProps = Omit<ComponentProps<'button'>, 'className'> & {
  readonly tone?: ButtonTone;
  readonly small?: boolean;
  readonly busy?: boolean;
  readonly icon?: ReactNode;
};

/** A button that says what happens. While busy it stays in the tab order and does nothing. */
export function Button({
  tone = 'plain',
  small = false,
  busy = false,
  icon,
  type = 'button',
  onClick,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={busy ? 'button' : type}
      className={classNames(styles.button, styles[tone], small && styles.small)}
      aria-disabled={busy || undefined}
      onClick={busy ? undefined : onClick}
    >
      {busy ? <Spinner /> : icon}
      <span>{children}</span>
    </button>
  );
}
