import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { givesAway, holdsValue } from '../../../electron/core/leak-guard.ts';
import { Secret } from '../../../electron/core/secret.ts';
import { jobIds, jobs } from '../../../shared/catalogue/jobs.ts';
import { buildPrompt } from '../../../shared/prompt.ts';
import { newRecord } from '../../../shared/slip.ts';
import { requestFor } from '../../fakes/requests.ts';
import { accountToken, anyPrefixedToken, anyToken, oldToken } from '../../fakes/tokens.ts';

type Form = readonly [string, (value: string) => string];

const percent = (character: string) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
const everyTenth = (value: string, gap: string) => value.match(/.{1,10}/gs)?.join(gap) ?? '';
const base64At = (offset: number, encoding: 'base64' | 'base64url') => (value: string) =>
  Buffer.from(`${'xyz'.slice(0, offset)}${value}!`).toString(encoding);

const forms: readonly Form[] = [
  ['plain', (value) => value],
  ['base64', (value) => Buffer.from(value).toString('base64')],
  ['base64 one byte in', base64At(1, 'base64')],
  ['base64 two bytes in', base64At(2, 'base64')],
  [
    'base64 in lines',
    (value) =>
      Buffer.from(value)
        .toString('base64')
        .match(/.{1,20}/g)
        ?.join('\n') ?? '',
  ],
  ['base64url', (value) => Buffer.from(value).toString('base64url')],
  ['base64url one byte in', base64At(1, 'base64url')],
  ['base64url two bytes in', base64At(2, 'base64url')],
  ['hex', (value) => Buffer.from(value).toString('hex')],
  ['hex in capitals', (value) => Buffer.from(value).toString('hex').toUpperCase()],
  [
    'hex in capitals here and there',
    (value) =>
      Buffer.from(value)
        .toString('hex')
        .replace(/(.)(.)/g, (_, a, b) => `${a}${b.toUpperCase()}`),
  ],
  ['hex in pairs', (value) => Buffer.from(value).toString('hex').match(/../g)?.join(' ') ?? ''],
  ['percent-encoded', (value) => [...value].map(percent).join('')],
  ['percent-encoded in capitals', (value) => [...value].map(percent).join('').toUpperCase()],
  [
    'percent-encoded here and there',
    (value) =>
      [...value].map((character, index) => (index % 3 === 0 ? percent(character) : character)).join(''),
  ],
  ['percent-encoded twice', (value) => encodeURIComponent([...value].map(percent).join(''))],
  ['backwards', (value) => [...value].reverse().join('')],
  ['split by spaces', (value) => [...value].join(' ')],
  ['split by dashes', (value) => everyTenth(value, '-')],
  ['split by line breaks', (value) => everyTenth(value, '\r\n')],
  ['split by line breaks with an indent', (value) => everyTenth(value, '\n    ')],
  ['backwards and split', (value) => everyTenth([...value].reverse().join(''), ' ')],
  ['split by long dashes', (value) => everyTenth(value, '\u2014')],
  ['split by dashes that do not break', (value) => everyTenth(value, '\u2011')],
  ['split by characters that are not seen', (value) => everyTenth(value, '\ufe0f')],
  ['split by marks over its letters', (value) => everyTenth(value, '\u0301')],
  [
    'in wide letters',
    (value) => value.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)),
  ],
  ['split by zero-width characters', (value) => everyTenth(value, '\u200b')],
];

const sentence = 'Purge the price list of bakery.example, then tell me what changed.';
const around = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom('', ' ', 'x', '"', '\n', 'Bearer ', sentence, 'a-b-c ', '==', '%', '%2', '\\n'),
);

/* Ways that only somebody who knows the secret can see through. */
const oddForms: readonly Form[] = [
  ['split by dots', (value) => everyTenth(value, '.')],
  ['split by quoted lines', (value) => everyTenth(value, '\n> ')],
  ['split by lines of a shell', (value) => everyTenth(value, ' \\\n  ')],
  ['split by written-out line breaks', (value) => everyTenth(value, '\\n')],
  ['base64 backwards', (value) => [...Buffer.from(value).toString('base64')].reverse().join('')],
  ['hex backwards', (value) => [...Buffer.from(value).toString('hex')].reverse().join('')],
  ['hex with colons', (value) => Buffer.from(value).toString('hex').match(/../g)?.join(':') ?? ''],
  ['percent-encoded with spaces', (value) => [...value].map(percent).join(' ')],
];

