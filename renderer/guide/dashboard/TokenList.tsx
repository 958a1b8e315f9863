import { PageTitle } from './PageTitle.tsx';
import { PressButton } from './PressButton.tsx';
import styles from './TokenList.module.css';

/** A token in the list; null where its name is not known. */
export type ListedToken = { readonly name: string | null; readonly status: string };

type TokenListProps = {
  readonly title: string;
  readonly tokens: readonly ListedToken[];
  /** The label of the button; lists that nothing is added to have none. */
  readonly createLabel?: string;
  readonly target?: string | undefined;
  readonly onCreate?: (() => void) | undefined;
};

/** The list of tokens, with the blue button that makes one. */
export function TokenList({ title, tokens, createLabel, target, onCreate }: TokenListProps) {
  return (
    <>
      <PageTitle
        title={title}
        action={
          createLabel === undefined ? undefined : (
            <PressButton tone="blue" target={target} side="left" onPress={onCreate}>
              {createLabel}
            </PressButton>
          )
        }
      />
      <ul className={styles.list}>
        {tokens.map(({ name, status }, index) => (
          <li key={name ?? `unknown-${index}`} className={styles.token}>
            {name === null ? <i className={styles.bar} /> : <b className={styles.name}>{name}</b>}
            <span className={styles.status}>{status}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
