import { StartChoices } from '../dashboard/StartChoices.tsx';
import { Then } from '../dashboard/Then.tsx';
import { TypeField } from '../dashboard/TypeField.tsx';
import { FormFrame } from './FormFrame.tsx';
import type { ScreenProps } from './screen-props.ts';

/** The older form's page of ready-made tokens, and the first field of the form that opens from it. */
export function StartPageScreen({ plan }: ScreenProps) {
  return (
    <FormFrame plan={plan}>
      <StartChoices
        title="Create API Token"
        templates={['Edit zone DNS', 'Read billing info', 'Read analytics and logs', 'WordPress']}
        templateLabel="Use template"
        scratch={{ title: 'Create Custom Token', button: 'Get started' }}
        target="start-from-scratch"
      />
      <Then />
      <TypeField label="Token name" value={plan.tokenName} target="token-name" />
    </FormFrame>
  );
}
