import type { GuidePlan, PolicyPlan } from '../../../shared/guide/guide-plan.ts';
import { PageTitle } from '../dashboard/PageTitle.tsx';
import { PermissionTable } from '../dashboard/PermissionTable.tsx';
import { PolicyCard } from '../dashboard/PolicyCard.tsx';
import { allGroups, groupsAround } from '../dashboard/permission-rows.ts';
import { RowBuilder } from '../dashboard/RowBuilder.tsx';
import { FormFrame } from './FormFrame.tsx';
import { whereInWords } from './plan-words.ts';
import { presses, type ScreenProps } from './screen-props.ts';

/** The list of permissions: boxes to tick in the newer form, lines of three lists in the older one. */
export function PermissionsScreen({ plan, step }: ScreenProps) {
  return (
    <FormFrame plan={plan}>
      {plan.form === 'account' ? (
        <Boxes plan={plan} policy={plan.policies[0]} counted={presses(step, 'counters')} />
      ) : (
        <Lines plan={plan} />
      )}
    </FormFrame>
  );
}

type BoxesProps = {
  readonly plan: GuidePlan;
  readonly policy: PolicyPlan | undefined;
  readonly counted: boolean;
};

function Boxes({ plan, policy, counted }: BoxesProps) {
  const keys = policy?.rows.map(({ key }) => key) ?? [];
  const scope = policy?.scope === 'account' ? 'account' : 'zone';
  return (
    <>
      <PageTitle title="Permission policies" />
      <PolicyCard title="Policy 1" summary={whereInWords(plan, policy)}>
        <PermissionTable
          groups={counted ? allGroups(scope) : groupsAround(scope, keys)}
          ticked={new Set(keys)}
          open={counted ? new Set() : undefined}
          search=""
          countersTarget={counted ? 'counters' : undefined}
        />
      </PolicyCard>
    </>
  );
}

function Lines({ plan }: { readonly plan: GuidePlan }) {
  const rows = plan.policies.flatMap(({ scope, rows }) =>
    rows.map(({ key, row, box }) => ({
      id: key,
      about: scope === 'account' ? 'Account' : 'Zone',
      product: row,
      level: box,
      target: key,
    })),
  );
  return (
    <>
      <PageTitle title="Create Custom Token" />
      <RowBuilder rows={rows} />
    </>
  );
}
