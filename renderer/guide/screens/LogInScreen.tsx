import { DashboardFrame } from '../dashboard/DashboardFrame.tsx';
import { PressButton } from '../dashboard/PressButton.tsx';
import { TypeField } from '../dashboard/TypeField.tsx';
import styles from './LogInScreen.module.css';

/** Where the owner logs in. */
export function LogInScreen() {
  return (
    <DashboardFrame address="dash.cloudflare.com / login">
      <div className={styles.card}>
        <h2 className={styles.title}>Log in to Cloudflare</h2>
        <TypeField label="Email" value="" placeholder="Your e-mail address" />
        <TypeField label="Password" value="" placeholder="Your password" />
        <PressButton tone="blue" target="log-in" side="right">
          Log in
        </PressButton>
      </div>
    </DashboardFrame>
  );
}
