import { ConfirmBox } from '../dashboard/ConfirmBox.tsx';
import { FormFrame } from './FormFrame.tsx';
import type { ScreenProps } from './screen-props.ts';

/** Cloudflare's question before it rolls or deletes the token. */
export function ConfirmScreen({ plan, step }: ScreenProps) {
  const rolls = step.screen === 'confirm-roll';
  return (
    <FormFrame plan={plan} page="list">
      <ConfirmBox
        title={`${rolls ? 'Roll' : 'Delete'} ${plan.tokenName}?`}
        text={rolls ? 'Its value stops working at once.' : 'It stops working at once.'}
        confirmLabel={rolls ? 'Confirm' : 'Delete'}
        target={step.screen}
      />
    </FormFrame>
  );
}
