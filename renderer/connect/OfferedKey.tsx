import { KeyRound } from 'lucide-react';
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { readAccountId } from '../../shared/account-address.ts';
import type { KeyOffer } from '../../shared/ipc/contract.ts';
import { problemText } from '../../shared/problem-texts.ts';
import type { TokenKind } from '../../shared/token-forms.ts';
import { Button } from '../ui/Button.tsx';
import { type Choice, ChoiceCards } from '../ui/ChoiceCards.tsx';
import { TextField } from '../ui/TextField.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import styles from './OfferedKey.module.css';

type OfferedKeyProps = {
  readonly offer: KeyOffer;
  readonly busy: boolean;
  readonly trouble: ReactNode;
  readonly onConnect: (account: string, keep: boolean) => void;
  readonly onOther: () => void;
};

const kinds: Record<TokenKind, string> = {
  account: 'A setup key of the right kind',
  user: 'A setup key of your own profile',
  unknown: 'A setup key of the older kind',
};

const keeping: readonly Choice<'once' | 'keep'>[] = [
  {
    value: 'once',
    title: 'Forget it when I quit',
    text: 'The app holds it in memory until then, and nowhere else. The safest answer.',
  },
  {
    value: 'keep',
    title: "Keep in this computer's keychain",
    text: 'You need not paste it again. But anyone who can unlock this computer can make tokens with it.',
  },
];

/** A key that was recognised: what is still to be said about it, and the button that connects. */
export function OfferedKey({ offer, busy, trouble, onConnect, onOther }: OfferedKeyProps) {
  const titleId = useId();
  const title = useRef<HTMLHeadingElement>(null);
  const [account, setAccount] = useState('');
  const [keep, setKeep] = useState<'once' | 'keep'>('once');
  const [problem, setProblem] = useState<string | null>(null);
  const asksAccount = offer.accountId === null && offer.kind !== 'user';
  useEffect(() => title.current?.focus(), []);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const read = asksAccount ? readAccountId(account) : null;
    if (read !== null && !read.ok) {
      const text = problemText(read.problem);
      setProblem(`${text.title}. ${text.meaning}`);
      return;
    }
    onConnect(read?.value ?? offer.accountId ?? '', keep === 'keep');
  }

  return (
    <form aria-labelledby={titleId} onSubmit={submit} noValidate>
      <h2 id={titleId} ref={title} tabIndex={-1} className={styles.key}>
        <KeyRound size={20} aria-hidden />
        <span>
          {kinds[offer.kind]}, ending …{offer.ending}
        </span>
      </h2>
      <Button tone="link" onClick={onOther}>
        Use another one
      </Button>
      {asksAccount ? (
        <TextField
          label="Which account is it for?"
          hint="Paste the web address of any page of your Cloudflare dashboard, or the account ID."
          value={account}
          maxLength={2000}
          problem={problem}
          onChange={(typed) => {
            setAccount(typed);
            setProblem(null);
          }}
        />
      ) : null}
      <ChoiceCards
        label="What should happen to the key?"
        labelShown
        columns={1}
        choices={keeping}
        value={keep}
        onChoose={setKeep}
      />
      {trouble}
      <div className={styles.go}>
        <Button type="submit" tone="primary" busy={busy}>
          Connect
        </Button>
      </div>
      {busy ? <Waiting what="Asking Cloudflare what this key can do." /> : null}
    </form>
  );
}
