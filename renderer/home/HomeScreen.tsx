import { Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Problem } from '../../shared/problem.ts';
import { isInForce, type Slip, stampOf } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { fetchLaterScreens } from '../app/later-screens.ts';
import { useNow } from '../app/use-now.ts';
import { canMakeTokens } from '../app/view.ts';
import { Button } from '../ui/Button.tsx';
import { ProblemNotice } from '../ui/ProblemNotice.tsx';
import { ScreenHeading } from '../ui/ScreenHeading.tsx';
import { EmptyHome } from './EmptyHome.tsx';
import { HomeNotices } from './HomeNotices.tsx';
import styles from './HomeScreen.module.css';
import { SlipCard } from './SlipCard.tsx';
import { StoppingNotice } from './StoppingNotice.tsx';
import { WorldBar } from './WorldBar.tsx';

/** Home: the slips as small papers, and whatever needs the owner's eye above them. */
export function HomeScreen() {
  const { snapshot, show } = useApp();
  const now = useNow();
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(fetchLaterScreens, []);

  const newest = [...snapshot.slips].sort((a, b) => b.number - a.number);
  const inUse = newest.filter((slip) => isInUse(slip, now));
  const ended = newest.filter((slip) => !isInUse(slip, now));
  const writable = snapshot.storage.kind !== 'read-only';

  return (
    <main className={styles.home}>
      <div className={styles.bar}>
        <ScreenHeading title="Your slips" />
        <span className={styles.count}>{countText(inUse.length)}</span>
        {newest.length > 0 && writable ? (
          <Button
            tone="primary"
            icon={<Plus size={20} aria-hidden />}
            onClick={() => show({ name: 'wizard' })}
          >
            New slip
          </Button>
        ) : null}
      </div>
      <StoppingNotice />
      <HomeNotices now={now} />
      {problem === null ? null : (
        <ProblemNotice
          problem={problem}
          steps={{ retry: () => setProblem(null), dismiss: () => setProblem(null) }}
        />
      )}
      {newest.length === 0 && writable ? <EmptyHome connected={canMakeTokens(snapshot)} /> : null}
      <Cards slips={inUse} now={now} onProblem={setProblem} label="Slips in use" />
      {ended.length === 0 ? null : (
        <details className={styles.ended}>
          <summary>{ended.length === 1 ? '1 slip has ended' : `${ended.length} slips have ended`}</summary>
          <Cards slips={ended} now={now} onProblem={setProblem} label="Slips that have ended" />
        </details>
      )}
      {writable ? <WorldBar /> : null}
    </main>
  );
}

type CardsProps = {
  readonly slips: readonly Slip[];
  readonly now: Date;
  readonly label: string;
  readonly onProblem: (problem: Problem | null) => void;
};

function Cards({ slips, now, label, onProblem }: CardsProps) {
  if (slips.length === 0) return null;
  return (
    <ul className={styles.grid} aria-label={label}>
      {slips.map((slip) => (
        <li key={slip.id}>
          <SlipCard slip={slip} now={now} onProblem={onProblem} />
        </li>
      ))}
    </ul>
  );
}

function isInUse(slip: Slip, now: Date): boolean {
  return isInForce(stampOf(slip, now));
}

function countText(count: number): string {
  return count === 0 ? '' : `${count} in use`;
}
