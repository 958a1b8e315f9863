import type { ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import styles from './HelpText.module.css';
import { type HelpTopic, topicOfLink } from './help-topic.ts';
import { type Block, plainText, type Words } from './read-page.ts';

/** Follows a link to another page; null on paper, where there is nothing to press. */
type Follow = ((topic: HelpTopic) => void) | null;

type HelpTextProps = { readonly blocks: readonly Block[]; readonly follow: Follow };

/** A page of the help below its title. Its headings can take the focus. */
export function HelpText({ blocks, follow }: HelpTextProps) {
  return blocks.map((block) => <Part key={JSON.stringify(block)} block={block} follow={follow} />);
}

function Part({ block, follow }: { readonly block: Block; readonly follow: Follow }) {
  const inWords = (words: readonly Words[]) => words.map((one) => wordsOf(one, follow));
  switch (block.kind) {
    case 'heading':
      return (
        <h3 id={block.id} tabIndex={-1} className={styles.heading}>
          {inWords(block.words)}
        </h3>
      );
    case 'text':
      return <p className={styles.text}>{inWords(block.words)}</p>;
    case 'list': {
      const List = block.numbered ? 'ol' : 'ul';
      return (
        <List className={block.numbered ? styles.numbered : styles.list}>
          {block.items.map((item) => (
            <li key={JSON.stringify(item)}>
              <HelpText blocks={item} follow={follow} />
            </li>
          ))}
        </List>
      );
    }
    case 'table': {
      const [head = [], ...rows] = block.rows;
      return (
        <table className={styles.table}>
          <thead>
            <tr>
              {head.map((cell) => (
                <th key={plainText(cell)} scope="col">
                  {inWords(cell)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([first = [], ...cells]) => (
              <tr key={plainText(first)}>
                <th scope="row">{inWords(first)}</th>
                {cells.map((cell) => (
                  <td key={plainText(cell)}>{inWords(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
    }
  }
}

function wordsOf(words: Words, follow: Follow): ReactNode {
  if (words.kind === 'strong') return <b key={words.text}>{words.text}</b>;
  const topic = words.kind === 'link' ? topicOfLink(words.to) : null;
  if (topic === null || follow === null) return words.text;
  return (
    <Button key={words.text} tone="link" onClick={() => follow(topic)}>
      {words.text}
    </Button>
  );
}
