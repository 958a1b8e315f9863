import { Search } from 'lucide-react';
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useMemo, useState } from 'react';
import { findableOf, findSlips } from '../../shared/find-slips.ts';
import { isInForce, type Slip, type Stamp } from '../../shared/slip.ts';
import { holdsToken } from '../../shared/token-forms.ts';
import { useApp } from '../app/app-context.ts';
import type { CopyPrompt } from '../slip/use-copy-prompt.ts';
import styles from './SlipBrowser.module.css';
import { SlipCards } from './SlipCards.tsx';

/** A slip and its stamp at this moment. */
export type Stamped = { readonly slip: Slip; readonly stamp: Stamp };

type SlipBrowserProps = {
  /** The newest first. */
  readonly slips: readonly Stamped[];
  readonly now: Date;
  readonly copy: CopyPrompt;
};

/* Fewer than this are looked through faster than searched. */
const searchFrom = 8;
/* So many ended slips are drawn before anybody asks for them. */
const fewEnded = 12;

/** The slips in use and the ended ones, with a way to find some of many. */
export function SlipBrowser({ slips, now, copy }: SlipBrowserProps) {
  const { homePlace } = useApp();
  const hasBar = slips.length >= searchFrom;
  const [typed, setTyped] = useState(hasBar ? homePlace.typed : '');
  const [chosen, setChosen] = useState(hasBar ? homePlace.stamp : null);
  /* The last slip of a stamp may have got another one meanwhile. */
  const stamp = slips.some((one) => one.stamp === chosen) ? chosen : null;
  /* A token that was pasted into the wrong field is not kept. */
  useEffect(() => {
    Object.assign(homePlace, { typed: holdsToken(typed) ? '' : typed, stamp });
  }, [homePlace, typed, stamp]);
  const wanted = useDeferredValue(typed);
  const isSearching = wanted.trim() !== '';
  const ofStamp = useMemo(
    () => slips.filter((one) => stamp === null || one.stamp === stamp).map(({ slip }) => slip),
    [slips, stamp],
  );
  /* Made at the first letter that is typed; most owners never search. */
  const findable = useMemo(() => (isSearching ? ofStamp.map(findableOf) : []), [ofStamp, isSearching]);
  const found = useMemo(
    () => (isSearching ? findSlips(findable, wanted) : ofStamp),
    [findable, wanted, ofStamp, isSearching],
  );
  const cards = { now, copy };
  return (
    <>
      {hasBar ? (
        <FindBar slips={slips} typed={typed} onType={setTyped} stamp={stamp} onStamp={setChosen} />
      ) : null}
      {isSearching || stamp !== null ? (
        <>
          <p className={styles.count} role="status">
            {countText(found.length)}
          </p>
          <SlipCards slips={found} label="Slips that were found" {...cards} />
        </>
      ) : (
        <InUseAndEnded slips={slips} {...cards} />
      )}
    </>
  );
}

function InUseAndEnded({ slips, ...cards }: SlipBrowserProps) {
  const { homePlace } = useApp();
  const [open, setOpen] = useState(homePlace.endedOpen);
  const [inUse, ended] = useMemo(() => {
    const parts: readonly [Slip[], Slip[]] = [[], []];
    for (const { slip, stamp } of slips) parts[isInForce(stamp) ? 0 : 1].push(slip);
    return parts;
  }, [slips]);
  return (
    <>
      <SlipCards slips={inUse} label="Slips in use" {...cards} />
      {ended.length === 0 ? null : (
        <details
          className={styles.ended}
          open={open}
          onToggle={({ currentTarget }) => {
            homePlace.endedOpen = currentTarget.open;
            setOpen(currentTarget.open);
          }}
        >
          <summary>{ended.length === 1 ? '1 slip has ended' : `${ended.length} slips have ended`}</summary>
          {open || ended.length <= fewEnded ? (
            <SlipCards slips={ended} label="Slips that have ended" {...cards} />
          ) : null}
        </details>
      )}
    </>
  );
}

type FindBarProps = {
  readonly slips: readonly Stamped[];
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly stamp: Stamp | null;
  readonly onStamp: (stamp: Stamp | null) => void;
};

function FindBar({ slips, typed, onType, stamp, onStamp }: FindBarProps) {
  const id = useId();
  const counts = useMemo(() => {
    const counted = new Map<Stamp, number>();
    for (const one of slips) counted.set(one.stamp, (counted.get(one.stamp) ?? 0) + 1);
    return counted;
  }, [slips]);
  const offered = [...counts].sort(([a], [b]) => a.localeCompare(b));

  function clear(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || typed === '') return;
    event.preventDefault();
    onType('');
  }

  return (
    <search className={styles.bar}>
      <div className={styles.search}>
        <label htmlFor={`${id}-search`} className="visually-hidden">
          Find a slip
        </label>
        <Search size={18} aria-hidden />
        <input
          id={`${id}-search`}
          type="search"
          placeholder="Website, agent, job or number"
          value={typed}
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => {
            if (!holdsToken(target.value)) onType(target.value);
          }}
          onKeyDown={clear}
        />
      </div>
      <label htmlFor={`${id}-stamp`} className="visually-hidden">
        Show
      </label>
      <select
        id={`${id}-stamp`}
        value={stamp ?? ''}
        onChange={({ target }) => onStamp(offered.find(([one]) => one === target.value)?.[0] ?? null)}
      >
        <option value="">All slips ({slips.length})</option>
        {offered.map(([one, count]) => (
          <option key={one} value={one}>
            {sentenceCase(one)} ({count})
          </option>
        ))}
      </select>
    </search>
  );
}

function countText(count: number): string {
  if (count === 0) return 'No slip was found.';
  return count === 1 ? '1 slip was found.' : `${count} slips were found.`;
}

function sentenceCase(stamp: Stamp): string {
  return stamp.charAt(0) + stamp.slice(1).toLowerCase();
}
