import { type ReactNode, useState } from 'react';
import { DashboardFrame } from '../guide/dashboard/DashboardFrame.tsx';
import type { MenuItem } from '../guide/dashboard/SideMenu.tsx';
import type { PageProps } from './Dashboard.tsx';
import { PersonMenu } from './PersonMenu.tsx';

type AccountFrameProps = Pick<PageProps, 'scene' | 'account' | 'show'> & {
  readonly path: string;
  readonly current: string;
  readonly children: ReactNode;
};

/** A page of the account: its menu on the left, the person's at the top right. */
export function AccountFrame({ account, scene, show, path, current, children }: AccountFrameProps) {
  const [open, setOpen] = useState(current !== 'Account home');
  const below: readonly MenuItem[] = [
    { label: 'Members', under: true },
    { label: 'Account API tokens', under: true, onPress: () => show({ at: 'account-tokens' }) },
    { label: 'Billing', under: true },
  ];
  const items: readonly MenuItem[] = [
    { label: 'Account home', onPress: () => show({ at: 'home' }) },
    { label: 'Domains' },
    { label: 'Analytics & logs' },
    { label: 'Manage account', onPress: () => setOpen(!open) },
    ...(open ? below : []),
  ];
  return (
    <DashboardFrame
      address={`dash.cloudflare.com / … / ${path}`}
      caption="Practice"
      menu={{
        owner: account.name,
        items: items.map((item) => ({ ...item, current: item.label === current })),
      }}
      corner={<PersonMenu scene={scene} show={show} />}
    >
      {children}
    </DashboardFrame>
  );
}
