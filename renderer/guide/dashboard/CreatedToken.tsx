import { Target } from '../callouts/Target.tsx';
import styles from './CreatedToken.module.css';
import { PressButton } from './PressButton.tsx';

export type CreatedTokenProps = {
  readonly title: string;
  readonly warning: string;
  /** The token as the page shows it; drawings and practice show dots. */
  readonly tokenText: string;
  readonly copyLabel: string;
  readonly copied?: boolean;
  readonly onCopy?: (() => void) | undefined;
  /** Null where the page does not show the account's id. */
  readonly accountId: string | null;
  /** Names of other keys that are shown below and are not wanted. */
  readonly others: readonly string[];
  readonly confirmLabel: string;
  readonly onConfirm?: (() => void) | undefined;
  readonly targets?: { readonly copy: string; readonly accountId: string; readonly confirm: string };
};

/** What Cloudflare shows once the token is made: the one time that it can be copied. */
export function CreatedToken({
  title,
  warning,
  tokenText,
  copyLabel,
  copied = false,
  onCopy,
  accountId,
  others,
  confirmLabel,
  onConfirm,
  targets,
}: CreatedTokenProps) {
  return (
    <section className={styles.card}>
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.warning}>{warning}</p>
      <div className={styles.part}>
        <h3 className={styles.label}>Your API Token</h3>
        <div className={styles.line}>
          <code className={styles.token}>{tokenText}</code>
          <PressButton tone="blue" target={targets?.copy} side="right" onPress={onCopy}>
            {copied ? 'Copied' : copyLabel}
          </PressButton>
        </div>
      </div>
      {accountId === null ? null : (
        <div className={styles.part}>
          <h3 className={styles.label}>Account ID</h3>
          <Target name={targets?.accountId} side="right">
            <code className={styles.token}>{accountId}</code>
          </Target>
        </div>
      )}
      {others.map((name) => (
        <div key={name} className={styles.other}>
          <h3 className={styles.label}>{name}</h3>
          <code className={styles.token}>••••••••••••••••</code>
        </div>
      ))}
      <div className={styles.end}>
        <PressButton target={targets?.confirm} side="left" onPress={onConfirm}>
          {confirmLabel}
        </PressButton>
      </div>
    </section>
  );
}
