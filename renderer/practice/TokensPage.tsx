import { TokenList } from '../guide/dashboard/TokenList.tsx';
import { AccountFrame } from './AccountFrame.tsx';
import type { PageProps } from './Dashboard.tsx';
import { ProfileFrame } from './ProfileFrame.tsx';

const statusLabels = { active: 'Active', disabled: 'Disabled', expired: 'Expired' } as const;

/** The list of tokens, of the account or of the person. The newest come first. */
export function TokensPage({ form, ...props }: PageProps & { readonly form: 'account' | 'user' }) {
  const { scene, account, show } = props;
  const tokens = scene.tokens
    .filter(({ owner }) =>
      owner.kind === 'user' ? form === 'user' : form === 'account' && owner.account === account.id,
    )
    .toReversed()
    .map(({ name, status }) => ({ name, status: statusLabels[status] }));
  const list = (title: string) => (
    <TokenList
      title={title}
      tokens={tokens}
      createLabel="Create Token"
      onCreate={() => show({ at: `${form}-start` })}
    />
  );
  return form === 'account' ? (
    <AccountFrame {...props} path="api-tokens" current="Account API tokens">
      {list('Account API tokens')}
    </AccountFrame>
  ) : (
    <ProfileFrame show={show} path=" / api-tokens" current="API Tokens">
      {list('User API Tokens')}
    </ProfileFrame>
  );
}
