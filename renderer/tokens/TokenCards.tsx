import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import type { ListedToken, TokenList } from '../../shared/account-token.ts';
import { assessToken, type TokenFinding, urgencyOf } from '../../shared/token-assessment.ts';
import { useApp } from '../app/app-context.ts';
import { useListFocus } from '../app/use-list-focus.ts';
import { CheckField } from '../ui/CheckField.tsx';
import { TextField } from '../ui/TextField.tsx';
import { TokenCard } from './TokenCard.tsx';
import styles from './Tokens.module.css';

type TokenCardsProps = {
  readonly list: TokenList;
  readonly onDelete: (token: ListedToken) => void;
};

type Assessed = { readonly token: ListedToken; readonly findings: readonly TokenFinding[] };

/** From how many tokens on they can be searched, and only those in sight are drawn. */
const searchFrom = 8;
const virtualFrom = 60;

/** The tokens as cards, those that need a look the most first. */
export function TokenCards({ list, onDelete }: TokenCardsProps) {
  const { now } = useApp();
  const [typed, setTyped] = useState('');
  const [pressing, setPressing] = useState(false);
  const at = now();
  const assessed = list.tokens
    .map((token): Assessed => ({ token, findings: token.ours === null ? assessToken(token, at) : [] }))
    .toSorted((a, b) => urgencyOf(b.findings) - urgencyOf(a.findings));
  const wanted = typed.trim().toLowerCase();
  const shown = assessed.filter(
    ({ token, findings }) => token.name.toLowerCase().includes(wanted) && (!pressing || findings.length > 0),
  );
  if (list.tokens.length === 0) {
    return <p className={styles.none}>There are none. That is as it should be.</p>;
  }
  const card = ({ token, findings }: Assessed) => (
    <TokenCard
      token={token}
      findings={findings}
      owner={list.owner}
      now={at}
      onDelete={() => onDelete(token)}
    />
  );
  return (
    <>
      {list.tokens.length < searchFrom ? null : (
        <div className={styles.search}>
          <TextField label="Find a token by its name" value={typed} maxLength={100} onChange={setTyped} />
          <CheckField label="Only those that need a look" checked={pressing} onChange={setPressing} />
        </div>
      )}
      <p role="status" className={styles.count}>
        {countText(shown.length, assessed)}
      </p>
      {shown.length < virtualFrom ? (
        <ul className={styles.cards} aria-label="Tokens">
          {shown.map((one) => (
            <li key={one.token.id}>{card(one)}</li>
          ))}
        </ul>
      ) : (
        <LongList shown={shown} card={card} />
      )}
    </>
  );
}

function countText(shown: number, all: readonly Assessed[]): string {
  if (shown === 0) return 'No token here fits that.';
  const faulty = all.filter(({ findings }) => findings.length > 0).length;
  const needing = faulty === 0 ? 'None needs a look' : `${faulty} ${faulty === 1 ? 'needs' : 'need'} a look`;
  return `${shown === all.length ? all.length : `${shown} of ${all.length}`} shown. ${needing}.`;
}

type LongListProps = {
  readonly shown: readonly Assessed[];
  readonly card: (one: Assessed) => React.ReactNode;
};

const usualHeight = 210;

/* Thousands of cards would take seconds to draw, so only those in sight are there. */
function LongList({ shown, card }: LongListProps) {
  const place = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(place.current?.offsetTop ?? 0), []);
  const virtual = useWindowVirtualizer({
    count: shown.length,
    estimateSize: () => usualHeight,
    overscan: 4,
    scrollMargin: top,
    getItemKey: (index) => shown[index]?.token.id ?? index,
    measureElement: (element) => element.getBoundingClientRect().height || usualHeight,
  });
  const keepsFocus = useListFocus(place);
  return (
    <ul
      ref={place}
      className={styles.long}
      aria-label="Tokens"
      tabIndex={-1}
      style={{ height: `${virtual.getTotalSize()}px` }}
      {...keepsFocus}
    >
      {virtual.getVirtualItems().map(({ index, key, start }) => {
        const one = shown[index];
        return one === undefined ? null : (
          <li
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            aria-setsize={shown.length}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start - top}px)` }}
          >
            {card(one)}
          </li>
        );
      })}
    </ul>
  );
}
