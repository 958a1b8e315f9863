import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAccountId } from '../../../shared/account-address.ts';
import { anyLetter } from '../../fakes/any-letter.ts';
import { accountToken } from '../../fakes/tokens.ts';

const id = '5d1c0f6e7a8b9c0d1e2f3a4b5c6d7e8f';
const other = '00112233445566778899aabbccddeeff';

describe('the account id is read from', () => {
  it.each([
    ['the id itself', id],
    ['capital letters', id.toUpperCase()],
    ['spaces around it', `  ${id}\n`],
    ['quotes', `"${id}"`],
    ['smart quotes', `“${id}”`],
    ['a label', `Account ID: ${id}`],
    ['a full stop', `${id}.`],
    ['groups of four', id.match(/.{4}/g)?.join(' ') ?? ''],
    ['dashes', id.match(/.{8}/g)?.join('-') ?? ''],
    ['two lines', `${id.slice(0, 16)}\n${id.slice(16)}`],
    ['zero-width characters', `\u200b${id.slice(0, 5)}\u2060${id.slice(5)}\ufeff`],
    ['the account home', `https://dash.cloudflare.com/${id}/home`],
    ['the account home without a path', `https://dash.cloudflare.com/${id}`],
    ['an address without https', `dash.cloudflare.com/${id}/home`],
    ['a website page', `https://dash.cloudflare.com/${id}/bakery.example/dns/records`],
    ['the token page', `https://dash.cloudflare.com/${id}/api-tokens/create?name=${other}`],
    ['the router', `https://dash.cloudflare.com/?to=/${id}/api-tokens&name=x`],
    ['the router, encoded', `https://dash.cloudflare.com/?to=%2F${id}%2Fapi-tokens`],
    ['the login page on its way', `https://dash.cloudflare.com/login?redirect_uri=%2F${id}%2Fhome`],
    ['a user token link', `https://dash.cloudflare.com/profile/api-tokens?accountId=${id}&zoneId=all`],
    ['a page below a language', `https://dash.cloudflare.com/de-de/${id}/home`],
    ['the API', `https://api.cloudflare.com/client/v4/accounts/${id}/tokens/verify`],
    ['a test command', `curl "https://api.cloudflare.com/client/v4/accounts/${id}/tokens/verify"`],
    ['an address with a fragment', `https://dash.cloudflare.com/${id}#top`],
    ['an address in brackets', `<https://dash.cloudflare.com/${id}/home>`],
    ['a badly encoded address', `https://dash.cloudflare.com/${id}/home?q=100%`],
  ])('%s', (_where, pasted) => {
    expect(readAccountId(pasted)).toEqual({ ok: true, value: id });
  });
});

describe('no account id is made up from', () => {
  it.each([
    ['nothing', '', 'account-id-missing'],
    ['white space', ' \n ', 'account-id-missing'],
    ['the dashboard without an account', 'https://dash.cloudflare.com/', 'account-id-missing'],
    ['the profile', 'https://dash.cloudflare.com/profile/api-tokens', 'account-id-missing'],
    [
      'a router link that names none',
      'https://dash.cloudflare.com/?to=/:account/api-tokens',
      'account-id-missing',
    ],
    ['an id that is too short', id.slice(1), 'account-id-malformed'],
    ['an id that is too long', `${id}0`, 'account-id-malformed'],
    ['an id with a wrong letter', `${id.slice(0, 31)}g`, 'account-id-malformed'],
    ['an address with a longer number', `https://dash.cloudflare.com/${id}0/home`, 'account-id-missing'],
    ['two ids', `${id} ${other}`, 'account-id-malformed'],
    ['a name', 'Bakery Ltd', 'account-id-malformed'],
    ['a token', accountToken, 'account-id-malformed'],
  ])('%s', (_what, pasted, code) => {
    expect(readAccountId(pasted)).toEqual({ ok: false, problem: { code } });
  });

  it('anything: what is read is always an id', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyLetter, maxLength: 200 }), (pasted) => {
        const read = readAccountId(pasted);
        if (read.ok) expect(read.value).toMatch(/^[0-9a-f]{32}$/);
      }),
    );
  });
});
