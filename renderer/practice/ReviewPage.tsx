import { useState } from 'react';
import { dayInWords } from '../../shared/guide/common-words.ts';
import { PageTitle } from '../guide/dashboard/PageTitle.tsx';
import { PressButton } from '../guide/dashboard/PressButton.tsx';
import { SummaryCard } from '../guide/dashboard/SummaryCard.tsx';
import { AccountFrame } from './AccountFrame.tsx';
import styles from './Dashboard.module.css';
import type { PageProps } from './Dashboard.tsx';
import { FormErrors } from './FormErrors.tsx';
import { ProfileFrame } from './ProfileFrame.tsx';
import type { Page } from './page.ts';

type ReviewPageProps = PageProps & {
  readonly review: Extract<Page, { at: 'review' }>;
  readonly onCreate: () => Promise<void>;
};

/** Everything once more, before the token is made. */
export function ReviewPage({ review, onCreate, ...props }: ReviewPageProps) {
  const [busy, setBusy] = useState(false);
  const { owner, name, endDay } = review.form;
  const forAccount = owner.kind === 'account';

  async function create(): Promise<void> {
    setBusy(true);
    await onCreate();
    setBusy(false);
  }

  const content = (
    <>
      <PageTitle title={forAccount ? 'Review token' : 'Create Custom Token'} />
      <SummaryCard
        title={forAccount ? 'Summary' : 'API token summary'}
        tokenName={name}
        lines={review.lines}
        ends={endDay === null ? 'No expiration' : `Expires ${dayInWords(endDay)}`}
      />
      <FormErrors errors={review.refused === null ? [] : [review.refused]} />
      <div className={styles.buttons}>
        <PressButton onPress={() => props.show(review.back)}>
          {forAccount ? 'Back' : 'Edit token'}
        </PressButton>
        <PressButton tone="blue" disabled={busy} onPress={() => void create()}>
          {forAccount ? 'Create token' : 'Create Token'}
        </PressButton>
      </div>
    </>
  );
  return forAccount ? (
    <AccountFrame {...props} path="api-tokens / create" current="Account API tokens">
      {content}
    </AccountFrame>
  ) : (
    <ProfileFrame show={props.show} path=" / api-tokens / create" current="API Tokens">
      {content}
    </ProfileFrame>
  );
}
