import styles from './ConfirmBox.module.css';
import { PressButton } from './PressButton.tsx';

type ConfirmBoxProps = {
  readonly title: string;
  readonly text: string;
  readonly confirmLabel: string;
  readonly target?: string;
  readonly disabled?: boolean;
  readonly onConfirm?: (() => void) | undefined;
  readonly onCancel?: (() => void) | undefined;
};

/** The box in which Cloudflare asks once more before it rolls or deletes a token. */
export function ConfirmBox({
  title,
  text,
  confirmLabel,
  target,
  disabled = false,
  onConfirm,
  onCancel,
}: ConfirmBoxProps) {
  return (
    <section className={styles.card}>
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.text}>{text}</p>
      <div className={styles.buttons}>
        <PressButton onPress={onCancel}>Cancel</PressButton>
        <PressButton tone="blue" target={target} side="below" disabled={disabled} onPress={onConfirm}>
          {confirmLabel}
        </PressButton>
      </div>
    </section>
  );
}
