import { PageTitle } from '../dashboard/PageTitle.tsx';
import { PermissionTable } from '../dashboard/PermissionTable.tsx';
import { PolicyCard } from '../dashboard/PolicyCard.tsx';
import { PressButton } from '../dashboard/PressButton.tsx';
import { groupsAround } from '../dashboard/permission-rows.ts';
import { ScopeChooser } from '../dashboard/ScopeChooser.tsx';
import { FormFrame } from './FormFrame.tsx';
import { drawnScope, yourDomain } from './plan-words.ts';
import type { ScreenProps } from './screen-props.ts';

/** The second policy below the first, for jobs that need the account as well as a website. */
export function SecondPolicyScreen({ plan }: ScreenProps) {
  const [, second] = plan.policies;
  const keys = second?.rows.map(({ key }) => key) ?? [];
  return (
    <FormFrame plan={plan}>
      <PageTitle title="Permission policies" />
      <PolicyCard title="Policy 1" summary={plan.summary[0] ?? ''} action={{ label: 'Edit policy' }} />
      <div>
        <PressButton target="add-policy" side="right">
          + Add policy
        </PressButton>
      </div>
      <PolicyCard title="Policy 2">
        <ScopeChooser
          scope={drawnScope(plan, second)}
          domains={[null, yourDomain(plan)]}
          chosen={new Set([yourDomain(plan)])}
          targets={{ scope: 'second-scope', domains: 'second-domains' }}
        />
        <PermissionTable
          groups={groupsAround(second?.scope === 'account' ? 'account' : 'zone', keys)}
          ticked={new Set(keys)}
          targetPrefix="second-"
        />
      </PolicyCard>
    </FormFrame>
  );
}
