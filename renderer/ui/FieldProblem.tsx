import { CircleAlert } from 'lucide-react';
import styles from './FieldProblem.module.css';

/** Says below a field what to mend in it; a screen reader hears it at once. */
export function FieldProblem({ id, text }: { readonly id: string; readonly text: string }) {
  return (
    <p id={id} role="alert" className={styles.problem}>
      <CircleAlert size={18} aria-hidden />
      <span>{text}</span>
    </p>
  );
}
