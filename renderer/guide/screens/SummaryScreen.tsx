import { PageTitle } from '../dashboard/PageTitle.tsx';
import { PressButton } from '../dashboard/PressButton.tsx';
import { SummaryCard } from '../dashboard/SummaryCard.tsx';
import { FormFrame } from './FormFrame.tsx';
import { endInWords } from './plan-words.ts';
import styles from './ReviewScreen.module.css';
import type { ScreenProps } from './screen-props.ts';

/** What Cloudflare shows once more, and the button that makes the token. */
export function SummaryScreen({ plan }: ScreenProps) {
  const account = plan.form === 'account';
  return (
    <FormFrame plan={plan}>
      <PageTitle title={account ? 'Review token' : 'Create Custom Token'} />
      <SummaryCard
        title={account ? 'Summary' : 'API token summary'}
        tokenName={plan.tokenName}
        lines={plan.summary}
        ends={endInWords(plan)}
        target="summary"
      />
      <div className={styles.buttons}>
        <PressButton>{account ? 'Back' : 'Edit token'}</PressButton>
        <PressButton tone="blue" target="create" side="right">
          {account ? 'Create token' : 'Create Token'}
        </PressButton>
      </div>
    </FormFrame>
  );
}
