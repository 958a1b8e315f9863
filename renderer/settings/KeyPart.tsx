import { useState } from 'react';
import type { Connection } from '../../shared/snapshot.ts';
import { keyListLink } from '../../shared/token-list-link.ts';
import { useApp } from '../app/app-context.ts';
import { later } from '../app/later.tsx';
import { useAction } from '../app/use-action.ts';
import { useSaying } from '../app/use-saying.ts';
import { useSeen } from '../app/use-seen.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { Term } from '../ui/Term.tsx';
import styles from './Settings.module.css';

const ForgetKeyDialog = later(async () => (await import('./ForgetKeyDialog.tsx')).ForgetKeyDialog);

/** The setup key in use, and the ways to replace or to forget it. `replaced` is the one before. */
export function KeyPart({ replaced }: { readonly replaced: Connection | null }) {
  const { snapshot, show } = useApp();
  const { connection, world } = snapshot;
  if (world === 'practice') {
    return (
      <>
        <p className={styles.text}>While you practise, the app brings a setup key of its own.</p>
        <div className={styles.buttons}>
          <Button onClick={() => show({ name: 'tokens' })}>Look at the tokens in practice</Button>
        </div>
      </>
    );
  }
  if (connection === null) {
    return (
      <>
        {snapshot.lostKey === null ? (
          <p className={styles.text}>
            There is none. You make each token by hand, and we show you how. With a <Term word="setup key" />{' '}
            the app makes them for you.
          </p>
        ) : (
          <LostKey lost={snapshot.lostKey} />
        )}
        <div className={styles.buttons}>
          <Button onClick={() => show({ name: 'connect', next: { name: 'settings', part: 'setup-key' } })}>
            Connect with a setup key
          </Button>
        </div>
      </>
    );
  }
  return (
    <>
      {replaced === null || replaced.ending === connection.ending ? null : <OldKey old={replaced} />}
      <KeyInUse connection={connection} />
    </>
  );
}

/* The app can't use it, but at Cloudflare it may be as good as ever. */
function LostKey({ lost }: { readonly lost: Connection }) {
  const { client } = useApp();
  const saying = useSaying();
  const forget = useAction(() => saying('The setup key is forgotten.', client.call('key:forget')));
  useSeen(forget.problem === null ? null : { code: 'key-not-forgotten' });
  return (
    <>
      <Notice
        tone="soon"
        title="Your setup key is gone from the keychain"
        actions={
          <>
            <Button small onClick={() => void client.call('link:open', keyListLink(lost))}>
              Open Cloudflare's token list
            </Button>
            <Button small tone="quiet" busy={forget.busy} onClick={() => void forget.start()}>
              Forget this key
            </Button>
          </>
        }
      >
        It ends in …{lost.ending}. We can't use it any more, but at Cloudflare it may still work. Delete it
        there, then bring a new one. Or forget it, and make each token by hand.
      </Notice>
      <ActionProblem of={forget} />
    </>
  );
}

function KeyInUse({ connection }: { readonly connection: Connection }) {
  const { show } = useApp();
  const [asking, setAsking] = useState(false);
  const next = { name: 'settings', part: 'setup-key', replaced: connection } as const;
  return (
    <>
      <dl className={styles.facts}>
        <div>
          <dt>Account</dt>
          <dd>{connection.account.name}</dd>
        </div>
        <div>
          <dt>Key</dt>
          <dd>Ends in …{connection.ending}</dd>
        </div>
        <div>
          <dt>Kept</dt>
          <dd>
            {connection.kept === 'in-keychain' ? "In this computer's keychain" : 'Until you quit the app'}
          </dd>
        </div>
      </dl>
      <section className={styles.group}>
        <h3>Tokens already in your account</h3>
        <p className={styles.text}>
          See what each may do, and which are old, unused or too wide. Replace one by a narrow slip, or delete
          it.
        </p>
        <div className={styles.buttons}>
          <Button onClick={() => show({ name: 'tokens' })}>Look at the tokens</Button>
        </div>
      </section>
      <section className={styles.group}>
        <h3>Use a new one</h3>
        <p className={styles.text}>
          You bring the new key first. The old one stays in use until the new one works. Your slips are not
          touched.
        </p>
        <div className={styles.buttons}>
          <Button onClick={() => show({ name: 'connect', next })}>Replace the key</Button>
        </div>
      </section>
      <section className={styles.group}>
        <h3>Go on without it</h3>
        <p className={styles.text}>
          Your slips go on working. To make or stop one, you then bring a key, or do it by hand.
        </p>
        <div className={styles.buttons}>
          <Button tone="stop" onClick={() => setAsking(true)}>
            Forget the key
          </Button>
        </div>
      </section>
      {asking ? <ForgetKeyDialog onClose={() => setAsking(false)} /> : null}
    </>
  );
}

/* The app has let go of it, but at Cloudflare it is as good as ever. */
function OldKey({ old }: { readonly old: Connection }) {
  const { client } = useApp();
  return (
    <Notice
      tone="soon"
      title="The new key is in use"
      urgent
      actions={
        <Button small onClick={() => void client.call('link:open', keyListLink(old))}>
          Open Cloudflare's token list
        </Button>
      }
    >
      We forgot the old one, ending …{old.ending}. At Cloudflare it still works. Delete it there if nothing
      else uses it.
    </Notice>
  );
}
