import { useState } from 'react';
import type { Account } from '../../shared/place.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { TextField } from '../ui/TextField.tsx';
import styles from './AllWebsites.module.css';
import { fieldText, isAbout, type StepProps } from './step-props.ts';

type AllWebsitesProps = StepProps & {
  /** Null where it is not known yet. */
  readonly account: Account | null;
  /** Called when the owner switches between one and all, so that the focus can follow. */
  readonly onTurn?: () => void;
};

/** The deliberate way to a wider slip: all websites of the account, for reading only, and with a reason. */
export function AllWebsites({ draft, answer, problem, account, onTurn }: AllWebsitesProps) {
  const { zones } = draft.where;
  const [turned, setTurned] = useState(false);
  /* What was answered before the last turn: it is there again after the next. */
  const [left, setLeft] = useState({ account, zones });
  function turn(to: typeof zones): void {
    const isKept = left.zones.kind === to.kind && left.account?.id === account?.id;
    setLeft({ account, zones });
    setTurned(true);
    onTurn?.();
    answer({ do: 'choose-where', where: { account, zones: isKept ? left.zones : to } });
  }
  if (zones.kind === 'one') {
    return (
      <p className={styles.wider}>
        Is one not enough?{' '}
        <Button tone="link" onClick={() => turn({ kind: 'all', reason: '' })}>
          All websites of this account
        </Button>
      </p>
    );
  }
  return (
    <>
      <Notice
        tone="soon"
        title={`All websites of ${account?.name ?? 'your account'}`}
        actions={
          <Button small onClick={() => turn({ kind: 'one', zone: null })}>
            Back to one website
          </Button>
        }
      >
        This is wider than needed for most tasks. It also holds for websites that you add later.
      </Notice>
      <TextField
        label="Why does one website not do?"
        hint="A few words. You see them when you look at this slip again."
        value={zones.reason}
        takesFocus={turned}
        maxLength={500}
        problem={fieldText(problem, (one) => one.code === 'reason-needed' || isAbout('reason')(one))}
        onChange={(reason) => answer({ do: 'choose-where', where: { zones: { kind: 'all', reason } } })}
      />
    </>
  );
}
