import { useState } from 'react';
import { TokenList } from '../guide/dashboard/TokenList.tsx';
import { TokenMenu } from '../guide/dashboard/TokenMenu.tsx';
import { AccountFrame } from './AccountFrame.tsx';
import type { PageProps } from './Dashboard.tsx';
import { ProfileFrame } from './ProfileFrame.tsx';

const statusLabels = { active: 'Active', disabled: 'Disabled', expired: 'Expired' } as const;

/** The list of tokens, of the account or of the person. The newest come first. */
export function TokensPage({ form, ...props }: PageProps & { readonly form: 'account' | 'user' }) {
  const { scene, account, show } = props;
  const [open, setOpen] = useState<string | null>(null);
  const tokens = scene.tokens
    .filter(({ owner }) =>
      owner.kind === 'user' ? form === 'user' : form === 'account' && owner.account === account.id,
    )
    .toReversed()
    .map((token) => ({
      name: token.name,
      status: statusLabels[token.status],
      menu: (
        <TokenMenu
          of={token.name}
          open={open === token.id}
          onToggle={() => setOpen(open === token.id ? null : token.id)}
          items={[
            { label: 'Edit', onPress: () => show({ at: 'edit', token }) },
            { label: 'Roll', onPress: () => show({ at: 'act', act: 'roll', token, refused: null }) },
            { label: 'Delete', onPress: () => show({ at: 'act', act: 'delete', token, refused: null }) },
          ]}
        />
      ),
    }));
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
