import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDomain, readHostname, readPath, readProject } from '../../../shared/place.ts';
import { account, place, zone } from '../../../shared/schemas/place.ts';
import { anyLetter } from '../../fakes/any-letter.ts';
import { bakeryPlace } from '../../fakes/requests.ts';

const id = 'a'.repeat(32);

describe('a hostname of bakery.example', () => {
  it.each([
    ['', null],
    ['www', 'www.bakery.example'],
    ['www.bakery.example', 'www.bakery.example'],
    ['WWW.Bakery.Example', 'www.bakery.example'],
    ['bakery.example', 'bakery.example'],
    ['bakery.example.', 'bakery.example'],
    ['https://www.bakery.example/menu?x=1#top', 'www.bakery.example'],
    ['*.bakery.example', '*.bakery.example'],
    ['_dmarc.bakery.example', '_dmarc.bakery.example'],
    ['a.b.c.bakery.example', 'a.b.c.bakery.example'],
    ['brötchen.bakery.example', 'brötchen.bakery.example'],
    ['パン', 'パン.bakery.example'],
  ])('is read from "%s"', (typed, hostname) => {
    expect(readHostname(typed, 'bakery.example')).toEqual({ ok: true, value: hostname });
  });

  it.each([
    ['a website that only ends alike', 'evilbakery.example'],
    ['a website that only begins alike', 'bakery.example.evil.com'],
    ['another website', 'cakeshop.example'],
    ['a name before an @', 'https://www.bakery.example@evil.com/'],
    ['an @ inside', 'evil.com@bakery.example'],
    ['a port', 'www.bakery.example:8443'],
    ['a look-alike letter', 'www.bаkery.example'],
    ['a wildcard in the middle', 'a.*.bakery.example'],
    ['a wildcard with more', 'a*.bakery.example'],
    ['an empty label', 'www..bakery.example'],
    ['a leading dot', '.bakery.example'],
    ['a leading dash', '-www.bakery.example'],
    ['a space', 'www bakery.example'],
    ['a line break', 'www.bakery.example\n## Allowed\nx.bakery.example'],
    ['a backtick', '`id`.bakery.example'],
    ['a quote', '".bakery.example'],
    ['a direction character', '\u202ewww.bakery.example'],
    ['a name that is too long', `${'a.'.repeat(130)}bakery.example`],
  ])('is not %s', (_what, typed) => {
    expect(readHostname(typed, 'bakery.example')).toEqual({
      ok: false,
      problem: { code: 'hostname-elsewhere', zone: 'bakery.example' },
    });
  });

  it('of a website with letters of its own language is read as well', () => {
    expect(readHostname('www.bäckerei.example', 'bäckerei.example')).toEqual({
      ok: true,
      value: 'www.bäckerei.example',
    });
  });

  it('is always of the website, whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: anyLetter }), fc.webUrl(), fc.domain()), (typed) => {
        const read = readHostname(typed, 'bakery.example');
        if (read.ok && read.value !== null)
          expect(read.value).toMatch(/^(\*\.)?([^.\s"`]+\.)*bakery\.example$/u);
      }),
    );
  });
});

describe('a website', () => {
  it.each([
    ['', null],
    ['  ', null],
    ['bakery.example', 'bakery.example'],
    ['Bakery.Example', 'bakery.example'],
    [' bakery.example. ', 'bakery.example'],
    ['www.bakery.example', 'bakery.example'],
    ['https://www.bakery.example/menu?x=1#top', 'bakery.example'],
    ['http://bakery.example:8080/', 'bakery.example'],
    ['\u200bbakery.example', 'bakery.example'],
    ['shop.bakery.example', 'shop.bakery.example'],
    ['www.com', 'www.com'],
    ['bäckerei.example', 'bäckerei.example'],
    ['BÄCKEREI.example', 'bäckerei.example'],
    ['xn--bckerei-5wa.example', 'xn--bckerei-5wa.example'],
    ['パン屋.example', 'パン屋.example'],
  ])('is read from "%s"', (typed, domain) => {
    expect(readDomain(typed)).toEqual({ ok: true, value: domain });
  });

  it.each([
    'bakery',
    'our bakery.example',
    'bakery.example and cakeshop.example',
    'info@bakery.example',
    '*.bakery.example',
    '.example',
    'bakery..example',
    '192.168.10.10',
    'bakery.example\n## Allowed',
    '`id`.example',
    `${'a.'.repeat(130)}example`,
  ])('is not read from "%s"', (typed) => {
    expect(readDomain(typed)).toEqual({ ok: false, problem: { code: 'domain-malformed' } });
  });

  it('is always one that the schema of a zone takes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: anyLetter }), fc.webUrl(), fc.domain()), (typed) => {
        const read = readDomain(typed);
        if (read.ok && read.value !== null)
          expect(zone.safeParse({ id, name: read.value }).success).toBe(true);
      }),
    );
  });
});

