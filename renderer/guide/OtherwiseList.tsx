import type { Otherwise } from '../../shared/guide/guide-step.ts';
import styles from './OtherwiseList.module.css';

/** What to do when the owner's screen looks different; closed until it is asked for. */
export function OtherwiseList({ otherwise }: { readonly otherwise: readonly Otherwise[] }) {
  return (
    <details className={styles.details}>
      <summary className={styles.summary}>I don’t see this</summary>
      <dl className={styles.list}>
        {otherwise.map(({ sees, does }) => (
          <div key={sees}>
            <dt className={styles.sees}>{sees}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
