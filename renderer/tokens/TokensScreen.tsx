import { useEffect, useState } from 'react';
import type { ListedToken, TokenList } from '../../shared/account-token.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { useEscape } from '../app/use-escape.ts';
import { Button } from '../ui/Button.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { ScreenHeading } from '../ui/ScreenHeading.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import { DeleteTokenDialog } from './DeleteTokenDialog.tsx';
import { TokenCards } from './TokenCards.tsx';
import styles from './Tokens.module.css';

/** The tokens that are in the account already: what each may do, what is wrong with it, and what can be done. */
export function TokensScreen() {
  const { client, snapshot, show, announce } = useApp();
  const [list, setList] = useState<TokenList | null>(null);
  const [deleting, setDeleting] = useState<ListedToken | null>(null);
  const read = useAction(
    () => client.call('tokens:list'),
    (found) => {
      setList(found);
      announce(found.tokens.length === 1 ? '1 token found.' : `${found.tokens.length} tokens found.`);
    },
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is read once, and again when asked for.
  useEffect(() => void read.start(), []);
  const leave = () => show({ name: 'settings', part: 'setup-key' });
  useEscape(leave);

  return (
    <main className={styles.page}>
      <ScreenHeading
        title="Tokens already in your account"
        lead={
          <>
            {whose(list, snapshot.connection?.account.name ?? 'your account')} A token’s value can’t be read
            any more, but what it may do can.
          </>
        }
      />
      {read.busy ? <Waiting what="Reading the list at Cloudflare." /> : null}
      <ActionProblem of={read} steps={{ dismiss: leave }} />
      {list === null || read.problem !== null ? null : <TokenCards list={list} onDelete={setDeleting} />}
      <div className={styles.foot}>
        <Button onClick={leave}>Back to the settings</Button>
        {list === null ? null : (
          <Button tone="quiet" busy={read.busy} onClick={() => void read.start()}>
            Read the list again
          </Button>
        )}
      </div>
      {deleting === null || list === null ? null : (
        <DeleteTokenDialog
          token={deleting}
          owner={list.owner}
          lastUsedAt={deleting.lastUsedAt}
          onClose={() => setDeleting(null)}
          onDeleted={() => setList((now) => now && without(now, deleting.id))}
        />
      )}
    </main>
  );
}

function without(list: TokenList, token: string): TokenList {
  return { ...list, tokens: list.tokens.filter(({ id }) => id !== token) };
}

function whose(list: TokenList | null, account: string): string {
  if (list === null) return '';
  return list.owner.kind === 'user'
    ? 'These belong to your own login. Tokens of an account are not here.'
    : `These belong to ${account}. Tokens of a person's login are not here.`;
}
