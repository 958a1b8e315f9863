import { KeyRound } from 'lucide-react';
import type { PickedUp } from '../../shared/picked-up.ts';
import type { TokenKind } from '../../shared/token-forms.ts';
import { Button } from '../ui/Button.tsx';
import styles from './PickUpPane.module.css';

const kinds: Readonly<Record<TokenKind, string>> = {
  account: 'A token of the account',
  user: 'A token of your own profile',
  unknown: 'A token of the older kind',
};

type TokenInHandProps = {
  readonly token: PickedUp;
  /** Null where another way to bring another token is shown. */
  readonly onOther: (() => void) | null;
};

/** The token that was brought: its kind and its ending. */
export function TokenInHand({ token, onOther }: TokenInHandProps) {
  return (
    <p className={styles.inHand}>
      <KeyRound size={20} aria-hidden />
      <span>
        {kinds[token.kind]}, ending …{token.ending}
      </span>
      {onOther === null ? null : (
        <Button tone="link" onClick={onOther}>
          Take another one
        </Button>
      )}
    </p>
  );
}
