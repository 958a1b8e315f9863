/** A piece of running text. */
export type Words =
  | { readonly kind: 'plain' | 'strong'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly to: string };

/** A part of a page. An item of a list holds parts of its own; a cell of a table holds words. */
export type Block =
  | {
      readonly kind: 'heading';
      readonly level: number;
      readonly id: string;
      readonly words: readonly Words[];
    }
  | { readonly kind: 'text'; readonly words: readonly Words[] }
  | { readonly kind: 'list'; readonly numbered: boolean; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly (readonly Words[])[])[] };

const item = /^(\d+\.|-) +/;
const rule = /^\|[\s|:-]+$/;

/**
 * Reads a page of docs/owners. It knows the few forms of Markdown that these pages use: headings, text, lists, tables,
 * bold and links. A test sees that nothing else stands in them.
 */
export function readPage(text: string): readonly Block[] {
  return blocksOf(text.split('\n'));
}

function blocksOf(lines: readonly string[]): readonly Block[] {
  const blocks: Block[] = [];
  const left = [...lines];
  const takeWhile = (goesOn: (line: string) => boolean): string[] => {
    const end = left.findIndex((line) => !goesOn(line));
    return left.splice(0, end === -1 ? left.length : end);
  };
  while (left.length > 0) {
    const line = left[0] ?? '';
    const heading = /^(#+) (.*)$/.exec(line);
    if (line.trim() === '') {
      left.shift();
    } else if (heading !== null) {
      left.shift();
      const [, marks = '', title = ''] = heading;
      blocks.push({ kind: 'heading', level: marks.length, id: idOf(title), words: wordsOf(title) });
    } else if (line.startsWith('|')) {
      const rows = takeWhile((row) => row.startsWith('|')).filter((row) => !rule.test(row));
      blocks.push({ kind: 'table', rows: rows.map(cellsOf) });
    } else if (item.test(line)) {
      const numbered = /^\d/.test(line);
      const own = takeWhile((one) => item.test(one) || /^ {2}/.test(one));
      blocks.push({ kind: 'list', numbered, items: itemsOf(own).map(blocksOf) });
    } else {
      const own = takeWhile((one) => one.trim() !== '' && !item.test(one) && !/^[#|]/.test(one));
      blocks.push({ kind: 'text', words: wordsOf(own.map((one) => one.trim()).join(' ')) });
    }
  }
  return blocks;
}

/** The lines of each item of a list, without its mark and its indent. */
function itemsOf(lines: readonly string[]): readonly (readonly string[])[] {
  const items: string[][] = [];
  for (const line of lines) {
    if (item.test(line)) items.push([line.replace(item, '')]);
    else items.at(-1)?.push(line.replace(/^ {2,3}/, ''));
  }
  return items;
}

function cellsOf(row: string): readonly (readonly Words[])[] {
  const [, ...cells] = row.split('|').slice(0, -1);
  return cells.map((cell) => wordsOf(cell.trim()));
}

function wordsOf(text: string): readonly Words[] {
  return [...text.matchAll(/\*\*(.+?)\*\*|\[(.+?)\]\((.+?)\)|(?:(?!\*\*|\[).)+/g)].map(
    ([all, strong, link, to = '']): Words => {
      if (strong !== undefined) return { kind: 'strong', text: strong };
      return link === undefined ? { kind: 'plain', text: all } : { kind: 'link', text: link, to };
    },
  );
}

/** The words as plain text. */
export function plainText(words: readonly Words[]): string {
  return words.map(({ text }) => text).join('');
}

/** The anchor of a heading, as GitHub makes it. */
function idOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\d\s-]/gu, '')
    .trim()
    .replace(/\s+/g, '-');
}
