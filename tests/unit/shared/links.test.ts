import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOpenable } from '../../../electron/core/open-link.ts';
import { addressOf, type Link } from '../../../shared/links.ts';
import { link } from '../../../shared/schemas/links.ts';

const id = 'a'.repeat(32);
const links: readonly Link[] = [
  { to: 'cloudflare-login' },
  { to: 'account-tokens', accountId: id },
  { to: 'account-tokens', accountId: null },
  { to: 'user-tokens' },
  { to: 'audit-log', accountId: id },
  { to: 'setup-key-form' },
  { to: 'token-docs' },
  {
    to: 'token-form',
    form: 'account',
    job: 'purge-pages',
    access: 'change',
    domain: 'bakery.example',
    project: null,
    accountId: id,
    zoneId: null,
    hasEndDate: true,
  },
];

describe('a link', () => {
  it.each(links)('to $to leads to a page of Cloudflare that may be opened', (one) => {
    expect(isOpenable(addressOf(one))).toBe(true);
  });

  it('has an address of its own for each page', () => {
    expect(new Set(links.map(addressOf)).size).toBe(links.length);
  });

  it('keeps the slashes of the router plain, since the dashboard reads them so', () => {
    expect(addressOf({ to: 'account-tokens', accountId: id })).toBe(
      `https://dash.cloudflare.com/?to=/${id}/api-tokens`,
    );
  });

  it('fills in only the permission to manage tokens in the form for a setup key', () => {
    const keys = new URL(addressOf({ to: 'setup-key-form' })).searchParams.get('permissionGroupKeys');
    expect(JSON.parse(keys ?? '')).toEqual([{ key: 'account_api_tokens', type: 'edit' }]);
  });

  it.each([
    [{ to: 'https://evil.example/' }],
    [{ to: 'account-tokens', accountId: '../../evil' }],
    [{ to: 'account-tokens', accountId: `${id}&name=x` }],
    [{ to: 'account-tokens' }],
    ['https://dash.cloudflare.com/'],
    [null],
  ])('is not made from %j', (asked) => {
    expect(link.safeParse(asked).success).toBe(false);
  });
});

describe('an address is opened only if it is one of ours', () => {
  it.each([
    ['http', 'http://dash.cloudflare.com/'],
    ['a file', 'file:///etc/passwd'],
    ['a script', 'javascript:alert(1)'],
    ['a program of its own scheme', 'ms-settings:privacy'],
    ['the app itself', 'app://bundle/index.html'],
    ['a host that ends alike', 'https://evildash.cloudflare.com/'],
    ['a host that begins alike', 'https://dash.cloudflare.com.evil.example/'],
    ['another host of Cloudflare', 'https://workers.cloudflare.com/'],
    ['a name and password', 'https://a:b@dash.cloudflare.com/'],
    ['a name that looks like the host', 'https://dash.cloudflare.com@evil.example/'],
    ['a port', 'https://dash.cloudflare.com:8443/'],
    ['a backslash', 'https://evil.example\\@dash.cloudflare.com/'],
    ['a trailing dot', 'https://dash.cloudflare.com./'],
    ['nothing', ''],
  ])('not %s', (_what, address) => {
    expect(isOpenable(address)).toBe(false);
  });

  it('not anything else', () => {
    fc.assert(fc.property(fc.webUrl(), (address) => !isOpenable(address)));
  });
});
