import { useEffect, useState } from 'react';
import type { PracticeScene } from '../../shared/ipc/practice-contract.ts';
import type { Problem } from '../../shared/problem.ts';
import { problemText } from '../../shared/problem-texts.ts';
import { useHelp } from '../help/use-help.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Dashboard } from './Dashboard.tsx';
import styles from './PracticeApp.module.css';
import { PracticeBanner } from './PracticeBanner.tsx';
import type { PracticeClient } from './practice-client.ts';

type PracticeAppProps = { readonly client: PracticeClient; readonly now: () => Date };

type State =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'ready'; readonly scene: PracticeScene };

/** The window of the practice dashboard: its banner, and below it the page that plays Cloudflare's. */
export function PracticeApp({ client, now }: PracticeAppProps) {
  const [state, setState] = useState<State>({ kind: 'loading' });
  const help = useHelp(() => ({ page: 'give-a-slip', heading: 'by-hand' }));
  useEffect(() => {
    let gone = false;
    void client.open().then((answer) => {
      if (gone) return;
      setState(
        answer.ok ? { kind: 'ready', scene: answer.value } : { kind: 'failed', problem: answer.problem },
      );
    });
    return () => {
      gone = true;
    };
  }, [client]);

  async function lookAgain(): Promise<void> {
    const answer = await client.open();
    if (answer.ok) setState({ kind: 'ready', scene: answer.value });
  }

  return (
    <div className={styles.window}>
      <PracticeBanner onHelp={() => help.open()} onClose={() => void client.close()} />
      {state.kind === 'ready' ? (
        <Dashboard client={client} scene={state.scene} now={now} onMade={() => void lookAgain()} />
      ) : null}
      {state.kind === 'failed' ? (
        <Notice tone="stop" title={problemText(state.problem).title} urgent>
          {problemText(state.problem).meaning}
        </Notice>
      ) : null}
      {help.dialog}
    </div>
  );
}
