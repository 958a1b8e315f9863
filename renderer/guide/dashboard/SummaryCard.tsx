import { Target } from '../callouts/Target.tsx';
import styles from './SummaryCard.module.css';

type SummaryCardProps = {
  readonly title: string;
  readonly tokenName: string;
  /** One line a policy, as the form words it: "bakery.example: Cache Purge, Zone Read". */
  readonly lines: readonly string[];
  /** When it ends, in words. */
  readonly ends: string;
  readonly target?: string | undefined;
};

/** What the form shows once more before it makes the token. */
export function SummaryCard({ title, tokenName, lines, ends, target }: SummaryCardProps) {
  return (
    <section className={styles.card}>
      <h3 className={styles.title}>{title}</h3>
      <p className={styles.name}>{tokenName}</p>
      <Target name={target} side="right">
        <ul className={styles.lines}>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Target>
      <p className={styles.ends}>{ends}</p>
    </section>
  );
}