describe('a known secret is found', () => {
  it.each(oddForms)('%s, in a sentence', (_form, write) => {
    fc.assert(
      fc.property(anyToken, (value) =>
        givesAway(`${sentence} ${write(value)} ${sentence}`, [new Secret(value)]),
      ),
    );
  });

  it.each(forms)('%s, whatever stands around it', (_form, write) => {
    fc.assert(
      fc.property(anyToken, around, around, (value, before, after) =>
        givesAway(before + write(value) + after, [new Secret(value)]),
      ),
    );
  });

  it('in any of the ways, also when it does not have the form of a token', () => {
    const value = 'correct horse battery staple';
    const missed = forms.filter(
      ([, write]) => !givesAway(`${sentence} ${write(value)} ${sentence}`, [new Secret(value)]),
    );
    expect(missed.map(([form]) => form)).toEqual([]);
  });
});

describe('a token that nobody knows is found by its form', () => {
  const readable = forms.filter(([form]) => !/in lines|in pairs|here and there|twice/.test(form));

  it.each(readable)('%s', (_form, write) => {
    fc.assert(
      fc.property(anyPrefixedToken, (value) => givesAway(`${sentence}\n"${write(value)}"\n${sentence}`, [])),
    );
  });

  it('an old one, plain', () => {
    expect(givesAway(`${sentence} ${oldToken}`, [])).toBe(true);
  });
});

describe('what is no secret passes', () => {
  const levels = jobIds.flatMap((job) =>
    (['read', 'change'] as const)
      .filter((access) => jobs[job].modes[access])
      .map((access) => ({ job, access })),
  );
  const known = [new Secret(accountToken), new Secret(oldToken)];

  it.each(levels)('the prompt of $job ($access), on every system and for every route', ({ job, access }) => {
    const { who, task, place } = requestFor(job, access);
    const routes = [
      { kind: 'keychain' },
      { kind: 'environment', name: 'CLOUDFLARE_API_TOKEN_BAKERY_WEBSITE' },
      { kind: 'secrets-manager', manager: '1Password', entry: 'Cloudflare/bakery.example purge' },
    ] as const;
    const texts = routes.flatMap((route) =>
      (['linux', 'darwin', 'win32'] as const).map((platform) =>
        buildPrompt(
          {
            id: 'slip-abcdefghijklmnop',
            number: 1,
            world: 'cloudflare',
            who,
            job,
            access,
            task,
            place,
            route,
            until: { kind: 'at', at: '2026-12-24T10:00:00Z' },
            token: { id: '0123456789abcdef'.repeat(2), owner: { kind: 'user' }, name: '', ending: '4f2a' },
            createdAt: '2026-11-24T10:00:00Z',
            proof: { at: '2026-11-24T10:00:00Z', can: [], cannot: [], untested: [] },
            events: [],
            keptAnyway: null,
            rotating: null,
            checked: null,
            reminding: null,
            ...newRecord,
            stopping: null,
            replaces: null,
            revoked: null,
          },
          platform,
        ),
      ),
    );
    expect(texts.filter((text) => givesAway(text, known))).toEqual([]);
  });

  it.each([
    [
      'ordinary sentences',
      Object.values(jobs)
        .flatMap(({ examples }) => examples)
        .join('\n')
        .repeat(5),
    ],
    ['a long base64 picture', Buffer.from('a picture of a loaf of bread '.repeat(20)).toString('base64')],
    ['ids', ['0123456789abcdef0123456789abcdef', 'fedcba9876543210fedcba9876543210'].join(' ')],
    ['the end of a token', `ends in ${accountToken.slice(-4)}`],
    ['percent signs', '100% of the 50% off, at 5%20'],
  ])('%s', (_what, text) => {
    expect(givesAway(text, known)).toBe(false);
  });

  it('a value too short to be one', () => {
    expect(holdsValue('anything at all', 'all')).toBe(false);
  });
});
