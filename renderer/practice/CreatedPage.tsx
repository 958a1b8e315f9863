import { useEffect, useRef, useState } from 'react';
import { problemText } from '../../shared/problem-texts.ts';
import { CreatedToken } from '../guide/dashboard/CreatedToken.tsx';
import { Announcer } from '../ui/Announcer.tsx';
import styles from './CreatedPage.module.css';
import type { PageProps } from './Dashboard.tsx';
import { FormErrors } from './FormErrors.tsx';
import { ProfileFrame } from './ProfileFrame.tsx';
import type { Page } from './page.ts';
import type { PracticeClient } from './practice-client.ts';
import { TestSnippet } from './TestSnippet.tsx';
import { TokensPage } from './TokensPage.tsx';

type CreatedPageProps = PageProps & {
  readonly created: Extract<Page, { at: 'created' }>;
  readonly onCopy: PracticeClient['copy'];
  readonly onConfirm: () => void;
};

/** The one time that the token is shown: a box over the list, or a page of its own in the older form. */
export function CreatedPage({ created, onCopy, onConfirm, ...props }: CreatedPageProps) {
  const [copied, setCopied] = useState<'token' | 'test-command' | null>(null);
  const [error, setError] = useState<string | null>(null);

  async function copy(as: 'token' | 'test-command'): Promise<void> {
    const answer = await onCopy(as);
    setCopied(answer.ok ? as : null);
    setError(answer.ok ? null : problemText(answer.problem).title);
  }

  const { owner, name, value } = created;
  const shared = {
    tokenText: value,
    copied: copied === 'token',
    onCopy: () => void copy('token'),
    onConfirm,
  };
  const rest = (
    <>
      <TestSnippet
        token={value}
        owner={owner}
        copied={copied === 'test-command'}
        onCopy={() => void copy('test-command')}
      />
      <FormErrors errors={error === null ? [] : [error]} />
      <Announcer text={copied === null ? '' : 'Copied'} />
    </>
  );
  if (owner.kind === 'user') {
    return (
      <ProfileFrame show={props.show} path=" / api-tokens" current="API Tokens">
        <CreatedToken
          {...shared}
          title={`${name} was created`}
          warning="Copy this token now. For your safety it will not be shown again."
          copyLabel="Copy"
          accountId={null}
          others={[]}
          confirmLabel="View all API tokens"
        />
        {rest}
      </ProfileFrame>
    );
  }
  return (
    <Box under={<TokensPage {...props} form="account" />}>
      <CreatedToken
        {...shared}
        title="Token created successfully"
        warning="This is the only time you will see this token."
        copyLabel="Copy to clipboard"
        accountId={owner.account}
        others={['Access Key ID', 'Secret Access Key']}
        confirmLabel="Confirm"
      />
      {rest}
    </Box>
  );
}

type BoxProps = { readonly under: React.ReactNode; readonly children: React.ReactNode };

/** A box that only its own button closes; the page under it can't be reached. */
function Box({ under, children }: BoxProps) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    box.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={styles.stage}>
      <div inert className={styles.under}>
        {under}
      </div>
      <div className={styles.veil} />
      <dialog
        open
        ref={box}
        tabIndex={-1}
        aria-modal="true"
        aria-label="Token created successfully"
        className={styles.box}
      >
        {children}
      </dialog>
    </div>
  );
}
