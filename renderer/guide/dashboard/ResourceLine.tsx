import { Target } from '../callouts/Target.tsx';
import { PickOne } from './PickOne.tsx';
import styles from './ResourceLine.module.css';

/** One list of a line of resources. */
export type ResourcePick = {
  readonly label: string;
  readonly value: string;
  readonly options?: readonly string[];
  readonly onChoose?: (value: string) => void;
};

type ResourceLineProps = {
  readonly title: string;
  readonly picks: readonly ResourcePick[];
  readonly target?: string | undefined;
};

/** Where a token of the older form works: a line of lists, such as Include, Specific zone, bakery.example. */
export function ResourceLine({ title, picks, target }: ResourceLineProps) {
  return (
    <section className={styles.resource}>
      <h3 className={styles.label}>{title}</h3>
      <Target name={target} side="below" size="line">
        <div className={styles.line}>
          {picks.map((pick) => (
            <PickOne
              key={pick.label}
              label={`${title}: ${pick.label}`}
              value={pick.value}
              options={pick.options ?? []}
              onChoose={pick.onChoose}
            />
          ))}
        </div>
      </Target>
    </section>
  );
}
