import { type ReactNode, useState } from 'react';
import type { Account } from '../../shared/place.ts';
import { Button } from '../ui/Button.tsx';
import { ChoiceCards } from '../ui/ChoiceCards.tsx';
import styles from './OfferedKey.module.css';

type ChooseAccountProps = {
  readonly accounts: readonly Account[];
  readonly busy: boolean;
  readonly trouble: ReactNode;
  readonly onChoose: (account: Account) => void;
};

/** A key that reaches several accounts: the owner says which one to work in. */
export function ChooseAccount({ accounts, busy, trouble, onChoose }: ChooseAccountProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const account = accounts.find(({ id }) => id === chosen);
        setMissing(account === undefined);
        if (account !== undefined) onChoose(account);
      }}
    >
      <h2>Your key reaches {accounts.length} accounts</h2>
      <ChoiceCards
        label="Which one is it about?"
        labelShown
        columns={1}
        choices={accounts.map(({ id, name }) => ({ value: id, title: name }))}
        value={chosen}
        onChoose={(id) => {
          setChosen(id);
          setMissing(false);
        }}
        problem={missing ? 'Choose one of them.' : null}
      />
      {trouble}
      <div className={styles.go}>
        <Button type="submit" tone="primary" busy={busy}>
          Use this account
        </Button>
      </div>
    </form>
  );
}
