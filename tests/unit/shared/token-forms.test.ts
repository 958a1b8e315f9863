import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsToken, recogniseToken } from '../../../shared/token-forms.ts';
import {
  accountToken,
  anyPrefixedToken,
  anyToken,
  globalKey,
  oauthToken,
  oldGlobalKey,
  oldToken,
  originCaKey,
  r2AccessKey,
  r2Secret,
  userToken,
} from '../../fakes/tokens.ts';

const accountId = '0123456789abcdef'.repeat(2);

function valueIn(pasted: string): string | null {
  const recognised = recogniseToken(pasted);
  return recognised.ok ? recognised.value.value : `(${recognised.problem.code})`;
}

describe('a token is found in what was pasted around it', () => {
  const curl = `curl "https://api.cloudflare.com/client/v4/accounts/${accountId}/tokens/verify" \\\n     -H "Authorization: Bearer ${accountToken}"`;
  const successPage = [
    'Token created successfully',
    'Tokens begin with cfat_ and are shown once.',
    'This is the only time you will see this token',
    'Your API Token',
    accountToken,
    'Copy to clipboard',
    'Account ID',
    accountId,
    'Access Key ID',
    r2AccessKey,
    'Secret Access Key',
    r2Secret,
    curl,
    'Confirm',
  ].join('\n');

  it.each([
    ['alone', accountToken],
    ['with spaces and line breaks around it', `\r\n\t ${accountToken} \n`],
    ['after Bearer', `Bearer ${accountToken}`],
    ['after Bearer twice', `Bearer Bearer ${accountToken}`],
    ['in straight quotes', `"${accountToken}"`],
    ['in single quotes', `'${accountToken}'`],
    ['in backticks', `\`${accountToken}\``],
    ['in smart quotes', `“${accountToken}”`],
    ['in guillemets', `«${accountToken}»`],
    ['before a full stop', `Here it is: ${accountToken}.`],
    ['in brackets', `(${accountToken})`],
    ['in a line of a settings file', `CLOUDFLARE_API_TOKEN=${accountToken}`],
    ['in JSON', JSON.stringify({ token: accountToken })],
    [
      'with zero-width characters in it',
      `\u200b${accountToken.slice(0, 20)}\u200d${accountToken.slice(20)}\ufeff`,
    ],
    [
      'with soft hyphens and a direction mark in it',
      `\u061c${accountToken.slice(0, 9)}\u00ad${accountToken.slice(9)}`,
    ],
    ['broken by a terminal', `${accountToken.slice(0, 30)}\n${accountToken.slice(30)}`],
    [
      'broken by a terminal in two places',
      `${accountToken.slice(0, 20)}\n${accountToken.slice(20, 40)}\n${accountToken.slice(40)}`,
    ],
    ['twice', `${accountToken}\n${accountToken}`],
    ['beside the word for its prefix', `cfat_ tokens look like this: ${accountToken}`],
    ['beside a placeholder', `cfat_xxxxxxxxxxxx\n${accountToken}`],
    ['beside its own shortened form', `${accountToken.slice(0, 12)}… ${accountToken}`],
    ["in Cloudflare's test command", curl],
    ["in the whole of Cloudflare's page", successPage],
  ])('%s', (_where, pasted) => {
    expect(valueIn(pasted)).toBe(accountToken);
  });

  it.each([
    ['after Bearer', `Bearer ${oldToken}`],
    ['in quotes', `"${oldToken}"`],
    ['after a colon', `token:${oldToken}`],
    ['before a full stop', `${oldToken}.`],
    ['in brackets', `(${oldToken})`],
    ["in Cloudflare's test command", curl.replace(accountToken, oldToken)],
  ])('an old one without a prefix: %s', (_where, pasted) => {
    expect(valueIn(pasted)).toBe(oldToken);
  });

  it('takes the account from the address of the test command', () => {
    const recognised = recogniseToken(curl);
    expect(recognised).toMatchObject({ ok: true, value: { accountId, kind: 'account' } });
  });

  it('tells a user token and an old token from an account token', () => {
    expect(recogniseToken(userToken)).toMatchObject({ value: { kind: 'user' } });
    expect(recogniseToken(oldToken)).toMatchObject({ value: { kind: 'unknown' } });
  });

  it('whatever it is, and whatever stands around it', () => {
    const before = fc.constantFrom('', ' ', '"', '\n', '(', 'Bearer', '> ', '\u200b', 'token: ');
    const after = fc.constantFrom('', ' ', '"', '\n', ')', '. Bye', ' and more', '\u200b', '\\n');
    fc.assert(
      fc.property(anyPrefixedToken, before, after, (token, before, after) => {
        expect(valueIn(before + token + after)).toBe(token);
      }),
    );
  });
});

