import { useApp } from '../app/app-context.ts';
import { viewOfNewSlip } from '../app/view.ts';
import { Button } from '../ui/Button.tsx';
import styles from './EmptyHome.module.css';

type EmptyHomeProps = { readonly connected: boolean; readonly writable: boolean };

/** Home before the first slip: one thing to do. */
export function EmptyHome({ connected, writable }: EmptyHomeProps) {
  const { snapshot, show } = useApp();
  return (
    <section className={styles.empty}>
      <div className={styles.paper} aria-hidden>
        <span />
        <span />
        <span />
      </div>
      <h2>{connected ? 'No slips yet' : 'First, connect your Cloudflare account'}</h2>
      <p>
        {connected
          ? 'Answer four short questions. You see what your agent may do before anything is made.'
          : 'It takes about three minutes. Nothing changes on your website.'}
      </p>
      {writable ? (
        <Button
          tone="primary"
          onClick={() =>
            show(connected ? viewOfNewSlip(snapshot) : { name: 'connect', next: { name: 'home' } })
          }
        >
          {connected ? 'Write your first slip' : 'Connect to Cloudflare'}
        </Button>
      ) : null}
    </section>
  );
}
