import { TokenList } from '../dashboard/TokenList.tsx';
import { TokenMenu } from '../dashboard/TokenMenu.tsx';
import { FormFrame } from './FormFrame.tsx';
import { presses, type ScreenProps } from './screen-props.ts';

const items = [{ label: 'Edit' }, { label: 'Roll', target: 'roll' }, { label: 'Delete', target: 'delete' }];

/** The list of tokens, with the one that is meant and its menu. */
export function TokenLineScreen({ plan, step }: ScreenProps) {
  const open = step.screen === 'token-menu';
  const menu = (of: string, isMeant: boolean) => (
    <TokenMenu
      of={of}
      open={open && isMeant}
      items={items}
      {...(isMeant && presses(step, 'token-dots') ? { target: 'token-dots' } : {})}
    />
  );
  return (
    <FormFrame plan={plan} page="list">
      <TokenList
        title={plan.form === 'account' ? 'Account API tokens' : 'User API Tokens'}
        createLabel="Create Token"
        tokens={[
          { name: null, status: 'Active', menu: menu('', false) },
          {
            name: plan.tokenName,
            status: 'Active',
            ...(presses(step, 'token-name') ? { target: 'token-name' } : {}),
            menu: menu(plan.tokenName, true),
          },
        ]}
      />
    </FormFrame>
  );
}
