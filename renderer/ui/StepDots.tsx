import styles from './StepDots.module.css';

type StepDotsProps = { readonly step: number; readonly of: number; readonly text: string };

/** How far the wizard is. */
export function StepDots({ step, of, text }: StepDotsProps) {
  return (
    <div className={styles.steps}>
      {Array.from({ length: of }, (_, index) => index + 1).map((one) => (
        <span key={one} className={one <= step ? styles.done : styles.open} aria-hidden />
      ))}
      <span className={styles.text}>{text}</span>
    </div>
  );
}
