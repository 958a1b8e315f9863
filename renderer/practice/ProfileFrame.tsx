import type { ReactNode } from 'react';
import { DashboardFrame } from '../guide/dashboard/DashboardFrame.tsx';
import type { MenuItem } from '../guide/dashboard/SideMenu.tsx';
import type { PageProps } from './Dashboard.tsx';

type ProfileFrameProps = Pick<PageProps, 'show'> & {
  readonly path: string;
  readonly current: string;
  readonly children: ReactNode;
};

/** A page of the person's own profile. */
export function ProfileFrame({ show, path, current, children }: ProfileFrameProps) {
  const items: readonly MenuItem[] = [
    { label: 'Preferences', onPress: () => show({ at: 'profile' }) },
    { label: 'Authentication' },
    { label: 'API Tokens', onPress: () => show({ at: 'user-tokens' }) },
    { label: 'Sessions' },
    { label: 'Back to the account', onPress: () => show({ at: 'home' }) },
  ];
  return (
    <DashboardFrame
      address={`dash.cloudflare.com / profile${path}`}
      caption="Practice"
      menu={{
        owner: 'My Profile',
        items: items.map((item) => ({ ...item, current: item.label === current })),
      }}
    >
      {children}
    </DashboardFrame>
  );
}
