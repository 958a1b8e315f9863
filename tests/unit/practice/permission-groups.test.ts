import { expect, test } from 'vitest';
import {
  keysThatGrant,
  permissionGroup,
  permissionGroupById,
  permissionGroups,
} from '../../../shared/catalogue/permission-groups.ts';

test('every permission group has a key and an id of its own', () => {
  expect(new Set(permissionGroups.map((group) => group.key)).size).toBe(permissionGroups.length);
  expect(new Set(permissionGroups.map((group) => group.id)).size).toBe(permissionGroups.length);
  expect(permissionGroups.filter((group) => !/^[0-9a-f]{32}$/.test(group.id))).toEqual([]);
});

test.each([
  ['dns.edit', '4755a26eedb94da69e1066d98aa820be', 'DNS Write', 'dns_write'],
  ['cache.purge', 'e17beae8b8cb423a99b1730f21238bed', 'Cache Purge', 'cache_purge'],
  [
    'singleRedirect.edit',
    '74e1036f577a48528b78d2413b40538d',
    'Dynamic URL Redirects Write',
    'dynamic_redirect_write',
  ],
  ['pages.edit', '8d28297797f24fb8a0c332fe0866ec89', 'Pages Write', 'page_write'],
  ['zaraz.edit', '89d5bf002389496e9994b8c30608b5d0', 'Zaraz Edit', undefined],
  ['userApiTokens.edit', '686d18d5ac6c441c867cbf6771e58a0a', 'API Tokens Write', 'api_tokens_write'],
] as const)('%s is the group that Cloudflare calls by this id, name and label', (key, id, name, label) => {
  expect(permissionGroup(key)).toMatchObject({ id, name });
  expect(permissionGroup(key).label).toBe(label);
  expect(permissionGroupById(id)?.key).toBe(key);
});

test('the right to edit grants reading, and reading grants nothing more', () => {
  expect(keysThatGrant('dns.read')).toEqual(['dns.read', 'dns.edit']);
  expect(keysThatGrant('dns.edit')).toEqual(['dns.edit']);
  expect(keysThatGrant('zaraz.read')).toEqual(['zaraz.read', 'zaraz.edit', 'zaraz.admin']);
});
