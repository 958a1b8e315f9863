import { useApp } from '../app/app-context.ts';
import { useLater } from '../app/use-later.ts';
import type { Freshness } from '../app/view.ts';
import { ProblemNotice } from '../ui/ProblemNotice.tsx';
import { ReadyPage } from './ReadyPage.tsx';
import { SlipPage } from './SlipPage.tsx';
import styles from './SlipScreen.module.css';

/** One slip: right after it was made, or at any time later. */
export function SlipScreen({ id, fresh }: { readonly id: string; readonly fresh: Freshness }) {
  const { snapshot, show } = useApp();
  const slip = snapshot.slips.find((one) => one.id === id);
  const lost = useLater(slip === undefined, 1000);
  if (slip === undefined) {
    /* The snapshot that holds a new slip may come a moment after the answer that names it. */
    if (!lost) return null;
    const home = () => show({ name: 'home' });
    return (
      <main className={styles.page}>
        <ProblemNotice problem={{ code: 'slip-unknown' }} steps={{ retry: home, dismiss: home }} />
      </main>
    );
  }
  const isOver = slip.revoked !== null || slip.stopping !== null;
  return fresh === 'no' || isOver ? (
    <SlipPage slip={slip} />
  ) : (
    <ReadyPage slip={slip} byHand={fresh === 'by-hand'} />
  );
}
