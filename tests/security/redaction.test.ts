import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findsCanary } from '../../build/tour/find-canary.ts';
import { redacted } from '../../shared/redact.ts';

/* Cloudflare's forms of a token: a prefix, forty letters and digits, and a checksum. */
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'];
const token = fc
  .tuple(
    fc.constantFrom('cfat_', 'cfut_'),
    fc.array(fc.constantFrom(...letters), { minLength: 40, maxLength: 40 }),
    fc.stringMatching(/^[0-9a-f]{8}$/),
  )
  .map(([prefix, body, checksum]) => `${prefix}${body.join('')}${checksum}`);

describe('the log', () => {
  it('keeps no token, whatever stands around it', () => {
    fc.assert(
      fc.property(fc.string(), token, fc.string(), (before, secret, after) => {
        expect(findsCanary(redacted(`${before} ${secret} ${after}`), secret)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['in quotes', (secret: string) => `value="${secret}"`],
    ['as a header', (secret: string) => `Authorization: Bearer ${secret}`],
    ['in an address', (secret: string) => `https://example.com/?token=${secret}&page=2`],
    ['as JSON', (secret: string) => JSON.stringify({ token: secret })],
    ['at the end of a line', (secret: string) => `first\n${secret}\nlast`],
  ])('keeps no token %s', (_where, write) => {
    fc.assert(
      fc.property(token, (secret) => {
        expect(findsCanary(redacted(write(secret)), secret)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps what is no token', () => {
    expect(redacted('command failed command="slip:issue" error="TypeError"')).toBe(
      'command failed command="slip:issue" error="TypeError"',
    );
  });
});
