import styles from './WholeNames.module.css';

/** A sentence in which no domain or file name is broken at its hyphens; only one that is too long for a line is. */
export function WholeNames({ children }: { readonly children: string }) {
  return children.split(/(\S*\w-\w\S*)/).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence keep their places.
      <span key={index} className={styles.whole}>
        {part}
      </span>
    ),
  );
}
