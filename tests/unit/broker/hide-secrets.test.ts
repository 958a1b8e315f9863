import { expect, test } from 'vitest';
import { asShown } from '../../../electron/broker/hide-secrets.ts';
import { Secret } from '../../../electron/core/secret.ts';
import { accountToken } from '../../fakes/tokens.ts';

const shown = (text: string) => asShown(text, new Secret(accountToken));

test.each([
  ['a Cyrillic letter', 'shop.p\u0430ges.dev', 'shop.p\\u{430}ges.dev'],
  ['a Greek letter', 'https://www.b\u03b1kery.example/', 'https://www.b\\u{3b1}kery.example/'],
  ['a letter of phonetics', 'p\u0251ges.dev', 'p\\u{251}ges.dev'],
  ['a letter of mathematics', 'p\u{1d41a}ges.dev', 'p\\u{1d41a}ges.dev'],
  ['one behind a dash', '\u0430-pages.dev', '\\u{430}-pages.dev'],
])('what looks like an English name and is another does not look like it: %s', (_what, text, expected) => {
  expect(shown(text)).toBe(expected);
});

test.each([
  'www.bäckerei.example',
  'Smörgåsbord, façade, İstanbul, phở, łódź',
  'пекарня.example',
  'パン.example',
  'Новые цены for the shop',
])('what people write stays as it is: %s', (text) => {
  expect(shown(text)).toBe(text);
});

test.each(['\u200b', '\u202e', '\ufe0f', '\u034f', '\u115f', '\u3164', '\n', '\u2028'])(
  'no sign is shown that can’t be seen: %j',
  (sign) => {
    const code = `\\u{${sign.charCodeAt(0).toString(16)}}`;
    expect(shown(`a${sign}b`)).toBe(`a${code}b`);
    expect(shown(`5${sign}6`)).toBe(`5${code}6`);
  },
);

test('no row of spaces pushes anything out of sight', () => {
  expect(shown(`path is "/"${' '.repeat(4000)}or true`)).toBe('path is "/"[4000 spaces]or true');
  expect(shown(`a${' \u00a0\u3000'.repeat(100)}b`)).toBe('a[300 spaces]b');
  expect(shown('a    b')).toBe('a    b');
});
