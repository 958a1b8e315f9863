import { ClipboardCheck, ClipboardList } from 'lucide-react';
import { useEffect } from 'react';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { PasteField } from '../ui/PasteField.tsx';
import { ProblemNotice } from '../ui/ProblemNotice.tsx';
import styles from './PickUpPane.module.css';

/** Nothing in hand yet: a field that empties at once, and a switch that watches the clipboard. */
export function BringToken({ openForm }: { readonly openForm: () => void }) {
  const { client, snapshot } = useApp();
  const { watching, problem } = snapshot.pickUp;
  const watch = useAction((on: boolean) => client.call('pick-up:watch', { on }));
  /* The watch is for this step only. */
  useEffect(() => () => void client.call('pick-up:watch', { on: false }), [client]);
  return (
    <div className={styles.pane}>
      <PasteField
        title="Bring the token here"
        label="Token"
        hint="The box empties at once. The token is not shown, and goes to Cloudflare and your keychain only."
        fromText={(pasted) => client.call('pick-up:take', { pasted })}
        fromClipboard={() => client.call('pick-up:take-clipboard')}
        onTaken={() => undefined}
        openForm={openForm}
      />
      <button
        type="button"
        role="switch"
        aria-checked={watching}
        className={styles.watch}
        onClick={() => void watch.start(!watching)}
      >
        {watching ? <ClipboardCheck size={20} aria-hidden /> : <ClipboardList size={20} aria-hidden />}
        <span>
          <b>{watching ? 'Watching for the token you copy' : 'Or let the app take it when I copy it'}</b>
          <small>
            {watching
              ? 'Press the copy button at Cloudflare. We look for a token and at nothing else.'
              : 'We look at what you copy only while this is on, and only for a token.'}
          </small>
        </span>
        <i className={styles.knob} aria-hidden />
      </button>
      {watching && problem !== null ? (
        <ProblemNotice
          problem={problem}
          steps={{
            retry: () => void client.call('pick-up:drop'),
            dismiss: () => void client.call('pick-up:drop'),
            'paste-again': () => void client.call('pick-up:drop'),
            'open-key-form': openForm,
          }}
        />
      ) : null}
    </div>
  );
}
