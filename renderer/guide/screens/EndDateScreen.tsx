import { EndDateField } from '../dashboard/EndDateField.tsx';
import { PageTitle } from '../dashboard/PageTitle.tsx';
import { PolicyCard } from '../dashboard/PolicyCard.tsx';
import { TtlField } from '../dashboard/TtlField.tsx';
import styles from './EndDateScreen.module.css';
import { FormFrame } from './FormFrame.tsx';
import type { ScreenProps } from './screen-props.ts';

/** The end of the form, where the token gets its last day. */
export function EndDateScreen({ plan }: ScreenProps) {
  const { form, endDay, summary } = plan;
  return (
    <FormFrame plan={plan}>
      {form === 'account' ? (
        <>
          <PageTitle title="Permission policies" />
          {summary.map((line, index) => (
            <PolicyCard key={line} title={`Policy ${index + 1}`} summary={line} />
          ))}
          <IpAddresses title="Client IP address filtering" />
          <EndDateField
            value={endDay === null ? { choice: 'No expiration', day: '' } : { choice: 'Custom', day: endDay }}
            target="expiration"
          />
        </>
      ) : (
        <>
          <PageTitle title="Create Custom Token" />
          <IpAddresses title="Client IP Address Filtering" />
          <TtlField end={endDay ?? ''} target="expiration" />
        </>
      )}
    </FormFrame>
  );
}

function IpAddresses({ title }: { readonly title: string }) {
  return (
    <section className={styles.faint}>
      <h3 className={styles.title}>{title}</h3>
      <p>Leave this empty.</p>
    </section>
  );
}
