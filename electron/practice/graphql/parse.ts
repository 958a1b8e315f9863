/** One field of a query, with its variables already filled in. */
export interface Field {
  readonly kind: 'field';
  readonly alias: string;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly fields: readonly Field[];
}

/** Why a query could not be read. */
export class QueryError extends Error {}

interface Spread {
  readonly kind: 'spread';
  readonly fragment: string;
}
type Selection = Omit<Field, 'fields'> & { readonly fields: readonly (Selection | Spread)[] };
type Node = Selection | Spread;

const token =
  /[\s,]+|#[^\n]*|"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|\.\.\.|[{}()[\]:=!$@]|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[A-Za-z_]\w*/y;
const deepest = 20;
const longestQuery = 50_000;

function split(query: string): string[] {
  if (query.length > longestQuery) throw new QueryError('query is too long');
  const words: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < query.length) {
    const start = token.lastIndex;
    const match = token.exec(query);
    if (match === null)
      throw new QueryError(`syntax error near ${JSON.stringify(query.slice(start, start + 20))}`);
    if (!/^[\s,#]/.test(match[0])) words.push(match[0]);
  }
  return words;
}

/**
 * Reads enough of GraphQL for analytics: one query, arguments, variables, aliases, named and inline fragments.
 * Throws a `QueryError` for anything else.
 */
export function parseQuery(query: string, variables: Readonly<Record<string, unknown>>): readonly Field[] {
  const words = split(query);
  const values: Record<string, unknown> = { ...variables };
  const fragments = new Map<string, readonly Node[]>();
  let at = 0;
  let depth = 0;

  const peek = (): string | undefined => words[at];
  const next = (): string => {
    const word = words[at];
    if (word === undefined) throw new QueryError('syntax error: unexpected end');
    at += 1;
    return word;
  };
  const expect = (wanted: string): void => {
    const word = next();
    if (word !== wanted) throw new QueryError(`syntax error: expected ${wanted}, found ${word}`);
  };
  const skipDirectives = (): void => {
    while (peek() === '@') {
      next();
      next();
      if (peek() === '(') readArgs();
    }
  };

  function readValue(): unknown {
    depth += 1;
    if (depth > deepest) throw new QueryError('query is nested too deeply');
    const value = readOneValue(next());
    depth -= 1;
    return value;
  }

  function readOneValue(word: string): unknown {
    if (word === '$') return values[next()];
    if (word === '[') {
      const list: unknown[] = [];
      while (peek() !== ']') list.push(readValue());
      next();
      return list;
    }
    if (word === '{') {
      const entries: [string, unknown][] = [];
      while (peek() !== '}') {
        const name = next();
        expect(':');
        entries.push([name, readValue()]);
      }
      next();
      return Object.fromEntries(entries);
    }
    if (word.startsWith('"""')) return word.slice(3, -3).trim();
    if (word.startsWith('"')) return readString(word);
    if (/^-?\d/.test(word)) return Number(word);
    if (word === 'true' || word === 'false') return word === 'true';
    return word === 'null' ? null : word;
  }

  function readArgs(): Record<string, unknown> {
    const entries: [string, unknown][] = [];
    expect('(');
    while (peek() !== ')') {
      const name = next();
      expect(':');
      entries.push([name, readValue()]);
    }
    next();
    return Object.fromEntries(entries);
  }

  function readSelections(): Node[] {
    depth += 1;
    if (depth > deepest) throw new QueryError('query is nested too deeply');
    expect('{');
    const nodes: Node[] = [];
    while (peek() !== '}') nodes.push(...readSelection());
    next();
    depth -= 1;
    return nodes;
  }

  function readSelection(): readonly Node[] {
    const first = next();
    if (first === '...') {
      if (peek() === 'on' || peek() === '{' || peek() === '@') {
        if (peek() === 'on') at += 2;
        skipDirectives();
        return readSelections();
      }
      const spread: Spread = { kind: 'spread', fragment: next() };
      skipDirectives();
      return [spread];
    }
    if (!/^[A-Za-z_]/.test(first)) throw new QueryError(`syntax error: unexpected ${first}`);
    let name = first;
    if (peek() === ':') {
      next();
      name = next();
    }
    const args = peek() === '(' ? readArgs() : {};
    skipDirectives();
    return [{ kind: 'field', alias: first, name, args, fields: peek() === '{' ? readSelections() : [] }];
  }

  function readVariables(): void {
    if (peek() !== '(') return;
    next();
    while (peek() !== ')') {
      expect('$');
      const name = next();
      expect(':');
      while (/^[[\]!]$|^[A-Za-z_]/.test(peek() ?? '')) next();
      if (peek() !== '=') continue;
      next();
      const fallback = readValue();
      values[name] ??= fallback;
    }
    next();
  }

  let root: readonly Node[] | null = null;
  while (at < words.length) {
    const word = peek();
    if (word === 'fragment') {
      next();
      const name = next();
      expect('on');
      next();
      fragments.set(name, readSelections());
      continue;
    }
    if (root !== null) throw new QueryError('only one operation is supported');
    if (word === 'query') {
      next();
      if (/^[A-Za-z_]/.test(peek() ?? '')) next();
      readVariables();
      skipDirectives();
    } else if (word !== '{') {
      throw new QueryError(`unsupported operation ${word}`);
    }
    root = readSelections();
  }
  if (root === null) throw new QueryError('no operation in the query');
  return unfold(root, fragments, 0);
}

function readString(word: string): string {
  try {
    return String(JSON.parse(word));
  } catch {
    throw new QueryError(`syntax error in ${word.slice(0, 20)}`);
  }
}

function unfold(
  nodes: readonly Node[],
  fragments: ReadonlyMap<string, readonly Node[]>,
  depth: number,
): Field[] {
  if (depth > deepest) throw new QueryError('query is nested too deeply');
  return nodes.flatMap((node): Field[] => {
    if (node.kind === 'field') return [{ ...node, fields: unfold(node.fields, fragments, depth + 1) }];
    const fragment = fragments.get(node.fragment);
    if (fragment === undefined) throw new QueryError(`unknown fragment ${node.fragment}`);
    return unfold(fragment, fragments, depth + 1);
  });
}
