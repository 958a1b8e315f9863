import { PageTitle } from '../dashboard/PageTitle.tsx';
import { PolicyCard } from '../dashboard/PolicyCard.tsx';
import { ScopeChooser } from '../dashboard/ScopeChooser.tsx';
import { TypeField } from '../dashboard/TypeField.tsx';
import { FormFrame } from './FormFrame.tsx';
import { drawnScope, yourDomain } from './plan-words.ts';
import type { ScreenProps } from './screen-props.ts';

/** The beginning of the form: the token's name, and where its first policy works. */
export function ScopeScreen({ plan }: ScreenProps) {
  const domain = yourDomain(plan);
  return (
    <FormFrame plan={plan}>
      <PageTitle title="Create token" />
      <TypeField label="Token name" value={plan.tokenName} target="token-name" />
      <PageTitle title="Permission policies" />
      <PolicyCard title="Policy 1" action={{ label: 'Edit policy' }}>
        <ScopeChooser
          scope={drawnScope(plan, plan.policies[0])}
          domains={[null, domain, null]}
          chosen={new Set([domain])}
          targets={{ scope: 'scope', domains: 'select-domains' }}
        />
      </PolicyCard>
    </FormFrame>
  );
}
