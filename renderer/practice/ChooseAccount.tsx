import type { Account } from '../../shared/place.ts';
import { DashboardFrame } from '../guide/dashboard/DashboardFrame.tsx';
import { PageTitle } from '../guide/dashboard/PageTitle.tsx';
import { PressButton } from '../guide/dashboard/PressButton.tsx';
import styles from './Dashboard.module.css';

type ChooseAccountProps = {
  readonly accounts: readonly Account[];
  readonly onChoose: (account: Account) => void;
};

/** What the dashboard asks a person with several accounts before it shows one of them. */
export function ChooseAccount({ accounts, onChoose }: ChooseAccountProps) {
  return (
    <DashboardFrame address="dash.cloudflare.com" caption="Practice">
      <PageTitle title="Select an account" />
      <div className={styles.accounts}>
        {accounts.map((account) => (
          <PressButton key={account.id} onPress={() => onChoose(account)}>
            {account.name}
          </PressButton>
        ))}
      </div>
    </DashboardFrame>
  );
}
