import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useListFocus } from '../app/use-list-focus.ts';
import { SlipCard } from './SlipCard.tsx';
import styles from './SlipCards.module.css';
import type { SlipCardsProps } from './SlipCards.tsx';

/* A card with short names, in pixels; each row that is drawn is then measured. */
const usualHeight = 214;
/* Rows beyond the window's edges, so that the Tab key always finds a next card. */
const rowsAhead = 3;

type Layout = { readonly columns: number; readonly gap: number; readonly top: number };

/**
 * A grid that holds the cards near the window alone, with room above and below for the others. A screen reader is told how
 * many there are and which one it reads.
 */
export function ManySlipCards({ slips, now, label, copy }: SlipCardsProps) {
  const list = useRef<HTMLUListElement>(null);
  const layout = useLayout(list);
  const rows = useWindowVirtualizer<HTMLLIElement>({
    count: Math.ceil(slips.length / layout.columns),
    estimateSize: () => usualHeight,
    gap: layout.gap,
    scrollMargin: layout.top,
    overscan: rowsAhead,
  });
  const { columns } = layout;
  // biome-ignore lint/correctness/useExhaustiveDependencies: with another number of columns each row is another one
  useEffect(() => rows.measure(), [rows, columns]);
  const keepsFocus = useListFocus(list);

  const drawn = rows.getVirtualItems();
  const first = drawn.at(0);
  const last = drawn.at(-1);
  const from = (first?.index ?? 0) * columns;
  const shown = slips.slice(from, ((last?.index ?? -1) + 1) * columns);
  return (
    <ul
      ref={list}
      className={styles.many}
      aria-label={label}
      tabIndex={-1}
      style={{
        paddingTop: (first?.start ?? layout.top) - layout.top,
        paddingBottom: rows.getTotalSize() - ((last?.end ?? layout.top) - layout.top),
      }}
      {...keepsFocus}
    >
      {shown.map((slip, index) => (
        <li
          key={slip.id}
          aria-setsize={slips.length}
          aria-posinset={from + index + 1}
          /* All cards of a row are as high as its first. */
          {...(index % columns === 0
            ? { ref: rows.measureElement, 'data-index': (from + index) / columns }
            : {})}
        >
          <SlipCard slip={slip} now={now} copy={copy} />
        </li>
      ))}
    </ul>
  );
}

/** How the grid lies: its columns and gaps as the style sheet makes them, and where it begins on the page. */
function useLayout(list: { readonly current: HTMLElement | null }): Layout {
  const [layout, setLayout] = useState<Layout>({ columns: 1, gap: 0, top: 0 });
  const look = () => {
    const grid = list.current;
    if (grid === null) return;
    const { gridTemplateColumns, rowGap } = getComputedStyle(grid);
    const next: Layout = {
      columns: Math.max(1, gridTemplateColumns.split(' ').filter((part) => part.endsWith('px')).length),
      gap: Number.parseFloat(rowGap) || 0,
      top: grid.getBoundingClientRect().top + window.scrollY,
    };
    setLayout((before) => (isSame(before, next) ? before : next));
  };
  /* What stands above may have changed with any drawing. */
  useLayoutEffect(look);
  useEffect(() => {
    window.addEventListener('resize', look);
    return () => window.removeEventListener('resize', look);
  });
  return layout;
}

function isSame(one: Layout, other: Layout): boolean {
  return one.columns === other.columns && one.gap === other.gap && Math.abs(one.top - other.top) < 1;
}
