import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonIn } from '../../../../shared/policy/rules/form-fields.ts';
import { deepestJson, mostInJson, readStrictJson } from '../../../../shared/policy/strict-json.ts';
import { form } from './asking.ts';

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const names = (count: number) => Array.from({ length: count }, (_, at) => `"a${at}":0`).join();

describe('JSON is read in one way only', () => {
  it.each([
    ['a name that stands twice', '{"a":1,"a":2}'],
    ['a name that stands twice in other signs', '{"a":1,"\\u0061":2}'],
    ['a name that differs in upper case alone', '{"name":"www","Name":"mail"}'],
    ['a name that stands twice further in', '[{"b":[{"a":1,"c":{},"a":2}]}]'],
    ['a name twice with a list between', '{"a":[1,"x",{"y":2}],"b":{"a":1},"a":2}'],
    ['the name of a prototype', '{"__proto__":{"admin":true}}'],
    ['the name of a prototype in other signs', '{"\\u005f_proto__":1}'],
    ['half a character', '["\\ud800"]'],
    ['a number that is too large', '[1e400]'],
    ['a number that is too long', '[9007199254740993]'],
    ['a number with too many digits', '[0.1234567890123456789]'],
    ['too many levels', nested(deepestJson + 1)],
    ['10,000 levels', nested(10_000)],
    ['too many values', `[${'0,'.repeat(mostInJson - 1)}0]`],
    ['too many names', `{${names(mostInJson)}}`],
    ['levels that never end', '['.repeat(200_000)],
    ['quotation marks that never end', '"\\"'.repeat(60_000)],
    ['a mark of byte order', '\uFEFF{}'],
    ['a comma at the end', '{"a":1,}'],
    ['two values', '{}{}'],
    ['a comment', '{} // hello'],
    ['single quotation marks', "{'a':1}"],
    ['NaN', '[NaN]'],
    ['nothing', ''],
  ])('refuses %s', (_what, text) => {
    expect(readStrictJson(text)).toMatchObject({ ok: false, refusal: { code: 'body-refused' } });
  });

  it('takes the same name in different objects, and the same words as values', () => {
    const text = '[{"a":"a","b":"a"},{"a":{"a":"a"}},["a","a","a"]]';
    expect(readStrictJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
  });

  it('takes as many levels as it says', () => {
    expect(readStrictJson(nested(deepestJson)).ok).toBe(true);
  });

  it('takes as many values as it says, commas in a text aside', () => {
    expect(readStrictJson(`{"note":"${','.repeat(mostInJson)}",${names(mostInJson - 2)}}`).ok).toBe(true);
  });

  it.each([
    '0.000000000000000001',
    '-123456789012345e-3',
    '1.5E+10',
    '9007199254740991',
    'true',
    'false',
    'null',
  ])('takes %s, which can be held exactly', (text) => {
    expect(readStrictJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
  });

  it('is read once in a part of a form, however often it is looked into', () => {
    const part = form({ manifest: '{"/index.html":"abc"}' }).parts.get('manifest');
    expect(jsonIn(part)).toEqual({ '/index.html': 'abc' });
    expect(jsonIn(part)).toBe(jsonIn(part));
  });

  it('reads everything else as the standard does', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.integer({ min: 0, max: 2 }), (text, spaces) => {
        const spaced = JSON.stringify(JSON.parse(text), null, spaces);
        const read = readStrictJson(spaced);
        if (read.ok) expect(read.value).toEqual(JSON.parse(spaced));
        else expect(read.refusal.says).toMatch(/twice|number|__proto__|half a character/);
      }),
      { numRuns: 1000 },
    );
  });

  it('finds a doubled name wherever it stands', () => {
    const filling = fc.json({ maxDepth: 2 }).filter((text) => readStrictJson(text).ok);
    fc.assert(
      fc.property(filling, filling, (one, other) => {
        expect(readStrictJson(`[${one},{"x":${one},"y":${other},"X":${other}}]`).ok).toBe(false);
        expect(readStrictJson(`[${one},{"x":${one},"y":${other},"z":${other}}]`).ok).toBe(true);
      }),
    );
  });
});
