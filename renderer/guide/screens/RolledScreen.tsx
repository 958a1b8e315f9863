import { CreatedToken } from '../dashboard/CreatedToken.tsx';
import { FormFrame } from './FormFrame.tsx';
import type { ScreenProps } from './screen-props.ts';

const dots = '•'.repeat(12);
const targets = { copy: 'copy-token', accountId: 'account-id', confirm: 'confirm' };

/** The one time that Cloudflare shows the new value of a token that was rolled. */
export function RolledScreen({ plan }: ScreenProps) {
  const account = plan.form === 'account';
  return (
    <FormFrame plan={plan} page="list">
      <CreatedToken
        title={account ? 'Token rolled successfully' : `${plan.tokenName} was rolled`}
        warning="Copy this token now. It will not be shown again."
        tokenText={`${account ? 'cfat_' : 'cfut_'}${dots}`}
        copyLabel={account ? 'Copy to clipboard' : 'Copy'}
        accountId={null}
        others={[]}
        confirmLabel={account ? 'Confirm' : 'View all API tokens'}
        targets={targets}
      />
    </FormFrame>
  );
}
