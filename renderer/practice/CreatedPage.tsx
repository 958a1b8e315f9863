import { useState } from 'react';
import { problemText } from '../../shared/problem-texts.ts';
import { CreatedToken } from '../guide/dashboard/CreatedToken.tsx';
import { Announcer } from '../ui/Announcer.tsx';
import { Box } from './Box.tsx';
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

  const { owner, name, value, how } = created;
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
          title={`${name} was ${how === 'made' ? 'created' : 'rolled'}`}
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
  const title = how === 'made' ? 'Token created successfully' : 'Token rolled successfully';
  return (
    <Box label={title} under={<TokensPage {...props} form="account" />}>
      <CreatedToken
        {...shared}
        title={title}
        warning="This is the only time you will see this token."
        copyLabel="Copy to clipboard"
        accountId={owner.account}
        others={how === 'made' ? ['Access Key ID', 'Secret Access Key'] : []}
        confirmLabel="Confirm"
      />
      {rest}
    </Box>
  );
}
