import type { GuidePlan } from '../../../shared/guide/guide-plan.ts';
import type { SideMenuProps } from '../dashboard/SideMenu.tsx';

/** The menu of an account. Its lines below "Manage account" show once that is open. */
export function accountMenu(
  { accountName }: GuidePlan,
  look: { readonly open: boolean; readonly current?: string; readonly needed?: boolean },
): SideMenuProps {
  const below = [
    { label: 'Members', under: true },
    { label: 'Account API tokens', under: true, target: 'account-api-tokens' },
    { label: 'Billing', under: true },
  ];
  const items = [
    { label: 'Account home' },
    { label: 'Domains' },
    { label: 'Analytics & logs' },
    { label: 'Manage account', target: 'manage-account' },
    ...(look.open ? below : []),
  ];
  return {
    owner: accountName ?? 'Your account',
    needed: look.needed ?? false,
    items: items.map((item) => ({ ...item, current: item.label === look.current })),
  };
}

/** The menu of a person's profile. */
export function profileMenu(look: { readonly current: string; readonly needed?: boolean }): SideMenuProps {
  const items = [
    { label: 'Preferences' },
    { label: 'Authentication' },
    { label: 'API Tokens', target: 'api-tokens' },
    { label: 'Sessions' },
  ];
  return {
    owner: 'My Profile',
    needed: look.needed ?? false,
    items: items.map((item) => ({ ...item, current: item.label === look.current })),
  };
}
