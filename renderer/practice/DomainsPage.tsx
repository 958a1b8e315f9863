import { PageTitle } from '../guide/dashboard/PageTitle.tsx';
import { TokenList } from '../guide/dashboard/TokenList.tsx';
import { AccountFrame } from './AccountFrame.tsx';
import type { PageProps } from './Dashboard.tsx';

/** The first page of an account: its websites. */
export function DomainsPage(props: PageProps) {
  const { scene, account } = props;
  const names = scene.zones.filter((zone) => zone.account === account.id).map(({ name }) => name);
  return (
    <AccountFrame {...props} path="home" current="Account home">
      <PageTitle title="Account home" />
      <TokenList title="Domains" tokens={names.map((name) => ({ name, status: 'Active' }))} />
    </AccountFrame>
  );
}
