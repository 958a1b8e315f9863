import { Cloud, FlaskConical, KeyRound } from 'lucide-react';
import { useApp } from '../app/app-context.ts';
import { goToText, useChooseWorld } from '../app/use-choose-world.ts';
import { Button } from '../ui/Button.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { Term } from '../ui/Term.tsx';
import styles from './WorldBar.module.css';

/** Which world new slips are made in, which key is in use, and the way to change either. */
export function WorldBar() {
  const { snapshot, show } = useApp();
  const choose = useChooseWorld();
  const practice = snapshot.world === 'practice';
  return (
    <footer className={styles.bar}>
      <ActionProblem of={choose} />
      <div className={styles.row}>
        {practice ? (
          <>
            <span className={styles.fact}>
              <FlaskConical size={18} aria-hidden />
              <span>
                <b>Practice.</b> New slips are for the made-up bakery.
              </span>
            </span>
            <Button
              key="to-cloudflare"
              small
              tone="quiet"
              busy={choose.busy}
              onClick={() => void choose.start('cloudflare')}
            >
              {goToText.cloudflare}
            </Button>
          </>
        ) : (
          <>
            <KeyFact />
            {snapshot.connection === null ? (
              <Button
                key="connect"
                small
                tone="quiet"
                onClick={() => show({ name: 'connect', next: { name: 'home' } })}
              >
                Connect
              </Button>
            ) : null}
            <Button
              key="to-practice"
              small
              tone="quiet"
              busy={choose.busy}
              onClick={() => void choose.start('practice')}
            >
              {goToText.practice}
            </Button>
          </>
        )}
        <Button small tone="quiet" onClick={() => show({ name: 'settings' })}>
          Settings
        </Button>
      </div>
    </footer>
  );
}

function KeyFact() {
  const { connection } = useApp().snapshot;
  if (connection === null) {
    return (
      <span className={styles.fact}>
        <Cloud size={18} aria-hidden />
        <span>
          No <Term word="setup key" />. You make each token yourself, and we show you how.
        </span>
      </span>
    );
  }
  return (
    <span className={styles.fact}>
      <KeyRound size={18} aria-hidden />
      <span>
        <b>{connection.account.name}.</b> <Term word="setup key">Setup key</Term> ending …{connection.ending},{' '}
        {connection.kept === 'in-keychain' ? "kept in this computer's keychain" : 'forgotten when you quit'}.
      </span>
    </span>
  );
}
