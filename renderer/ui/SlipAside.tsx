import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import type { Paper } from '../../shared/slip-paper.ts';
import { PaperSlip } from './PaperSlip.tsx';
import styles from './SlipAside.module.css';

type SlipAsideProps = Parameters<typeof PaperSlip>[0] & { readonly hint: ReactNode };

/** The paper beside the questions. In a small window it folds into one line that opens on a press. */
export function SlipAside({ hint, ...slip }: SlipAsideProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div className={styles.aside}>
      <button
        type="button"
        className={styles.strip}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <span className={styles.name}>Slip No. {slip.number}</span>
        <span className={styles.soFar}>{oneLine(slip.paper)}</span>
        <ChevronDown className={open ? styles.turned : undefined} size={20} aria-hidden />
      </button>
      <div id={id} className={open ? styles.open : styles.folded}>
        <PaperSlip {...slip} />
        <p className={styles.hint}>{hint}</p>
      </div>
    </div>
  );
}

function oneLine({ to, may, where, until }: Paper): string {
  const said = [to, may, where, until].flatMap(({ text }) => (text === null ? [] : [text]));
  return said.length === 0 ? 'Nothing on it yet' : said.join(' · ');
}
