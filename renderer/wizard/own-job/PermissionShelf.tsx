import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { PermissionRow } from './PermissionRow.tsx';
import styles from './PermissionShelf.module.css';
import type { Shelf } from './shelves.ts';

type PermissionShelfProps = {
  readonly shelf: Shelf;
  /** Whether a search is on, whose finds are shown at once. */
  readonly searching: boolean;
  readonly onTick: Parameters<typeof PermissionRow>[0]['onTick'];
};

/** One heading of Cloudflare's form. It opens on a press, and by itself where something was found or ticked. */
export function PermissionShelf({ shelf, searching, onTick }: PermissionShelfProps) {
  const [open, setOpen] = useState(shelf.ticked > 0);
  const shown = open || searching;
  const count = shelf.rows.length === 1 ? '1 kind' : `${shelf.rows.length} kinds`;
  return (
    <details
      className={styles.shelf}
      open={shown}
      onToggle={({ currentTarget }) => {
        if (!searching) setOpen(currentTarget.open);
      }}
    >
      <summary className={styles.head}>
        <h2 data-screen-label>{shelf.title}</h2>
        <span className={styles.count}>
          {shelf.ticked === 0 ? count : `${count}, ${shelf.ticked} ticked`}
        </span>
        <ChevronDown className={styles.arrow} size={20} aria-hidden />
      </summary>
      {shown ? (
        <div className={styles.rows}>
          {shelf.rows.map((row) => (
            <PermissionRow key={row.product} row={row} onTick={onTick} />
          ))}
        </div>
      ) : null}
    </details>
  );
}
