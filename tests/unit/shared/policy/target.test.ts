import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Target } from '../../../../shared/policy/policy.ts';
import { isRefusal, longestTarget, readTarget } from '../../../../shared/policy/read-target.ts';
import { writeTarget } from '../../../../shared/policy/write-target.ts';

const base = '/client/v4';
const read = (target: string, method = 'GET') => readTarget(method, target);
const stepsOf = (target: string) => {
  const found = read(target);
  return isRefusal(found) ? found.says : found.segments;
};

describe('an address is read strictly', () => {
  it('splits the path and decodes its steps', () => {
    expect(stepsOf(`${base}/zones/abc/dns_records`)).toEqual(['zones', 'abc', 'dns_records']);
    expect(stepsOf(`${base}/a%2Db/%C3%BC`)).toEqual(['a-b', 'ü']);
  });

  it('takes a question mark with nothing behind it for nothing', () => {
    expect(read(`${base}/zones?`)).toEqual(read(`${base}/zones`));
  });

  it('decodes the query, where a plus sign is a space', () => {
    const found = read(`${base}/zones?name=b%C3%BCcher.example&search=a+b%2Bc=d`);
    expect(isRefusal(found) ? found : [...found.query]).toEqual([
      ['name', 'bücher.example'],
      ['search', 'a b+c=d'],
    ]);
  });

  it.each([
    ['another base', '/client/v5/zones'],
    ['the base alone', '/client/v4'],
    ['nothing below the base', `${base}/`],
    ['a base in other letters', '/Client/v4/zones'],
    ['an encoded base', '/client%2Fv4/zones'],
    ['a whole address', `https://api.cloudflare.com${base}/zones`],
    ['an address without its protocol', `//api.cloudflare.com${base}/zones`],
    ['an asterisk', '*'],
    ['nothing', ''],
    ['dots that lead up', `${base}/zones/../user`],
    ['dots that lead nowhere', `${base}/zones/./abc`],
    ['dots before the base', `/x/..${base}/zones`],
    ['encoded dots', `${base}/zones/%2e%2e/user`],
    ['half encoded dots', `${base}/zones/.%2E/user`],
    ['twice encoded dots', `${base}/zones/%252e%252e/user`],
    ['an encoded slash', `${base}/zones/a%2Fb`],
    ['a twice encoded slash', `${base}/zones/a%252fb`],
    ['a backslash', `${base}/zones\\abc`],
    ['an encoded backslash', `${base}/zones/a%5Cb`],
    ['a double slash', `${base}//zones`],
    ['a slash at the end', `${base}/zones/`],
    ['a parameter of a step', `${base}/zones;a=b/abc`],
    ['an encoded semicolon', `${base}/zones%3Ba=b`],
    ['an encoded question mark', `${base}/zones%3Fa=b`],
    ['an encoded number sign', `${base}/zones%23a`],
    ['a fragment', `${base}/zones#a`],
    ['a fragment in the query', `${base}/zones?a=b#c`],
    ['an encoded zero', `${base}/zones/a%00`],
    ['an encoded line break', `${base}/zones/a%0d%0aHost:x`],
    ['a space', `${base}/zones/a b`],
    ['an encoded space', `${base}/zones/a%20b`],
    ['an unseen character', `${base}/zones/a%E2%80%8Bb`],
    ['a soft hyphen', `${base}/zones/a%C2%ADb`],
    ['bytes that are no text', `${base}/zones/%FF`],
    ['an overlong slash', `${base}/zones/a%C0%AFb`],
    ['half a character', `${base}/zones/%ED%A0%80`],
    ['a broken percent sign', `${base}/zones/%2`],
    ['a percent sign with no number', `${base}/zones/%zz`],
    ['letters that are not encoded', `${base}/zones/bücher`],
    ['a name that stands twice', `${base}/zones?name=a&name=b`],
    ['a name that stands twice once decoded', `${base}/zones?name=a&n%61me=b`],
    ['a name with brackets', `${base}/zones?name[]=a`],
    ['a name with encoded brackets', `${base}/zones?name%5B%5D=a`],
    ['a semicolon between names', `${base}/zones?a=b;c=d`],
    ['a name without a value', `${base}/zones?name`],
    ['a value without a name', `${base}/zones?=a`],
    ['two question marks', `${base}/zones??`],
    ['an empty pair', `${base}/zones?a=b&&c=d`],
    ['a line break in a value', `${base}/zones?name=a%0Ab`],
    ['broken bytes in a value', `${base}/zones?name=%FF`],
    ['too many names', `${base}/zones?${Array.from({ length: 51 }, (_, i) => `a${i}=1`).join('&')}`],
    ['an address that is too long', `${base}/${'a'.repeat(longestTarget)}`],
  ])('refuses %s', (_what, target) => {
    expect(read(target)).toMatchObject({ code: 'target-refused' });
  });

  it.each(['CONNECT', 'TRACE', 'OPTIONS', 'get', 'GET ', ''])('refuses the method "%s"', (method) => {
    expect(read(`${base}/zones`, method)).toMatchObject({ code: 'target-refused' });
  });
});

const step = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter(
    (text) => !/[\p{C}\p{Z}/\\%;?#]/u.test(text) && text !== '.' && text !== '..' && text.isWellFormed(),
  );
const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,8}$/);
const value = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .filter((text) => !/[\p{C}\p{Zl}\p{Zp}]/u.test(text) && text.isWellFormed());
const target = fc.record({
  method: fc.constantFrom('GET', 'POST', 'DELETE'),
  segments: fc.array(step, { minLength: 1, maxLength: 8 }),
  query: fc.array(fc.tuple(name, value), { maxLength: 5 }).map((pairs) => new Map(pairs)),
}) satisfies fc.Arbitrary<Target>;

describe('an address that is written anew', () => {
  it('is read back as the same', () => {
    fc.assert(
      fc.property(target, (one) => {
        expect(readTarget(one.method, writeTarget(one))).toEqual(one);
      }),
    );
  });

  it('means the same to a reader that goes by the web’s standard', () => {
    fc.assert(
      fc.property(target, (one) => {
        const written = writeTarget(one);
        const url = new URL(written, 'https://api.cloudflare.com');
        expect(url.pathname + url.search).toBe(written);
        expect(url.pathname.split('/').slice(3).map(decodeURIComponent)).toEqual(one.segments);
        expect([...url.searchParams]).toEqual([...one.query]);
      }),
    );
  });

  it('is the only way in: whatever is read is the same again once written', () => {
    const raw = fc.string({ unit: fc.constantFrom(...'ab./%25e\\?&=;#+[]ü2f c'), maxLength: 24 });
    fc.assert(
      fc.property(raw, (text) => {
        const found = read(`${base}/${text}`);
        if (isRefusal(found)) return;
        expect(read(writeTarget(found))).toEqual(found);
        expect(found.segments.join('/')).not.toMatch(/[\\%]|\/\/|(?:^|\/)\.\.?(?:\/|$)/);
      }),
      { numRuns: 5000 },
    );
  });
});
