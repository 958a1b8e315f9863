import { Plus } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { isInForce, stampOf } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { fetchLaterScreens } from '../app/later-screens.ts';
import { useNow } from '../app/use-now.ts';
import { canMakeTokens, isMakingSlip } from '../app/view.ts';
import { useCopyPrompt } from '../slip/use-copy-prompt.ts';
import { Button } from '../ui/Button.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { ScreenHeading } from '../ui/ScreenHeading.tsx';
import { EmptyHome } from './EmptyHome.tsx';
import { HomeNotices } from './HomeNotices.tsx';
import styles from './HomeScreen.module.css';
import { useKeptScroll } from './kept-place.ts';
import { SlipBrowser, type Stamped } from './SlipBrowser.tsx';
import { StopAll } from './StopAll.tsx';
import { StoppingNotice } from './StoppingNotice.tsx';
import { WorldBar } from './WorldBar.tsx';

/** Home: the slips as small papers, and whatever needs the owner's eye above them. */
export function HomeScreen() {
  const { snapshot, show } = useApp();
  const now = useNow();
  const copy = useCopyPrompt();
  useEffect(fetchLaterScreens, []);
  useKeptScroll();

  const { slips } = snapshot;
  const stamped = useMemo(
    () =>
      slips
        .map((slip): Stamped => ({ slip, stamp: stampOf(slip, now) }))
        .sort((a, b) => b.slip.number - a.slip.number),
    [slips, now],
  );
  const inUse = useMemo(() => stamped.filter(({ stamp }) => isInForce(stamp)).length, [stamped]);
  const writable = snapshot.storage.kind !== 'read-only';

  return (
    <main className={styles.home}>
      <div className={styles.bar}>
        <ScreenHeading title="Your slips" />
        <span className={styles.count}>{countText(inUse)}</span>
        {writable ? <StopAll /> : null}
        {slips.length > 0 && writable ? (
          <Button
            tone={snapshot.agents.asks.waiting.length === 0 ? 'primary' : 'plain'}
            icon={<Plus size={20} aria-hidden />}
            onClick={() => show({ name: 'wizard', anew: true })}
          >
            New slip
          </Button>
        ) : null}
      </div>
      <StoppingNotice />
      <HomeNotices now={now} />
      <ActionProblem of={copy} />
      {slips.length === 0 && writable && !isMakingSlip(snapshot) ? (
        <EmptyHome connected={canMakeTokens(snapshot.world, snapshot)} />
      ) : null}
      <SlipBrowser slips={stamped} now={now} copy={copy} />
      {writable ? <WorldBar /> : null}
    </main>
  );
}

function countText(count: number): string {
  return count === 0 ? '' : `${count} in use`;
}
