import type { Press } from '../../shared/guide/guide-step.ts';
import { labelAt, PressText } from './callouts/PressText.tsx';
import styles from './PressList.module.css';

/** The presses of a step in words, with the same numbers as in the picture. */
export function PressList({ presses }: { readonly presses: readonly Press[] }) {
  return (
    <ol className={styles.list}>
      {presses.map((press, index) => (
        <li key={press.target} className={styles.press}>
          <b className={styles.number} aria-hidden>
            {index + 1}
          </b>
          <div className={styles.words}>
            <p>
              <PressText press={press} />
            </p>
            <OtherLabels press={press} />
          </div>
        </li>
      ))}
    </ol>
  );
}

/* The label where the text does not say it, and what other versions of the page call it. */
function OtherLabels({ press }: { readonly press: Press }) {
  const unsaid = labelAt(press) < 0;
  const older = olderLabels(press);
  if (!unsaid && older.length === 0) return null;
  return (
    <p className={styles.older}>
      {unsaid ? (
        <>
          It says <Quoted>{press.label}</Quoted>.{' '}
        </>
      ) : null}
      {older.length === 0 ? null : (
        <>
          Other pages say:{' '}
          {older.map((label, index) => (
            <span key={label}>
              {index === 0 ? '' : ' or '}
              <Quoted>{label}</Quoted>
            </span>
          ))}
        </>
      )}
    </p>
  );
}

function Quoted({ children }: { readonly children: string }) {
  return (
    <span translate="no" data-screen-label>
      “{children}”
    </span>
  );
}

/* A label that differs in capital letters or dots alone is the same to a reader. */
function olderLabels({ label, older }: Press): readonly string[] {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');
  return older.filter((one) => plain(one) !== plain(label));
}
