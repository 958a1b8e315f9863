import { useEffect, useRef, useState } from 'react';
import type { FormOwner, PracticeScene } from '../../shared/ipc/practice-contract.ts';
import type { Account } from '../../shared/place.ts';
import { problemText } from '../../shared/problem-texts.ts';
import { AccountForm } from './AccountForm.tsx';
import { ActPage } from './ActPage.tsx';
import { ChooseAccount } from './ChooseAccount.tsx';
import { CreatedPage } from './CreatedPage.tsx';
import styles from './Dashboard.module.css';
import { DomainsPage } from './DomainsPage.tsx';
import { EditPage } from './EditPage.tsx';
import { ProfilePreferences } from './ProfilePreferences.tsx';
import { firstAccount, firstPage, listOf, type Page } from './page.ts';
import type { PracticeClient } from './practice-client.ts';
import { ReviewPage } from './ReviewPage.tsx';
import { StartPage } from './StartPage.tsx';
import { TokensPage } from './TokensPage.tsx';
import { UserForm } from './UserForm.tsx';

type DashboardProps = {
  readonly client: PracticeClient;
  readonly scene: PracticeScene;
  readonly now: () => Date;
  /** A token was made, rolled or deleted, so the list is another. */
  readonly onMade: () => void;
};

/** What a page of the dashboard is given. */
export type PageProps = {
  readonly scene: PracticeScene;
  readonly account: Account;
  readonly now: () => Date;
  readonly show: (page: Page) => void;
};

/** The pages of the dashboard, one at a time. */
export function Dashboard({ client, scene, now, onMade }: DashboardProps) {
  const [page, setPage] = useState(() => firstPage(scene));
  const [account, setAccount] = useState(() => firstAccount(scene));
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  const { at } = page;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page takes the focus, as in a browser.
  useEffect(() => {
    const page = main.current;
    document.documentElement.scrollTop = 0;
    if (!isFirst.current && page !== null && !page.contains(document.activeElement)) {
      page.focus({ preventScroll: true });
    }
    isFirst.current = false;
  }, [at]);

  if (account === undefined) return null;
  const props: PageProps = { scene, account, now, show: setPage };

  async function create(review: Extract<Page, { at: 'review' }>): Promise<void> {
    const answer = await client.create(review.form);
    const { owner, name } = review.form;
    if (!answer.ok) setPage({ ...review, refused: problemText(answer.problem).title });
    else if (answer.value.kind === 'refused') setPage({ ...review, refused: answer.value.message });
    else {
      setPage({ at: 'created', how: 'made', owner, name, value: answer.value.value });
      onMade();
    }
  }

  async function act(asked: Extract<Page, { at: 'act' }>): Promise<void> {
    const { token } = asked;
    const answer = await (asked.act === 'roll' ? client.roll(token.id) : client.delete(token.id));
    if (!answer.ok) setPage({ ...asked, refused: problemText(answer.problem).title });
    else if (answer.value.kind === 'refused') setPage({ ...asked, refused: answer.value.message });
    else {
      const { owner, name } = token;
      setPage(
        answer.value.kind === 'rolled'
          ? { at: 'created', how: 'rolled', owner, name, value: answer.value.value }
          : listOf(owner),
      );
      onMade();
    }
  }

  function confirm(owner: FormOwner): void {
    void client.confirm();
    setPage(listOf(owner));
  }

  return (
    <main ref={main} tabIndex={-1} className={styles.page}>
      <PageAt
        {...props}
        page={page}
        onAccount={setAccount}
        onCreate={create}
        onAct={act}
        onCopy={client.copy}
        onConfirm={confirm}
      />
    </main>
  );
}

type PageAtProps = PageProps & {
  readonly page: Page;
  readonly onAccount: (account: Account) => void;
  readonly onCreate: (review: Extract<Page, { at: 'review' }>) => Promise<void>;
  readonly onAct: (asked: Extract<Page, { at: 'act' }>) => Promise<void>;
  readonly onCopy: PracticeClient['copy'];
  readonly onConfirm: (owner: FormOwner) => void;
};

function PageAt({ page, onAccount, onCreate, onAct, onCopy, onConfirm, ...props }: PageAtProps) {
  switch (page.at) {
    case 'choose-account':
      return (
        <ChooseAccount
          accounts={props.scene.accounts}
          onChoose={(account) => {
            onAccount(account);
            props.show(page.next);
          }}
        />
      );
    case 'home':
      return <DomainsPage {...props} />;
    case 'profile':
      return <ProfilePreferences {...props} />;
    case 'account-tokens':
      return <TokensPage {...props} form="account" />;
    case 'user-tokens':
      return <TokensPage {...props} form="user" />;
    case 'account-start':
      return <StartPage {...props} form="account" />;
    case 'user-start':
      return <StartPage {...props} form="user" />;
    case 'account-form':
      return <AccountForm {...props} draft={page.draft} />;
    case 'user-form':
      return <UserForm {...props} draft={page.draft} />;
    case 'review':
      return <ReviewPage {...props} review={page} onCreate={() => onCreate(page)} />;
    case 'act':
      return <ActPage {...props} asked={page} onConfirm={() => onAct(page)} />;
    case 'edit':
      return <EditPage {...props} token={page.token} />;
    case 'created':
      return (
        <CreatedPage {...props} created={page} onCopy={onCopy} onConfirm={() => onConfirm(page.owner)} />
      );
  }
}