describe('what is no usable token is refused for what it is', () => {
  it.each([
    ['nothing', '', 'paste-empty'],
    ['white space', ' \n\t ', 'paste-empty'],
    ['zero-width characters', '\u200b\ufeff', 'paste-empty'],
    ['a sentence', 'I could not find the token, sorry', 'paste-not-a-token'],
    ['an address', 'https://dash.cloudflare.com/profile/api-tokens', 'paste-not-a-token'],
    ['an account id', accountId, 'paste-not-a-token'],
    ['a cut-off account token', accountToken.slice(0, 30), 'paste-cut-off'],
    ['the prefix alone', 'cfut_', 'paste-cut-off'],
    ['a cut-off old token', oldToken.slice(0, 31), 'paste-cut-off'],
    ['a Global API Key', globalKey, 'paste-global-api-key'],
    ['a cut-off Global API Key', globalKey.slice(0, 20), 'paste-global-api-key'],
    ['an old Global API Key', oldGlobalKey, 'paste-global-api-key'],
    ['an old Global API Key in a header', `X-Auth-Key: ${oldGlobalKey}`, 'paste-global-api-key'],
    ['an Origin CA key', originCaKey, 'paste-origin-ca-key'],
    ["a sign-in of Cloudflare's own tools", oauthToken, 'paste-oauth-token'],
    ['an R2 pair', `${r2AccessKey}\n${r2Secret}`, 'paste-r2-secret'],
    ['two tokens', `${accountToken} ${userToken}`, 'paste-several-tokens'],
    ['two old tokens', `${oldToken} ${oldToken.slice(1)}q`, 'paste-several-tokens'],
    ['a token and a Global API Key', `${accountToken} ${globalKey}`, 'paste-several-tokens'],
  ])('%s', (_what, pasted, code) => {
    expect(recogniseToken(pasted)).toEqual({ ok: false, problem: { code } });
  });

  it('and never by repeating any of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), anyToken, (around, token) => {
        const answer = recogniseToken(`${around} ${token.slice(0, 30)}`);
        if (!answer.ok) expect(Object.keys(answer.problem)).toEqual(['code']);
      }),
    );
  });
});

describe('a field that is not for secrets', () => {
  it.each([
    ['a token of an account', accountToken],
    ['a token of a user', userToken],
    ['an old token', oldToken],
    ['a Global API Key', globalKey],
    ['an old Global API Key', oldGlobalKey],
    ["a sign-in of Cloudflare's own tools", oauthToken],
    ['an Origin CA key', originCaKey],
    ['an R2 secret', r2Secret],
    ['half a token', accountToken.slice(0, 30)],
    ['a token glued to a word', `Bearer_${accountToken}`],
    ['a token after a line break that was written out', JSON.stringify(`line\n${accountToken}`)],
    ['a token with zero-width characters in it', `${userToken.slice(0, 12)}\u2060${userToken.slice(12)}`],
    ['a token in an address', `https://bakery.example/?key=${userToken}`],
  ])('does not take %s', (_what, secret) => {
    expect(holdsToken(`Please use ${secret} for it`)).toBe(true);
  });

  it.each([
    ['prose', 'After I publish a change, clear the saved copy of that page on bakery.example.'],
    ['prose about tokens', 'Tokens that begin with cfat_ or cfut_ belong in the keychain.'],
    ['an id', `zone ${accountId}`],
    ['a short commit', 'Go back to 3f2a9c1 from Tuesday'],
    ['a slug', 'https://bakery.example/blog/why-our-sourdough-bread-needs-three-days-to-rise'],
    ['an address with numbers', 'https://bakery.example/2026/11/opening-hours-for-advent?utm_source=mail'],
    ['a long lower-case word', 'donaudampfschifffahrtsgesellschaftskapitaen'],
    ['a DNS record', 'v=spf1 include:_spf.google.com include:mailgun.org ~all'],
    ['a UUID', '0b9f3c1e-5d7a-4c36-9f58-3a1f7e2b6c4d'],
    ['other scripts', '請清除 bakery.example 首頁的快取，謝謝'],
  ])('takes %s', (_what, text) => {
    expect(holdsToken(text)).toBe(false);
  });

  it('does not take any token, wherever in a sentence it stands', () => {
    const words = fc
      .array(fc.constantFrom('please', 'use', 'bakery.example', '(see', 'below):', '"'))
      .map((all) => all.join(' '));
    fc.assert(
      fc.property(anyToken, words, words, (token, before, after) => {
        expect(holdsToken(`${before} ${token} ${after}`)).toBe(true);
      }),
    );
  });
});
