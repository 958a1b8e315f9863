import type { ChangeShown } from '../../shared/approvals/card.ts';
import { CheckField } from '../ui/CheckField.tsx';
import { ChangeLines } from './ChangeLines.tsx';
import styles from './PlanLines.module.css';
import { riskText } from './question-words.ts';

type PlanLinesProps = {
  readonly lines: readonly ChangeShown[];
  readonly practice: boolean;
  readonly struck: readonly number[];
  readonly onStrike: (struck: readonly number[]) => void;
};

/** The changes of a plan. A line whose tick is taken away is struck. */
export function PlanLines({ lines, practice, struck, onStrike }: PlanLinesProps) {
  return (
    <ol className={styles.lines}>
      {lines.map((line, at) => {
        const isIn = !struck.includes(at);
        const strike = (keep: boolean) =>
          onStrike(keep ? struck.filter((one) => one !== at) : [...struck, at]);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a plan never move.
          <li key={at} className={isIn ? styles.line : styles.struck}>
            <CheckField label={`${at + 1}. ${line.says}`} checked={isIn} onChange={strike} />
            {line.why === null ? null : (
              <p className={styles.why}>
                <q dir="auto">{line.why}</q>
              </p>
            )}
            <ChangeLines lines={line.lines} isNew={line.isNew} label={`What change ${at + 1} does`} />
            <p className={line.isDestructive ? styles.danger : styles.risk}>{riskText(line, practice)}</p>
          </li>
        );
      })}
    </ol>
  );
}
