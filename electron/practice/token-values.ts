import { createHash, randomBytes, randomInt } from 'node:crypto';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function randomLetters(count: number): string {
  return Array.from({ length: count }, () => letters[randomInt(letters.length)]).join('');
}

/** The form a token value takes: owned by an account, owned by a user, or from before the prefixes. */
export type ValueForm = 'account' | 'user' | 'old';

/** A new random token value in Cloudflare's form: prefix, 40 characters, and 8 hexadecimal ones. */
export function newTokenValue(form: ValueForm): string {
  if (form === 'old') return randomLetters(40);
  return `${form === 'account' ? 'cfat_' : 'cfut_'}${randomLetters(40)}${randomBytes(4).toString('hex')}`;
}

/** What is stored of a token value. */
export function hashOfValue(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}

/** A new random object id. */
export function newId(): string {
  return randomBytes(16).toString('hex');
}

/** The id of a seeded object: the same at every start, so that tests and guides can rely on it. */
export function seededId(name: string): string {
  return createHash('sha256').update(`practice:${name}`).digest('hex').slice(0, 32);
}
