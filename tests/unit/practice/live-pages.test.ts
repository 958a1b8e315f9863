import { expect, test } from 'vitest';
import { livePage } from '../../../electron/practice/live-pages.ts';
import { bakeryToken, onZone, openStage, policy } from './practice-client.ts';

function openBakery() {
  const stage = openStage();
  const zone = stage.practice.seed.zones.bakery;
  const token = bakeryToken(stage, [policy(['botManagement.edit', 'cache.purge'], onZone(zone.id))]);
  const change = (method: string, path: string, body: object) =>
    stage.call(token, method, `/zones/${zone.id}${path}`, body);
  const visit = (host: string, path: string) =>
    livePage(stage.practice.export(), new Date(stage.clock.time), host, path);
  return { stage, zone, change, visit };
}

test('a managed robots.txt is what a visitor gets, too', async () => {
  const { zone, change, visit } = openBakery();
  await change('PUT', '/bot_management', { is_robots_txt_managed: false });
  expect(visit(zone.name, '/robots.txt')?.text).not.toContain('GPTBot');
  await change('PUT', '/bot_management', { is_robots_txt_managed: true });
  expect(visit(zone.name, '/robots.txt')?.text).toContain('User-agent: GPTBot\nDisallow: /');
});

test.each<[string, object, boolean]>([
  ['everything', { purge_everything: true }, true],
  ['its own address', { files: ['https://bakery.example/'] }, true],
  ['its host', { hosts: ['Bakery.example'] }, true],
  ['its prefix', { prefixes: ['bakery.example/'] }, true],
  ['another page', { files: ['https://bakery.example/other'] }, false],
  ['another host', { hosts: ['shop.bakery.example'] }, false],
  ['another prefix', { prefixes: ['bakery.example/other'] }, false],
  ['a tag', { tags: ['cakes'] }, false],
])('a purge of %s: the saved copy of a page is renewed: %s', async (_what, body, isRenewed) => {
  const { stage, zone, change, visit } = openBakery();
  const { traffic } = stage.practice.export();
  const page = traffic[zone.id]?.find(
    ({ host, path, cache }) => host === zone.name && path === '/' && cache === 'hit',
  );
  expect([page?.cache, visit(zone.name, '/')?.headers['cf-cache-status']]).toEqual(['hit', 'HIT']);
  expect((await change('POST', '/purge_cache', body)).status).toBe(200);
  expect(visit(zone.name, '/')?.headers['cf-cache-status']).toBe(isRenewed ? 'MISS' : 'HIT');
});
