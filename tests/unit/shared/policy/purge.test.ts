import { describe, expect, it } from 'vitest';
import { otherZone, passing, policyFor, verdict, zone } from './asking.ts';

const policy = policyFor('purge-pages');
const path = `/zones/${zone.id}/purge_cache`;
const purge = (body: unknown, held = policy) => verdict(held, 'POST', path, body);
const pages = (...files: readonly unknown[]) => purge({ files });

describe('clearing saved copies', () => {
  it.each([
    'https://bakery.example/',
    'https://bakery.example',
    'http://www.bakery.example/menu?day=1',
    'https://WWW.Bakery.Example/menu',
    'https://a.b.c.bakery.example/m%C3%BCsli',
    { url: 'https://bakery.example/x', headers: { 'CF-Device-Type': 'mobile', Origin: 'https://a.example' } },
  ])('is allowed for pages of the slip’s website: %j', (file) => {
    expect(pages(file)).toBe('change');
  });

  it.each([
    ['everything', { purge_everything: true }],
    ['everything beside a page', { files: ['https://bakery.example/'], purge_everything: true }],
    ['everything in other letters', { Purge_Everything: true }],
    ['tags', { tags: ['a'] }],
    ['hosts', { hosts: ['bakery.example'] }],
    ['prefixes', { prefixes: ['bakery.example/'] }],
    ['no page', { files: [] }],
    ['too many pages', { files: Array.from({ length: 101 }, (_, i) => `https://bakery.example/${i}`) }],
    ['a page that is no text', { files: [{ url: 3 }] }],
    ['an unknown field', { files: [{ url: 'https://bakery.example/', everything: true }] }],
    ['a header with a line break', { files: [{ url: 'https://bakery.example/', headers: { a: 'b\r\nc' } }] }],
    ['a list', ['https://bakery.example/']],
    ['text', 'https://bakery.example/'],
    ['nothing', undefined],
  ])('is refused for %s', (_what, body) => {
    expect(purge(body)).toBe('body-refused');
  });

  it.each([
    ['another website', `https://${otherZone.name}/`],
    ['a name that only ends alike', 'https://evilbakery.example/'],
    ['a name that goes on', 'https://bakery.example.evil.example/'],
  ])('is refused for %s', (_what, file) => {
    expect(pages('https://bakery.example/', file)).toBe('elsewhere');
  });

  it.each([
    ['a user', 'https://bakery.example@evil.example/'],
    ['a user with a password', 'https://a:b@bakery.example/'],
    ['a port', 'https://bakery.example:8443/'],
    ['the usual port', 'https://bakery.example:443/'],
    ['another protocol', 'ftp://bakery.example/'],
    ['no protocol', '//bakery.example/'],
    ['a backslash', 'https://bakery.example\\@evil.example/'],
    ['an encoded backslash', 'https://bakery.example/%5c'],
    ['a fragment', 'https://bakery.example/#a'],
    ['dot steps', 'https://bakery.example/a/../b'],
    ['encoded dot steps', 'https://bakery.example/a/%2e%2e/b'],
    ['an encoded slash', 'https://bakery.example/a%2fb'],
    ['a dot at the end of the name', 'https://bakery.example./'],
    ['an asterisk', 'https://*.bakery.example/'],
    ['an unseen sign', 'https://bakery.example/\u200Ba'],
    ['a zero', 'https://bakery.example/%00'],
    ['a line break', 'https://bakery.example/\n'],
    ['a space before', ' https://bakery.example/'],
    ['an address of numbers', 'https://0x7f000001/'],
    ['bytes that are no text', 'https://bakery.example/%ff'],
  ])('is refused for an address with %s', (_what, file) => {
    expect(pages(file)).toBe('body-refused');
  });

  it('goes by the hostname and the path that the slip names', () => {
    const narrow = policyFor('purge-pages', { hostname: 'www.bakery.example', path: '/menu' });
    const one = (file: string) => purge({ files: [file] }, narrow);
    expect(one('https://www.bakery.example/menu')).toBe('change');
    expect(one('https://www.bakery.example/menu/cakes')).toBe('change');
    expect(one('https://www.bakery.example/m%65nu?day=1')).toBe('change');
    expect(one('https://www.bakery.example/menus')).toBe('elsewhere');
    expect(one('https://www.bakery.example/')).toBe('elsewhere');
    expect(one('https://bakery.example/menu')).toBe('elsewhere');
    expect(one('https://a.www.bakery.example/menu')).toBe('elsewhere');
  });

  it('takes an asterisk in the slip’s hostname for every name below', () => {
    const below = policyFor('purge-pages', { hostname: '*.bakery.example' });
    expect(purge({ files: ['https://www.bakery.example/'] }, below)).toBe('change');
    expect(purge({ files: ['https://bakery.example/'] }, below)).toBe('elsewhere');
  });

  it('says how many pages, and lists each for the owner', () => {
    const url = 'https://bakery.example/b';
    const headers = { 'CF-Device-Type': 'mobile', Origin: 'https://bakery.example' };
    const files = ['https://bakery.example/a', { url }, { url, headers }];
    const { rule, asked } = passing(policy, 'POST', path, { files });
    expect(rule.says(asked, policy.scope)).toBe(
      'Clears the saved copies of 3 pages of bakery.example. Visitors then get them fresh.',
    );
    expect(rule.watch?.planned(asked, null, policy.scope)).toEqual([
      { label: 'Page', value: 'https://bakery.example/a' },
      { label: 'Page', value: 'https://bakery.example/b' },
      {
        label: 'Page',
        value:
          'https://bakery.example/b, as it is sent with CF-Device-Type: mobile, Origin: https://bakery.example',
      },
    ]);
  });

  it('comes with no DNS record, setting or rule', () => {
    for (const part of ['dns_records', 'settings', 'rulesets', 'purge_cache', 'bot_management']) {
      expect(verdict(policy, 'GET', `/zones/${zone.id}/${part}`)).toBe('not-on-slip');
    }
    expect(verdict(policy, 'POST', `/zones/${otherZone.id}/purge_cache`, { files: [] })).toBe('elsewhere');
  });
});
