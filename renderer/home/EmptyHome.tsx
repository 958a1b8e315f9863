import { useApp } from '../app/app-context.ts';
import { Button } from '../ui/Button.tsx';
import styles from './EmptyHome.module.css';

type EmptyHomeProps = {
  /** Whether the app makes the tokens itself; else it shows the owner each click. */
  readonly connected: boolean;
};

/** Home before the first slip: one thing to do. */
export function EmptyHome({ connected }: EmptyHomeProps) {
  const { show } = useApp();
  return (
    <section className={styles.empty}>
      <div className={styles.paper} aria-hidden>
        <span />
        <span />
        <span />
      </div>
      <h2>No slips yet</h2>
      <p>
        {connected
          ? 'Answer four short questions. You see what your agent may do before anything is made.'
          : 'Answer four short questions. Then we show you each click at Cloudflare, with pictures.'}
      </p>
      <Button tone="primary" onClick={() => show({ name: 'wizard', anew: true })}>
        Write your first slip
      </Button>
      {connected ? null : (
        <p className={styles.other}>
          Do you want fewer clicks?{' '}
          <Button tone="link" onClick={() => show({ name: 'connect', next: { name: 'home' } })}>
            Connect with a setup key
          </Button>
        </p>
      )}
    </section>
  );
}
