import type { Asked, Form, FormPart } from '../policy.ts';
import { readStrictJson } from '../strict-json.ts';
import { objectIn } from './shapes.ts';

const none: Form['parts'] = new Map();

/** The parts of a form; none for any other body. */
export function partsOf({ body }: Asked): Form['parts'] {
  return isForm(body) ? body.parts : none;
}

/** Whether a body is a form. A JSON value is never a `Map`, so none can pass for one. */
export function isForm(body: unknown): body is Form {
  return typeof body === 'object' && body !== null && 'parts' in body && body.parts instanceof Map;
}

/** What a plain field of a form says; null where it is not there. */
export function fieldIn(asked: Asked, name: string): string | null {
  return partsOf(asked).get(name)?.text ?? null;
}

type JsonObject = Readonly<Record<string, unknown>>;

/* Each part is looked into several times on its way, and may be large. */
const known = new WeakMap<FormPart, JsonObject | null>();

/** The object that a part holds as JSON; null where it holds no such thing, or can be read in two ways. */
export function jsonIn(part: FormPart | undefined): JsonObject | null {
  if (part === undefined) return null;
  const before = known.get(part);
  if (before !== undefined) return before;
  const object = objectOf(part.text);
  known.set(part, object);
  return object;
}

function objectOf(text: string | null): JsonObject | null {
  const read = text === null ? null : readStrictJson(text);
  const isObject =
    read?.ok === true && typeof read.value === 'object' && read.value !== null && !Array.isArray(read.value);
  return isObject ? objectIn(read.value) : null;
}
