import { Search } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { type PermissionKey, permissionGroup } from '../../../shared/catalogue/permission-groups.ts';
import type { PermissionList } from '../../../shared/permission-list.ts';
import { holdsToken } from '../../../shared/token-forms.ts';
import { useApp } from '../../app/app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import searchStyles from '../../ui/SearchList.module.css';
import styles from './PermissionPicker.module.css';
import { PermissionShelf } from './PermissionShelf.tsx';
import { hiddenCount, type ShelfQuery, shelvesOf } from './shelves.ts';

type PermissionPickerProps = {
  readonly picked: readonly PermissionKey[];
  readonly list: PermissionList | null;
  readonly onTick: (key: PermissionKey, held: boolean) => void;
};

/** Cloudflare's list of permissions in plain words. What stays within one website is shown first. */
export function PermissionPicker({ picked, list, onTick }: PermissionPickerProps) {
  const { snapshot } = useApp();
  const [typed, setTyped] = useState('');
  const [wide, setWide] = useState(() => picked.some((key) => permissionGroup(key).scope === 'account'));
  const accountKey = snapshot.connection?.kind === 'account';
  const query: ShelfQuery = { picked, list, accountKey, typed, wide };
  const shelves = shelvesOf(query);
  const hidden = hiddenCount(query);
  const searching = typed.trim() !== '';
  return (
    <div className={styles.picker}>
      <SearchBox typed={typed} onType={setTyped} />
      <p className={styles.note} role="status">
        {searching && shelves.length === 0 ? `Nothing here is about "${typed.trim()}".` : null}
      </p>
      <div className={styles.shelves}>
        {shelves.map((shelf) => (
          <PermissionShelf key={shelf.category} shelf={shelf} searching={searching} onTick={onTick} />
        ))}
      </div>
      {hidden === 0 ? null : (
        <p className={styles.note}>
          {hidden === 1 ? 'One more kind reaches' : `${hidden} more kinds reach`} your whole account, not one
          website.{' '}
          <Button tone="link" onClick={() => setWide(true)}>
            Show them too
          </Button>
        </p>
      )}
      {list === null ? null : <Source list={list} searched={typed} />}
    </div>
  );
}

function SearchBox({ typed, onType }: { readonly typed: string; readonly onType: (text: string) => void }) {
  const id = useId();
  function onKeyDown(event: KeyboardEvent): void {
    /* Enter in a search box is no answer to the question. */
    if (event.key === 'Enter') event.preventDefault();
    if (event.key !== 'Escape' || typed === '') return;
    event.preventDefault();
    onType('');
  }
  return (
    <div className={searchStyles.search}>
      <label htmlFor={id} className="visually-hidden">
        Find a permission
      </label>
      <Search size={18} aria-hidden />
      <input
        id={id}
        type="search"
        className={searchStyles.input}
        placeholder="Find a permission, such as mail or certificates"
        value={typed}
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => {
          if (!holdsToken(target.value)) onType(target.value);
        }}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

/* Where the list comes from, and what Cloudflare has beyond it. */
function Source({ list, searched }: { readonly list: PermissionList; readonly searched: string }) {
  if (list.source === 'built-in') {
    return (
      <Notice tone="calm" title="This is the list that came with the app">
        We could not read Cloudflare’s own list. It may have changed since. If so, we tell you before a token
        is made.
      </Notice>
    );
  }
  const wanted = searched.trim().toLowerCase();
  const found = list.unknown.filter((name) => name.toLowerCase().includes(wanted));
  if (found.length === 0) return null;
  return (
    <details className={styles.others}>
      <summary>New at Cloudflare, or rarely used ({found.length})</summary>
      <p className={styles.note}>
        We have no plain words for these yet, so no slip gives them out. You can always use them at
        Cloudflare.
      </p>
      <ul className={styles.names}>
        {found.map((name) => (
          <li key={name} data-screen-label>
            {name}
          </li>
        ))}
      </ul>
    </details>
  );
}
