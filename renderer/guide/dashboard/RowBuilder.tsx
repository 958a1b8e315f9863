import { Target } from '../callouts/Target.tsx';
import { PickOne } from './PickOne.tsx';
import { PressButton } from './PressButton.tsx';
import styles from './RowBuilder.module.css';

/** One line of the older form: what it is about, the product, and how far it goes. */
export type BuilderRow = {
  /** Tells the lines apart. */
  readonly id: string;
  readonly about: string;
  readonly product: string;
  readonly level: string;
  readonly target?: string;
};

type RowBuilderProps = {
  readonly rows: readonly BuilderRow[];
  /** What the lists offer for a line; drawings need none. */
  readonly offers?: (row: BuilderRow) => {
    readonly about: readonly string[];
    readonly product: readonly string[];
    readonly level: readonly string[];
  };
  readonly onChange?: ((index: number, row: BuilderRow) => void) | undefined;
  readonly onAdd?: (() => void) | undefined;
  readonly onRemove?: ((index: number) => void) | undefined;
};

/** The permissions of the older form: a line of three lists each. */
export function RowBuilder({ rows, offers, onChange, onAdd, onRemove }: RowBuilderProps) {
  return (
    <section className={styles.builder}>
      <h3 className={styles.label}>Permissions</h3>
      {rows.map((row, index) => (
        <Target key={row.id} name={row.target} side="below" size="line">
          <Line
            row={row}
            number={index + 1}
            offers={offers?.(row)}
            onChange={onChange && ((changed) => onChange(index, changed))}
            onRemove={onRemove && (() => onRemove(index))}
          />
        </Target>
      ))}
      <div>
        <PressButton tone="link" onPress={onAdd}>
          + Add more
        </PressButton>
      </div>
    </section>
  );
}

type LineProps = {
  readonly row: BuilderRow;
  readonly number: number;
  readonly offers: ReturnType<NonNullable<RowBuilderProps['offers']>> | undefined;
  readonly onChange: ((row: BuilderRow) => void) | undefined;
  readonly onRemove: (() => void) | undefined;
};

function Line({ row, number, offers, onChange, onRemove }: LineProps) {
  const pick = (part: 'about' | 'product' | 'level', label: string) => (
    <PickOne
      label={`Permission ${number}: ${label}`}
      value={row[part]}
      options={offers?.[part] ?? []}
      onChoose={onChange && ((value) => onChange({ ...row, [part]: value }))}
    />
  );
  return (
    <div className={styles.line}>
      {pick('about', 'where')}
      {pick('product', 'product')}
      {pick('level', 'level')}
      {onRemove === undefined ? null : <PressButton onPress={onRemove}>Remove {number}</PressButton>}
    </div>
  );
}
