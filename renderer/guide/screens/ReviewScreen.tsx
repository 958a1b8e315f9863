import { dayInWords } from '../../../shared/guide/common-words.ts';
import { PageTitle } from '../dashboard/PageTitle.tsx';
import { PolicyCard } from '../dashboard/PolicyCard.tsx';
import { PressButton } from '../dashboard/PressButton.tsx';
import { TypeField } from '../dashboard/TypeField.tsx';
import { FormFrame } from './FormFrame.tsx';
import styles from './ReviewScreen.module.css';
import type { ScreenProps } from './screen-props.ts';

/** The whole form filled in, with the button at its end. */
export function ReviewScreen({ plan }: ScreenProps) {
  const { form, endDay, summary, tokenName } = plan;
  const end = endDay === null ? null : dayInWords(endDay);
  return (
    <FormFrame plan={plan}>
      <PageTitle title={form === 'account' ? 'Create token' : 'Create Custom Token'} />
      <TypeField label="Token name" value={tokenName} />
      {form === 'account' ? (
        summary.map((line, index) => <PolicyCard key={line} title={`Policy ${index + 1}`} summary={line} />)
      ) : (
        <PolicyCard title="Permissions" summary={summary.join('; ')} />
      )}
      <TypeField
        label={form === 'account' ? 'Token expiration' : 'TTL, End Date'}
        value={end ?? (form === 'account' ? 'No expiration' : '')}
      />
      <div className={styles.buttons}>
        <PressButton>Cancel</PressButton>
        <PressButton tone="blue" target="review-token" side="right">
          Review token
        </PressButton>
      </div>
    </FormFrame>
  );
}
