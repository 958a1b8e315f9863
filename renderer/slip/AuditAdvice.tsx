import type { Slip } from '../../shared/slip.ts';
import { placeText } from '../../shared/slip-paper.ts';
import { useApp } from '../app/app-context.ts';
import { Button } from '../ui/Button.tsx';
import { ScreenLabel } from '../ui/ScreenLabel.tsx';
import styles from './AuditAdvice.module.css';

/** What to look at after others have seen a token: whether it was used for something that nobody here asked for. */
export function AuditAdvice({ slip }: { readonly slip: Slip }) {
  const { client } = useApp();
  const { account } = slip.place;
  return (
    <section className={styles.advice}>
      <h3>Now look at what was done with it</h3>
      {slip.world === 'practice' ? (
        <p>In your own account you would now open Cloudflare's list of changes. Practice has none.</p>
      ) : (
        <>
          <p>
            Cloudflare keeps a list of each change, the <ScreenLabel>Audit log</ScreenLabel>. Open it and look
            at the days since the token was pasted.
          </p>
          <ul>
            <li>Is there a change to {placeText(slip.place)} that you and your agent did not make?</li>
            <li>Was it made from an address that you do not know?</li>
          </ul>
          <p>If you find one, undo it at Cloudflare. Then delete the message that holds the old token.</p>
          <Button
            small
            onClick={() => void client.call('link:open', { to: 'audit-log', accountId: account.id })}
          >
            Open Cloudflare's audit log
          </Button>
        </>
      )}
    </section>
  );
}
