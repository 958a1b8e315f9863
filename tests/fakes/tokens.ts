import fc from 'fast-check';

/*
 * Tokens are made while a test runs: none stands in a file, where scanners would rightly find it.
 */

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-'];
const body = fc
  .array(fc.constantFrom(...letters), { minLength: 48, maxLength: 48 })
  .map((all) => all.join(''));

/** Any token of today's forms. */
export const anyPrefixedToken = fc
  .tuple(fc.constantFrom('cfat_', 'cfut_'), body)
  .map(([prefix, rest]) => prefix + rest);

/** Any token from before the prefixes: 40 characters, with at least one of each kind. */
export const anyOldToken = body.map((rest) => `${rest.slice(0, 37)}aZ7`);

/** Any token that Cloudflare hands out. */
export const anyToken = fc.oneof(anyPrefixedToken, anyOldToken);

const sample = 'Aa1Bb2Cc3Dd4Ee5Ff6Gg7Hh8Ii9Jj0Kk1Ll2Mm3Nn4Oo5Pp6Qq7';

/** One token of each form, always the same, for tables. */
export const accountToken = `cfat_${sample.slice(0, 40)}0badc0de`;
export const userToken = `cfut_${sample.slice(2, 42)}0badc0de`;
export const oldToken = sample.slice(4, 44);
export const globalKey = `cfk_${sample.slice(0, 40)}0badc0de`;
export const oldGlobalKey = '0123456789abcdef'.repeat(3).slice(0, 37);
export const oauthToken = `cfoat_${sample.slice(0, 40)}`;
export const originCaKey = `v1.0-${'0123456789abcdef'.repeat(2)}-${sample}`;
export const r2AccessKey = '0123456789abcdef'.repeat(2);
export const r2Secret = '0123456789abcdef'.repeat(4);
