import { type FormEvent, useState } from 'react';
import { readAccountId } from '../../shared/account-address.ts';
import type { GuidePlan } from '../../shared/guide/guide-plan.ts';
import type { Problem } from '../../shared/problem.ts';
import { problemText } from '../../shared/problem-texts.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/TextField.tsx';
import { AccountIdPicture } from './AccountIdPicture.tsx';
import styles from './PickUpPane.module.css';

type AccountQuestionProps = {
  readonly plan: GuidePlan;
  readonly problem: Problem;
  readonly onAnswer: (account: string) => void;
};

/** Asks which account the token is of, where neither the pasted text nor the token itself says so. */
export function AccountQuestion({ plan, problem, onAnswer }: AccountQuestionProps) {
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState<Problem | null>(
    problem.code === 'account-id-malformed' ? problem : null,
  );

  function submit(event: FormEvent): void {
    event.preventDefault();
    const read = readAccountId(typed);
    if (read.ok) onAnswer(read.value);
    else setWrong(read.problem);
  }

  const words = wrong === null ? null : problemText(wrong);
  return (
    <form className={styles.account} onSubmit={submit} noValidate>
      <h2>One more thing: the account ID</h2>
      <p>It stands in the same box, and in the address of every page of your account.</p>
      <AccountIdPicture plan={plan} />
      <TextField
        label="Account ID"
        hint="Paste it, or the web address of any page of your Cloudflare dashboard."
        value={typed}
        maxLength={2000}
        takesFocus
        problem={words === null ? null : `${words.title}. ${words.meaning}`}
        onChange={(value) => {
          setTyped(value);
          setWrong(null);
        }}
      />
      <Button type="submit" tone="primary">
        Check the token
      </Button>
    </form>
  );
}
