import { testCommand } from '../../shared/guide/test-command.ts';
import type { FormOwner } from '../../shared/ipc/practice-contract.ts';
import { PressButton } from '../guide/dashboard/PressButton.tsx';
import styles from './TestSnippet.module.css';

type TestSnippetProps = {
  readonly token: string;
  readonly owner: FormOwner;
  readonly copied: boolean;
  readonly onCopy: () => void;
};

/** The command that tests the new token. It holds the token, so it has a copy button of its own. */
export function TestSnippet({ token, owner, copied, onCopy }: TestSnippetProps) {
  return (
    <section className={styles.snippet}>
      <h3 className={styles.label}>Test this token</h3>
      <pre className={styles.code}>{testCommand(token, owner)}</pre>
      <div>
        <PressButton onPress={onCopy}>{copied ? 'Command copied' : 'Copy command'}</PressButton>
      </div>
    </section>
  );
}
