import { PageTitle } from '../dashboard/PageTitle.tsx';
import { ResourceLine } from '../dashboard/ResourceLine.tsx';
import { FormFrame } from './FormFrame.tsx';
import { yourAccount, yourDomain } from './plan-words.ts';
import { presses, type ScreenProps } from './screen-props.ts';

/** Where a token of the older form works. */
export function ResourcesScreen({ plan, step }: ScreenProps) {
  const zone = plan.allDomains
    ? [{ label: 'which', value: 'All zones' }]
    : [
        { label: 'which', value: 'Specific zone' },
        { label: 'name', value: yourDomain(plan) },
      ];
  const include = { label: 'rule', value: 'Include' };
  return (
    <FormFrame plan={plan}>
      <PageTitle title="Create Custom Token" />
      {presses(step, 'account-resources') ? (
        <ResourceLine
          title="Account Resources"
          picks={[include, { label: 'account', value: yourAccount(plan) }]}
          target="account-resources"
        />
      ) : null}
      {presses(step, 'zone-resources') ? (
        <ResourceLine title="Zone Resources" picks={[include, ...zone]} target="zone-resources" />
      ) : null}
    </FormFrame>
  );
}
