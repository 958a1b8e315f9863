import { ExternalLink } from 'lucide-react';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { ScreenLabel } from '../ui/ScreenLabel.tsx';
import styles from './KeySteps.module.css';

/** How to make a setup key at Cloudflare. The labels were seen in its dashboard in September 2026. */
export function KeySteps({ primary }: { readonly primary: boolean }) {
  const { client } = useApp();
  const open = useAction((to: 'setup-key-form' | 'token-docs') => client.call('link:open', { to }));
  return (
    <>
      <ol className={styles.steps}>
        <li>
          <p>Open Cloudflare's form. We fill it in for you. Log in if it asks you to.</p>
          <Button
            tone={primary ? 'primary' : 'plain'}
            icon={<ExternalLink size={18} aria-hidden />}
            onClick={() => void open.start('setup-key-form')}
          >
            Open Cloudflare's form
          </Button>
        </li>
        <li>
          <p>
            Look at the list of permissions. Only one may be ticked:{' '}
            <ScreenLabel>Account API Tokens</ScreenLabel> with <ScreenLabel>Edit</ScreenLabel>, for the{' '}
            <ScreenLabel>Entire Account</ScreenLabel>. It sounds big, but all it can do is make and delete
            keys.
          </p>
        </li>
        <li>
          <p>
            At <ScreenLabel>Token expiration</ScreenLabel>, choose an end date. 7 days is plenty.
          </p>
        </li>
        <li>
          <p>
            Press <ScreenLabel>Review token</ScreenLabel>, read it once more, then press{' '}
            <ScreenLabel>Create token</ScreenLabel>.
          </p>
        </li>
        <li>
          <p>
            Copy the field <ScreenLabel>Your API Token</ScreenLabel>, come back here, and paste it into the
            box.
          </p>
        </li>
      </ol>
      <ActionProblem of={open} />
      <details className={styles.help}>
        <summary>It looks different on my screen</summary>
        <ul>
          <li>
            If the form is empty, go to <ScreenLabel>Manage account</ScreenLabel>, then{' '}
            <ScreenLabel>Account API tokens</ScreenLabel>, then <ScreenLabel>Create Token</ScreenLabel>, and
            start from scratch.
          </li>
          <li>
            If you can't see that menu, you are not the boss of this account at Cloudflare. Ask the person who
            is. The role is called <ScreenLabel>Super Administrator</ScreenLabel>.
          </li>
          <li>
            Older screens say <ScreenLabel>Continue to summary</ScreenLabel> in place of{' '}
            <ScreenLabel>Review token</ScreenLabel>.
          </li>
        </ul>
        <Button tone="link" onClick={() => void open.start('token-docs')}>
          Read what Cloudflare says about it
        </Button>
      </details>
    </>
  );
}
