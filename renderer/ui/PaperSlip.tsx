import type { Paper, PaperLine } from '../../shared/slip-paper.ts';
import styles from './PaperSlip.module.css';
import { type ShownStamp, Stamp } from './Stamp.tsx';

type PaperSlipProps = {
  readonly number: number;
  readonly paper: Paper;
  readonly practice: boolean;
  readonly stamp?: ShownStamp;
  readonly fresh?: boolean;
};

const lines: readonly { readonly key: keyof Paper; readonly label: string }[] = [
  { key: 'to', label: 'To' },
  { key: 'may', label: 'May' },
  { key: 'where', label: 'Where' },
  { key: 'until', label: 'Until' },
  { key: 'mayNot', label: 'May not' },
];

/** The permission slip itself, in the owner's words. Open lines are blank, as on paper. */
export function PaperSlip({ number, paper, practice, stamp, fresh = false }: PaperSlipProps) {
  return (
    <div className={styles.lift}>
      <article className={styles.slip} aria-label={`Permission slip number ${number}`}>
        <header className={styles.head}>
          <span className={styles.name}>Permission slip</span>
          <span className={styles.number}>No. {number}</span>
        </header>
        {practice ? <p className={styles.practice}>Practice, not your real website</p> : null}
        <dl className={styles.lines}>
          {lines.map(({ key, label }) => (
            <div key={key}>
              <dt className={styles.label}>{label}</dt>
              <Line line={paper[key]} />
            </div>
          ))}
        </dl>
        {stamp === undefined ? null : (
          <p className={styles.stamp}>
            <Stamp text={stamp} fresh={fresh} />
          </p>
        )}
      </article>
    </div>
  );
}

function Line({ line }: { readonly line: PaperLine }) {
  if (line.text === null) {
    return (
      <dd className={styles.blank}>
        <span className="visually-hidden">not answered yet</span>
      </dd>
    );
  }
  return (
    <dd className={styles.line}>
      {/* A new text is written anew. */}
      <span key={line.text} className={styles.ink}>
        {line.text}
      </span>
      {line.warning === null ? null : <span className={styles.warning}>{line.warning}</span>}
    </dd>
  );
}
