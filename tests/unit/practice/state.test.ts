import { expect, test } from 'vitest';
import { practiceState } from '../../../electron/practice/state.ts';
import { at, onZone, openStage, policy } from './practice-client.ts';

const { seed } = openStage().practice;
const zone = seed.zones.bakery.id;
const tokens = `/accounts/${seed.accounts.bakery.id}/tokens`;

test('a new practice account has two accounts, four zones and three projects', () => {
  const state = openStage().practice.export();
  expect(state.accounts.map((account) => account.name)).toEqual(['Bakery Ltd', 'Hill Coaching']);
  expect(state.zones).toHaveLength(4);
  expect(state.projects.map((project) => project.name)).toEqual(['bakery-site', 'recipe-blog', 'hill-site']);
  const kinds = new Set(state.dnsRecords.map((record) => record.type));
  expect([...kinds].toSorted()).toEqual(['A', 'AAAA', 'CAA', 'CNAME', 'MX', 'NS', 'SRV', 'TXT']);
});

test('ids are the same at every start, token values never are', () => {
  const one = openStage().practice;
  const other = openStage().practice;
  expect(one.seed).toEqual(other.seed);
  expect(one.readyToken('narrow').value).not.toBe(other.readyToken('narrow').value);
});

test('the practice account comes back from JSON as it was, and a token that was made still works', async () => {
  const stage = openStage();
  const key = stage.practice.readyToken('accountSetupKey').value;
  const made = await stage.call(key, 'POST', tokens, {
    name: 'Kept',
    policies: [policy(['zone.read', 'dns.edit'], onZone(zone))],
  });
  const value = String(at(made.result, 'value'));
  await stage.call(value, 'POST', `/zones/${zone}/dns_records`, {
    type: 'A',
    name: 'new',
    content: '192.0.2.99',
  });

  const state = practiceState.parse(JSON.parse(JSON.stringify(stage.practice.export())));
  const again = openStage({ state });
  expect(again.practice.fingerprint()).toBe(stage.practice.fingerprint());
  const found = await again.call(value, 'GET', `/zones/${zone}/dns_records?name=new.bakery.example`);
  expect(found.result).toMatchObject([{ content: '192.0.2.99' }]);
});

test('the kept state holds no token value, neither of ready-made nor of new or rolled tokens', async () => {
  const stage = openStage();
  const key = stage.practice.readyToken('accountSetupKey').value;
  const body = { name: 'New', policies: [policy(['zone.read'], onZone(zone))] };
  const made = await stage.call(key, 'POST', tokens, body);
  const rolled = await stage.call(key, 'PUT', `${tokens}/${at(made.result, 'id')}/value`, {});
  const values = [
    ...stage.practice.readyTokenRoles.map((role) => stage.practice.readyToken(role).value),
    String(at(made.result, 'value')),
    String(rolled.result),
  ];
  const kept = JSON.stringify(stage.practice.export());
  const log = JSON.stringify(stage.practice.requests);
  expect(values.filter((value) => kept.includes(value) || log.includes(value))).toEqual([]);
  expect(kept).not.toMatch(/cf(at|ut|k)_/);
});

test('what is exported is a copy', () => {
  const stage = openStage();
  const before = stage.practice.fingerprint();
  stage.practice.export().tokens.pop();
  expect(stage.practice.fingerprint()).toBe(before);
});

test('after a restart an unused ready-made token is handed out with a new value', () => {
  const first = openStage();
  const again = openStage({ state: first.practice.export() });
  const narrow = again.practice.readyToken('narrow');
  expect(narrow.id).toBe(first.practice.readyToken('narrow').id);
  expect(narrow.value).not.toBe(first.practice.readyToken('narrow').value);
  expect(again.practice.readyToken('narrow').value).toBe(narrow.value);
});

test('after a restart a used ready-made token goes on working beside the one handed out', async () => {
  const first = openStage();
  const old = first.practice.readyToken('narrow').value;
  await first.call(old, 'GET', `/zones/${zone}`);
  const again = openStage({ state: first.practice.export() });
  const fresh = again.practice.readyToken('narrow').value;
  expect((await again.call(old, 'GET', `/zones/${zone}`)).status).toBe(200);
  expect((await again.call(fresh, 'GET', `/zones/${zone}`)).status).toBe(200);
});

test('many restarts do not pile up ready-made tokens', async () => {
  let stage = openStage();
  const before = stage.practice.export().tokens.length;
  for (let start = 0; start < 10; start += 1) {
    stage = openStage({ state: stage.practice.export() });
    await stage.call(stage.practice.readyToken('narrow').value, 'GET', `/zones/${zone}`);
  }
  expect(stage.practice.export().tokens.length).toBeLessThanOrEqual(before + 2);
});

test('a state of a newer version is not taken for one of ours', () => {
  const state = { ...openStage().practice.export(), version: 2 };
  expect(practiceState.safeParse(state).success).toBe(false);
});

test('reading changes nothing that counts, and changing does', async () => {
  const stage = openStage();
  const { value } = stage.practice.readyToken('tooWide');
  const before = stage.practice.fingerprint();
  for (const path of ['/zones', `/zones/${zone}`, `/zones/${zone}/dns_records`, '/user', '/accounts']) {
    await stage.call(value, 'GET', path);
  }
  expect(stage.practice.fingerprint()).toBe(before);
  await stage.call(value, 'PATCH', `/zones/${zone}/settings/brotli`, { value: 'off' });
  expect(stage.practice.fingerprint()).not.toBe(before);
});

test('the log of requests names method, path, status and token', async () => {
  const stage = openStage();
  const { value, id } = stage.practice.readyToken('narrow');
  await stage.call(value, 'GET', `/zones/${zone}?x=1`);
  expect(stage.practice.requests).toEqual([
    { method: 'GET', path: `/zones/${zone}`, status: 200, tokenId: id },
  ]);
});
