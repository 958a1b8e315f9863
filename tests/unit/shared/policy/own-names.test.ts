import { domainToASCII, domainToUnicode } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBelow, isOwnRecord, listedName, matchesOwn } from '../../../../shared/policy/rules/own-names.ts';
import { fromPunycode } from '../../../../shared/policy/rules/punycode.ts';
import { policyFor } from './asking.ts';

const names = ['bäckerei', 'bücher', 'パン', 'हिन्दी', 'straße-ñandú', 'ελληνικά', '例え-abc', '中國中國'];

describe('a name with other than English letters', () => {
  it.each(names)('is the same in both ways to write it: %s', (name) => {
    const written = domainToASCII(name);
    expect(written).toMatch(/^xn--/);
    expect(fromPunycode(written.slice(4))).toBe(name);
    expect(listedName(`www.${name}.example`)).toBe(`www.${written}.example`);
    expect(matchesOwn(`${written}.example`, `${name}.example`)).toBe(true);
    expect(matchesOwn(`${name}.example`, `${written}.example`)).toBe(true);
    expect(isBelow(`www.${written}.example`, `${name}.example`)).toBe(true);
  });

  it('is written as the standard has it, whatever its letters', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'az09-äößéñışłωдшאबहन例中パ𠀀'),
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(letters, (name) => {
        const written = domainToASCII(name);
        fc.pre(written.startsWith('xn--') && domainToUnicode(written) === name);
        expect(listedName(name)).toBe(written);
      }),
    );
  });

  it.each([
    'xn--bckerei-5wb.example',
    'xn--bckerei-.example',
    'xn--bakery-.example',
    'xn--.example',
    'xn--99999999999.example',
    'bckerei-5wa.example',
    'xn--xn--bckerei-5wa.example',
    'b\u0430ckerei.example',
  ])('is no other: %s', (other) => {
    expect(matchesOwn(other, 'bäckerei.example')).toBe(false);
    expect(matchesOwn(other, 'bakery.example')).toBe(false);
  });

  it('does not pass for an English one', () => {
    /* Decodes to plain letters, as no program would write it. */
    expect(matchesOwn('xn--bakery-.example', 'bakery.example')).toBe(false);
    expect(fromPunycode('')).toBe('');
    expect(fromPunycode('!')).toBeNull();
  });

  it('is no longer than a step of a name can be, so that none takes long to read', () => {
    const begun = performance.now();
    expect(isBelow(`xn--${'a'.repeat(100_000)}-${'a'.repeat(30_000)}.example`, 'bakery.example')).toBe(false);
    expect(performance.now() - begun).toBeLessThan(100);
  });

  it('may be the name of a record', () => {
    const { scope } = policyFor('change-dns', { hostname: 'bäckerei.bakery.example' });
    expect(isOwnRecord('xn--bckerei-5wa', scope)).toBe(true);
    expect(isOwnRecord('xn--bckerei-5wa.bakery.example', scope)).toBe(true);
    expect(isOwnRecord('bckerei-5wa', scope)).toBe(false);
  });
});
