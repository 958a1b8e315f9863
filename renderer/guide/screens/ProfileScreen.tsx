import { User } from 'lucide-react';
import { Target } from '../callouts/Target.tsx';
import { DashboardFrame } from '../dashboard/DashboardFrame.tsx';
import { PageTitle } from '../dashboard/PageTitle.tsx';
import { TokenList } from '../dashboard/TokenList.tsx';
import home from './AccountHomeScreen.module.css';
import { profileMenu } from './menus.ts';
import styles from './ProfileScreen.module.css';
import { presses, type ScreenProps } from './screen-props.ts';

/** The way to the person's own profile, and the profile itself. */
export function ProfileScreen({ plan, step }: ScreenProps) {
  if (presses(step, 'api-tokens')) return <Profile />;
  return (
    <DashboardFrame address="dash.cloudflare.com" corner={<PersonMenu />}>
      <TokenList title="Domains" tokens={[plan.domain, null].map((name) => ({ name, status: 'Active' }))} />
    </DashboardFrame>
  );
}

function PersonMenu() {
  return (
    <div className={styles.corner}>
      <Target name="avatar" side="left">
        <span className={styles.picture}>
          <User size={18} aria-hidden />
        </span>
      </Target>
      <ul className={styles.menu}>
        <li>
          <Target name="profile" side="menuLeft">
            <b className={styles.item}>Profile</b>
          </Target>
        </li>
        <li className={styles.faint}>
          <span className={styles.item}>Support</span>
        </li>
        <li className={styles.faint}>
          <span className={styles.item}>Log out</span>
        </li>
      </ul>
    </div>
  );
}

function Profile() {
  return (
    <DashboardFrame
      address="dash.cloudflare.com / profile"
      menu={profileMenu({ current: 'Preferences', needed: true })}
    >
      <div className={home.page}>
        <PageTitle title="Preferences" />
        <ul className={styles.facts}>
          {['Name', 'Email address', 'Language'].map((fact) => (
            <li key={fact} className={styles.fact}>
              <span>{fact}</span>
              <i className={styles.bar} />
            </li>
          ))}
        </ul>
      </div>
    </DashboardFrame>
  );
}
