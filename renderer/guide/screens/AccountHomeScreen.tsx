import { DashboardFrame } from '../dashboard/DashboardFrame.tsx';
import { PageTitle } from '../dashboard/PageTitle.tsx';
import { TokenList } from '../dashboard/TokenList.tsx';
import styles from './AccountHomeScreen.module.css';
import { accountMenu } from './menus.ts';
import { presses, type ScreenProps } from './screen-props.ts';

/** The first page of an account: its menu, and its websites. */
export function AccountHomeScreen({ plan, step }: ScreenProps) {
  return (
    <DashboardFrame
      address="dash.cloudflare.com / … / home"
      menu={accountMenu(plan, {
        open: presses(step, 'account-api-tokens'),
        current: 'Account home',
        needed: true,
      })}
    >
      <div className={styles.page}>
        <PageTitle title="Account home" />
        <Websites domain={plan.domain} />
      </div>
    </DashboardFrame>
  );
}

function Websites({ domain }: { readonly domain: string | null }) {
  const names = [domain, null, null];
  return <TokenList title="Domains" tokens={names.map((name) => ({ name, status: 'Active' }))} />;
}