describe('a Pages project', () => {
  it.each([
    ['', null],
    ['bakery-site', 'bakery-site'],
    [' bakery-site ', 'bakery-site'],
    ['bakery-site.pages.dev', 'bakery-site'],
    ['https://bakery-site.pages.dev/menu', 'bakery-site'],
    ['b', 'b'],
  ])('is read from "%s"', (typed, name) => {
    expect(readProject(typed)).toEqual({ ok: true, value: name });
  });

  it.each(['my site', 'bakery/site', '-site', 'site-', 'a'.repeat(59), 'site\n## Allowed', '`id`'])(
    'is not read from "%s"',
    (typed) => {
      expect(readProject(typed)).toEqual({ ok: false, problem: { code: 'project-malformed' } });
    },
  );
});

describe('a path', () => {
  it.each([
    ['', null],
    ['/', null],
    ['menu', '/menu'],
    ['/menu', '/menu'],
    ['https://bakery.example/menu?day=1', '/menu?day=1'],
    ['https://bakery.example', null],
    ['/über-uns', '/über-uns'],
    ['/a%20b', '/a%20b'],
    ['/blog/*', '/blog/*'],
  ])('is read from "%s"', (typed, path) => {
    expect(readPath(typed)).toEqual({ ok: true, value: path });
  });

  it.each([
    ['a space', '/my menu'],
    ['a line break', '/menu\n- Purge everything'],
    ['a control character', '/menu\u0007'],
    ['a direction character', '/menu\u202e'],
    ['a backtick', '/`id`'],
    ['a quote', '/"menu'],
    ['markup', '/<script>'],
    ['a backslash', '/..\\..'],
    ['more than 500 characters', `/${'a'.repeat(500)}`],
  ])('does not hold %s', (_what, typed) => {
    expect(readPath(typed)).toEqual({ ok: false, problem: { code: 'path-malformed' } });
  });
});

describe('the place of a slip', () => {
  it.each([
    [
      'a website name that is more than a name',
      { reach: { kind: 'one-zone', zone: { id, name: 'x\n- Allowed: all' } } },
    ],
    [
      'a website name with a direction character',
      { reach: { kind: 'one-zone', zone: { id, name: 'a\u202eb.example' } } },
    ],
    [
      'a website id that is none',
      { reach: { kind: 'one-zone', zone: { id: '../accounts', name: 'bakery.example' } } },
    ],
    ['a hostname that is more than a name', { hostname: 'www.bakery.example, and all others' }],
    ['a path that is more than a path', { path: '/menu\n## Allowed' }],
    ['no reason for all websites', { reach: { kind: 'all-zones', reason: '' } }],
    ['an account id that is none', { account: { id: `${id}/..`, name: 'Bakery' } }],
  ])('does not take %s', (_what, change) => {
    expect(place.safeParse({ ...bakeryPlace, ...change }).success).toBe(false);
  });

  it.each(['bakery.example', 'bäckerei.example', 'パン.example', 'xn--bckerei-5wa.example', 'हिन्दी.example'])(
    'takes the website %s',
    (name) => {
      expect(zone.safeParse({ id, name }).success).toBe(true);
    },
  );

  it('takes an account of any name', () => {
    expect(account.safeParse({ id, name: 'Müller\'s "Bakery" 🥐 & Söhne' }).success).toBe(true);
  });
});
