import type { ReactNode } from 'react';
import { Target } from '../callouts/Target.tsx';
import { PageTitle } from './PageTitle.tsx';
import { PressButton } from './PressButton.tsx';
import styles from './TokenList.module.css';

/** A token in the list; null where its name is not known. */
export type ListedToken = {
  readonly name: string | null;
  readonly status: string;
  readonly target?: string;
  /** What stands at the end of its line. */
  readonly menu?: ReactNode;
};

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
        {tokens.map(({ name, status, target: marked, menu }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two tokens may have one name, and the list is only read.
          <li key={`${name}-${index}`} className={styles.token}>
            {name === null ? (
              <i className={styles.bar} />
            ) : (
              <Target name={marked} side="below">
                <b className={styles.name}>{name}</b>
              </Target>
            )}
            <span className={styles.end}>
              <span className={styles.status}>{status}</span>
              {menu}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
