import { Search } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { holdsToken } from '../../shared/token-forms.ts';
import { type Choice, ChoiceCards } from './ChoiceCards.tsx';
import styles from './SearchList.module.css';

type SearchListProps<T extends string> = {
  readonly label: string;
  readonly searchLabel: string;
  readonly choices: readonly Choice<T>[];
  readonly value: T | null;
  readonly onChoose: (value: T) => void;
  readonly problem?: string | null;
  readonly takesFocus?: boolean;
};

const searchFrom = 7;
const shownAtOnce = 60;

/** Cards of a live list; a search box appears once there are too many to look through. */
export function SearchList<T extends string>({
  label,
  searchLabel,
  choices,
  value,
  onChoose,
  problem = null,
  takesFocus = false,
}: SearchListProps<T>) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLowerCase();
  const found = choices.filter(({ title }) => title.toLowerCase().includes(wanted));
  const shown = found.slice(0, shownAtOnce);
  const hidden = found.length - shown.length;

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && typed !== '') {
      event.preventDefault();
      setTyped('');
    }
    /* Enter in a search box means "take what I found", not "go on with the form". */
    if (event.key === 'Enter') {
      event.preventDefault();
      const [only, another] = found;
      if (only !== undefined && another === undefined) onChoose(only.value);
    }
  }

  return (
    <div>
      {choices.length < searchFrom ? null : (
        <div className={styles.search}>
          <label htmlFor={id} className="visually-hidden">
            {searchLabel}
          </label>
          <Search size={18} aria-hidden />
          <input
            id={id}
            type="search"
            className={styles.input}
            placeholder={searchLabel}
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => {
              if (!holdsToken(target.value)) setTyped(target.value);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
      )}
      <div className={styles.list}>
        <ChoiceCards
          label={label}
          choices={shown}
          value={value}
          onChoose={onChoose}
          problem={problem}
          focusOn={takesFocus ? (choices[0]?.value ?? null) : null}
        />
      </div>
      <p className={styles.note} role="status">
        {hidden > 0
          ? `And ${hidden} more. Type a part of the name to find them.`
          : wanted === ''
            ? null
            : foundText(found, value, typed.trim())}
      </p>
    </div>
  );
}

function foundText(found: readonly Choice<string>[], value: string | null, typed: string): string {
  const [only, another] = found;
  if (only === undefined) return `Nothing here is called "${typed}".`;
  if (another !== undefined) return `${found.length} were found.`;
  return only.value === value ? `${only.title} is chosen.` : 'One was found. Press Enter to choose it.';
}
