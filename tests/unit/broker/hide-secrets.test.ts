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
  ['a piece of such letters', '\u0440\u0430\u0443-pal.dev', '\\u{440}\\u{430}\\u{443}-pal.dev'],
  ['one with dots, behind a low line', '\u0451_pages.dev', '\\u{451}_pages.dev'],
  ['a script of old', '\u{10295}-pages.dev', '\\u{10295}-pages.dev'],
  ['one in a piece with Latin letters', 'SEO-\u043fag\u0435s', 'SEO-\\u{43f}ag\\u{435}s'],
  ['digits of India', 'g\u0966\u0966gle.dev', 'g\\u{966}\\u{966}gle.dev'],
  ['a Roman number', 'pages.\u217eev', 'pages.\\u{217e}ev'],
  ['a click', 'goog\u01c0e.dev', 'goog\\u{1c0}e.dev'],
  ['a number of China', 'g\u3007\u3007gle.dev', 'g\\u{3007}\\u{3007}gle.dev'],
  ['a part of a letter of Korea', 'g\u3147\u3147gle.dev', 'g\\u{3147}\\u{3147}gle.dev'],
])('what looks like an English name and is another does not look like it: %s', (_what, text, expected) => {
  expect(shown(text)).toBe(expected);
});

test.each([
  'www.bäckerei.example',
  'Smörgåsbord, façade, İstanbul, phở, łódź',
  'пекарня.example',
  'パン.example',
  'Новые цены for the shop',
  'トップページのSEO対策を更新, Tシャツ, 二〇二六年SEO',
  '나이키Air',
  'SEO-оптимизация, VIP-клиенты, e-κατάστημα, SEO_текст, VIP-לקוחות, SEO-تحسين, SEO-सेवा',
  'şəhər, Oʻzbekiston, п’ять, Hawaiʼi, 5µm, 20 m²',
  '♻️ Refactor, ⚠️ ❤️ 1️⃣ ⚡️, 👩‍💻 👩🏽‍💻 🏳️‍🌈 👩‍❤️‍👨',
])('what people write stays as it is: %s', (text) => {
  expect(shown(text)).toBe(text);
});

const unseen = ['\u200b', '\u202e', '\ufe0f', '\u034f', '\u115f', '\u3164', '\u2800', '\n', '\u2028'];
test.each([...unseen, '\u{1d159}', '\u{16fe4}', '\u{13441}', '\u{13442}'])(
  'no sign is shown that can’t be seen: %j',
  (sign) => {
    const code = `\\u{${sign.codePointAt(0)?.toString(16)}}`;
    expect(shown(`a${sign}b`)).toBe(`a${code}b`);
    expect(shown(`5${sign}6`)).toBe(`5${code}6`);
  },
);

test('no emoji hides a sign that can’t be seen', () => {
  expect(shown('♻\ufe0f\ufe0fa')).toBe('♻\ufe0f\\u{fe0f}a');
  expect(shown('👩\u200da')).toBe('👩\\u{200d}a');
  expect(shown('a\u200d💻')).toBe('a\\u{200d}💻');
});

test('no row of spaces pushes anything out of sight', () => {
  expect(shown(`path is "/"${' '.repeat(4000)}or true`)).toBe('path is "/"[4000 spaces]or true');
  expect(shown(`a${' \u00a0\u3000'.repeat(100)}b`)).toBe('a[300 spaces]b');
  expect(shown('a    b')).toBe('a    b');
});

test('no text takes long to show, whatever stands in it', () => {
  const begun = performance.now();
  const marks = '\u0301\u0316'.repeat(60_000);
  expect(shown(`a-\u0430${marks}`)).toBe(`a-\\u{430}${marks}`);
  for (const part of ['a-\u043f', '\ufe0f', '👩\u200d', '対a', '\u0430-']) shown(`a${part.repeat(40_000)}`);
  expect(performance.now() - begun).toBeLessThan(2000);
});
