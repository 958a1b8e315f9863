import { CreatedToken } from '../dashboard/CreatedToken.tsx';
import { FormFrame } from './FormFrame.tsx';
import type { ScreenProps } from './screen-props.ts';

const dots = '•'.repeat(12);
const targets = { copy: 'copy-token', accountId: 'account-id', confirm: 'confirm' };

/** The one time that Cloudflare shows the token: a box over the list, or a page in the older form. */
export function CreatedScreen({ plan }: ScreenProps) {
  return (
    <FormFrame plan={plan} page="list">
      {plan.form === 'account' ? (
        <CreatedToken
          title="Token created successfully"
          warning="This is the only time you will see this token."
          tokenText={`cfat_${dots}`}
          copyLabel="Copy to clipboard"
          accountId={dots}
          others={['Access Key ID', 'Secret Access Key']}
          confirmLabel="Confirm"
          targets={targets}
        />
      ) : (
        <CreatedToken
          title={`${plan.tokenName} was created`}
          warning="Copy this token now. For your safety it will not be shown again."
          tokenText={`cfut_${dots}`}
          copyLabel="Copy"
          accountId={null}
          others={[]}
          confirmLabel="View all API tokens"
          targets={targets}
        />
      )}
    </FormFrame>
  );
}
