import type { ReactNode } from 'react';
import type { GuidePlan } from '../../../shared/guide/guide-plan.ts';
import { DashboardFrame } from '../dashboard/DashboardFrame.tsx';
import { accountMenu, profileMenu } from './menus.ts';

type FormFrameProps = {
  readonly plan: GuidePlan;
  readonly page?: 'list' | 'create';
  readonly children: ReactNode;
};

/** The page that the token's form and list stand on: of the account, or of the person. */
export function FormFrame({ plan, page = 'create', children }: FormFrameProps) {
  const last = page === 'create' ? ' / create' : '';
  return plan.form === 'account' ? (
    <DashboardFrame
      address={`dash.cloudflare.com / … / api-tokens${last}`}
      menu={accountMenu(plan, { open: true, current: 'Account API tokens' })}
    >
      {children}
    </DashboardFrame>
  ) : (
    <DashboardFrame
      address={`dash.cloudflare.com / profile / api-tokens${last}`}
      menu={profileMenu({ current: 'API Tokens' })}
    >
      {children}
    </DashboardFrame>
  );
}
