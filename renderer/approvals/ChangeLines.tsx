import { type ComparedLine, type Difference, differenceOf } from '../../shared/approvals/compare.ts';
import { classNames } from '../ui/class-names.ts';
import styles from './ChangeLines.module.css';

const words: Record<Difference, string> = {
  same: 'stays',
  changed: 'changes',
  added: 'new',
  removed: 'goes',
  unread: 'to be set',
};

type ChangeLinesProps = {
  readonly lines: readonly ComparedLine[];
  /** Nothing was there before: there is one side only. */
  readonly isNew: boolean;
  /** The headings of the two sides. */
  readonly sides?: readonly [before: string, after: string];
  readonly label: string;
};

/** What is there beside what will be there. Each line says in words how it differs, and not by colour alone. */
export function ChangeLines({ lines, isNew, sides = ['Now', 'After'], label }: ChangeLinesProps) {
  if (lines.length === 0) return null;
  if (isNew) {
    return (
      <dl className={styles.list} aria-label={label}>
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a card never move, and a label may come twice.
          <div key={at}>
            <dt>{line.label}</dt>
            <dd dir="auto">{line.after ?? line.before}</dd>
          </div>
        ))}
      </dl>
    );
  }
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          <td />
          <th scope="col">{sides[0]}</th>
          <th scope="col">{sides[1]}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a card never move, and a label may come twice.
          <Line key={at} line={line} sides={sides} />
        ))}
      </tbody>
    </table>
  );
}

function Line({
  line,
  sides,
}: {
  readonly line: ComparedLine;
  readonly sides: readonly [before: string, after: string];
}) {
  const how = differenceOf(line);
  return (
    <tr className={classNames(styles.line, styles[how])}>
      <th scope="row">
        {line.label} <span className={styles.how}>{words[how]}</span>
      </th>
      <td data-side={sides[0]}>
        {line.before === null ? (
          <span className={styles.nothing}>{how === 'unread' ? 'we did not look' : 'not set'}</span>
        ) : how === 'changed' || how === 'removed' ? (
          <del dir="auto">{line.before}</del>
        ) : (
          <span dir="auto">{line.before}</span>
        )}
      </td>
      <td data-side={sides[1]}>
        {line.after === null ? (
          <span className={styles.nothing}>removed</span>
        ) : how === 'changed' || how === 'added' || how === 'unread' ? (
          <ins dir="auto">{line.after}</ins>
        ) : (
          <span dir="auto">{line.after}</span>
        )}
      </td>
    </tr>
  );
}
