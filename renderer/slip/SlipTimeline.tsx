import { useState } from 'react';
import type { Slip } from '../../shared/slip.ts';
import { momentText } from '../app/dates.ts';
import { Button } from '../ui/Button.tsx';
import styles from './SlipTimeline.module.css';
import { timelineOf } from './timeline.ts';
import { eventText } from './timeline-words.ts';

/* A few lines tell how things stand; the rest is there when it is asked for. */
const shownAtFirst = 6;

/** What happened to a slip, the newest first. A long story is folded. */
export function SlipTimeline({ slip }: { readonly slip: Slip }) {
  const [whole, setWhole] = useState(false);
  const entries = timelineOf(slip);
  const shown = whole ? entries : entries.slice(0, shownAtFirst);
  return (
    <section className={styles.section}>
      <h2>What happened so far</h2>
      <ol className={styles.timeline}>
        {shown.map(({ event, times, order }) => (
          <li key={order}>
            <span>
              {eventText(event, slip)}
              {times === 1 ? null : <span className={styles.times}>, {times} times</span>}
            </span>
            <time dateTime={event.at}>{momentText(event.at)}</time>
          </li>
        ))}
      </ol>
      {entries.length <= shownAtFirst ? null : (
        <Button tone="link" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? 'Show less' : `Show all ${entries.length}`}
        </Button>
      )}
    </section>
  );
}
