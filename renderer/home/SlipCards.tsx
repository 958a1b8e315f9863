import type { Slip } from '../../shared/slip.ts';
import { later } from '../app/later.tsx';
import type { CopyPrompt } from '../slip/use-copy-prompt.ts';
import { SlipCard } from './SlipCard.tsx';
import styles from './SlipCards.module.css';

/* Fetched where it is needed: few owners have so many slips. */
const ManySlipCards = later(async () => (await import('./ManySlipCards.tsx')).ManySlipCards);

/** So many cards are drawn at once without being felt. */
const mostAtOnce = 60;

export type SlipCardsProps = {
  readonly slips: readonly Slip[];
  readonly now: Date;
  readonly label: string;
  readonly copy: CopyPrompt;
};

/** Slips as a grid of cards. Of very many, only those near the part that is looked at are drawn. */
export function SlipCards(props: SlipCardsProps) {
  const { slips, now, label, copy } = props;
  if (slips.length === 0) return null;
  if (slips.length > mostAtOnce) {
    return <ManySlipCards {...props} />;
  }
  return (
    <ul className={styles.grid} aria-label={label}>
      {slips.map((slip) => (
        <li key={slip.id}>
          <SlipCard slip={slip} now={now} copy={copy} />
        </li>
      ))}
    </ul>
  );
}
