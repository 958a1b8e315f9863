import { z } from 'zod';
import type { Asked, Refusal, Shown } from '../policy.ts';

/** What a value in a query may be: text that can be seen. */
export const anyText = /^[^\p{C}\p{Zl}\p{Zp}]{0,300}$/u;

/** One of a few words. */
export function oneOf(...words: readonly string[]): RegExp {
  return new RegExp(`^(?:${words.join('|')})$`);
}

/** The query names with which lists are turned over and sorted. */
export const paging = {
  page: /^\d{1,6}$/,
  per_page: /^\d{1,5}$/,
  order: /^[a-z_.]{1,40}$/,
  direction: oneOf('asc', 'desc'),
  match: oneOf('any', 'all'),
} as const;

/** Refuses a body, with the reason for the agent. */
export function bodyRefused(says: string): Refusal {
  return { code: 'body-refused', says };
}

/** Refuses what would reach beyond the slip's place. */
export function elsewhere(says: string): Refusal {
  return { code: 'elsewhere', says };
}

/** Why a body has not got the shape that a rule takes; null where it has. */
export function shapeRefusal(shape: z.ZodType, body: unknown): Refusal | null {
  const read = shape.safeParse(body);
  if (read.success) return null;
  const [issue] = read.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? 'The body' : issue.path.join('.');
  return bodyRefused(`${where.slice(0, 100)}: ${(issue?.message ?? 'not allowed').slice(0, 200)}.`);
}

/** A body of the shape that the rule's limits have checked before; null for any other. */
export function bodyAs<T>(shape: z.ZodType<T>, asked: Asked): T | null {
  const read = shape.safeParse(asked.body);
  return read.success ? read.data : null;
}

const thing = z.record(z.string(), z.unknown());
const things = z.array(thing);

/** An object as it came, or an empty one for anything else. */
export function objectIn(value: unknown): Readonly<Record<string, unknown>> {
  const read = thing.safeParse(value);
  return read.success ? read.data : {};
}

/** The objects of a list, or none where it is no such list. */
export function listIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  const read = things.safeParse(value);
  return read.success ? read.data : [];
}

/** A field's text, or null where it has none. */
export function textIn(value: unknown, name: string): string | null {
  const object = objectIn(value);
  const found = Object.hasOwn(object, name) ? object[name] : undefined;
  return typeof found === 'string' ? found : null;
}

/** A value in a line that an owner reads. */
export function inWords(value: unknown): string {
  if (value === true) return 'On';
  if (value === false) return 'Off';
  if (value === null || value === undefined || value === '') return 'Nothing';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** One line of a before-and-after. */
export function line(label: string, value: unknown): Shown {
  return { label, value: inWords(value) };
}

/** The page of a list that was asked for; lists with one entry have no second page. */
export function isFirstPage({ target }: Asked): boolean {
  return Number(target.query.get('page') ?? '1') <= 1;
}
