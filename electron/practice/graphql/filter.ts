import { dayMs, hourMs } from '../../../shared/instant.ts';
import { QueryError } from './parse.ts';

/** A row's dimensions, as a filter and a grouping see them. */
export type Dimensions = Readonly<Record<string, string | number>>;

const operator = /_(geq|leq|gt|lt|in|notin|neq|like|notlike|has)$/;
const timeField = /^(date|datetime\w*)$/;

/* Walked piece by piece: a regular expression of many `%` may take for ever. */
function like(value: string, pattern: string): boolean {
  const [first = '', ...pieces] = pattern.split('%');
  const last = pieces.pop();
  if (last === undefined) return value === first;
  if (!value.startsWith(first)) return false;
  let at = first.length;
  for (const piece of pieces) {
    const found = value.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return value.length - last.length >= at && value.endsWith(last);
}

function compare(value: string | number, how: string, wanted: unknown): boolean {
  const list = Array.isArray(wanted) ? wanted : [wanted];
  const same = (one: unknown): boolean => String(one) === String(value);
  switch (how) {
    case 'geq':
      return Number(value) >= Number(wanted);
    case 'leq':
      return Number(value) <= Number(wanted);
    case 'gt':
      return Number(value) > Number(wanted);
    case 'lt':
      return Number(value) < Number(wanted);
    case 'in':
    case 'has':
      return list.some(same);
    case 'notin':
      return !list.some(same);
    case 'neq':
      return !same(wanted);
    case 'like':
      return like(String(value), String(wanted));
    case 'notlike':
      return !like(String(value), String(wanted));
    default:
      return same(wanted);
  }
}

/** The longest filter, in letters and values. A variable may stand in it a thousand times. */
const longestFilter = 20_000;

/** Refuses a filter that would take long to look through. */
export function checkLength(filter: unknown): void {
  let left = longestFilter;
  const count = (part: unknown): void => {
    left -= typeof part === 'string' ? part.length + 1 : 1;
    if (left < 0) throw new QueryError('the filter is too long');
    if (part !== null && typeof part === 'object') Object.values(part).forEach(count);
  };
  count(filter);
}

/** Whether a row passes a dataset's filter; the parts of it that speak of time are for `rangeOf`. */
export function passes(row: Dimensions, filter: unknown): boolean {
  if (filter === undefined || filter === null) return true;
  if (typeof filter !== 'object') throw new QueryError('filter has to be an object');
  return Object.entries(filter).every(([key, wanted]) => {
    if (key === 'AND' || key === 'OR') {
      const parts = Array.isArray(wanted) ? wanted : [wanted];
      return key === 'AND'
        ? parts.every((part) => passes(row, part))
        : parts.some((part) => passes(row, part));
    }
    const how = operator.exec(key)?.[1] ?? '';
    const field = key.replace(operator, '');
    // Only what eyeballs asked for is in the practice data anyway.
    if (timeField.test(field) || field === 'requestSource' || field === 'bot') return true;
    const value = row[field];
    if (value === undefined) throw new QueryError(`unknown filter field "${field}"`);
    return compare(value, how, wanted);
  });
}

/** Older data is not kept. */
const oldest = 31 * dayMs;

/** The span of time that a filter asks for, in milliseconds; the last day without one. */
export function rangeOf(filter: unknown, now: Date): { readonly from: number; readonly to: number } {
  let from = Number.NEGATIVE_INFINITY;
  let to = now.getTime();
  const look = (part: unknown): void => {
    if (part === null || typeof part !== 'object') return;
    for (const [key, wanted] of Object.entries(part)) {
      if (key === 'AND') (Array.isArray(wanted) ? wanted : [wanted]).forEach(look);
      const how = operator.exec(key)?.[1] ?? '';
      const field = key.replace(operator, '');
      if (!timeField.test(field)) continue;
      const time = Date.parse(String(wanted));
      if (Number.isNaN(time)) throw new QueryError(`invalid time ${JSON.stringify(wanted)}`);
      const unit = field === 'date' ? dayMs : field === 'datetimeHour' ? hourMs : 60_000;
      if (how === '') [from, to] = [Math.max(from, time), Math.min(to, time + unit)];
      if (how === 'geq' || how === 'gt') from = Math.max(from, time);
      if (how === 'lt') to = Math.min(to, time);
      if (how === 'leq') to = Math.min(to, field === 'date' ? time + dayMs : time);
    }
  };
  look(filter);
  if (from === Number.NEGATIVE_INFINITY) from = to - dayMs;
  return { from: Math.max(from, now.getTime() - oldest), to };
}
