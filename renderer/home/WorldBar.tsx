import { Cloud, FlaskConical, KeyRound } from 'lucide-react';
import type { World } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { useSaying } from '../app/use-saying.ts';
import { Button } from '../ui/Button.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { Term } from '../ui/Term.tsx';
import styles from './WorldBar.module.css';

const chosenText: Readonly<Record<World, string>> = {
  practice: 'New slips are now for the made-up bakery.',
  cloudflare: 'New slips are now for your Cloudflare account.',
};

/** Which world new slips are made in, which key is in use, and the way to change either. */
export function WorldBar() {
  const { client, snapshot, show } = useApp();
  const saying = useSaying();
  const choose = useAction((world: World) =>
    saying(chosenText[world], client.call('world:choose', { world })),
  );
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
              Use my Cloudflare account
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
              Go to practice
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
