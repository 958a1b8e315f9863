import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { holdsValue } from '../../electron/core/leak-guard.ts';
import { readingCommand } from '../../shared/credential-command.ts';
import { passIn } from '../../shared/route-file.ts';
import { answering, openLocalRoute, type Ran } from '../fakes/open-local-route.ts';
import { requestFor } from '../fakes/requests.ts';

/* Real clients on the real way, as an agent on Linux has it: the prompt's line in a shell, curl, and the official SDK. */
const sdk = (script: string) =>
  `node --input-type=module -e "import Cloudflare from \\"cloudflare\\"; const client = new Cloudflare(); const zone = process.env.CLOUDFLARE_ZONE_ID; ${script}"`;

function errorsIn({ stdout }: Ran): readonly { readonly code: number; readonly message: string }[] {
  return JSON.parse(stdout).errors;
}

describe.runIf(process.platform === 'linux')('an agent that works through this app', () => {
  it('reads with curl what its slip is for, and nothing else', async () => {
    const { practice, makeSlip, runAs } = await openLocalRoute();
    const slip = await makeSlip(requestFor('audit', 'read'));
    const get = (path: string) => runAs(slip, readingCommand(`$CLOUDFLARE_BASE_URL${path}`, 'linux'));
    const zone = practice.seed.zones.bakery;
    expect(JSON.parse((await get(`/zones/${zone.id}`)).stdout)).toMatchObject({
      success: true,
      result: { name: zone.name },
    });
    const refused = errorsIn(await get(`/zones/${practice.seed.zones.cakeshop.id}/dns_records`));
    expect(refused[0]?.message).toContain(zone.name);
    expect(
      practice.requests.some(
        ({ path }) => path.includes(practice.seed.zones.cakeshop.id) && path.includes('dns'),
      ),
    ).toBe(false);
  });

  it('does a job with curl: one change allowed, one denied', async () => {
    const { office, practice, makeSlip, runAs, gate, readAll } = await openLocalRoute();
    const slip = await makeSlip(requestFor('purge-pages', 'change'));
    const token = office.keychain.items.get(slip) ?? '';
    answering(gate(), (card) => (JSON.stringify(card).includes('menu') ? 'allow' : 'deny'));
    const clear = (page: string) =>
      runAs(
        slip,
        `${readingCommand('$CLOUDFLARE_BASE_URL/zones/$CLOUDFLARE_ZONE_ID/purge_cache', 'linux')} --json "{\\"files\\":[\\"https://bakery.example/${page}\\"]}"`,
      );
    const allowed = await clear('menu');
    expect(JSON.parse(allowed.stdout)).toMatchObject({ success: true });
    const denied = await clear('prices');
    expect(errorsIn(denied)[0]?.message).toContain('owner');
    expect(practice.requests.filter(({ path }) => path.endsWith('purge_cache')).length).toBe(1);
    const seen = [allowed.stdout, allowed.stderr, denied.stdout, denied.stderr, await readAll()];
    expect(seen.some((text) => holdsValue(text, token))).toBe(false);
  });

  it('does a job with the official SDK: one change allowed, one denied', async () => {
    const { practice, makeSlip, runAs, gate } = await openLocalRoute();
    const slip = await makeSlip(requestFor('change-dns', 'change'));
    answering(gate(), (card) => (JSON.stringify(card).includes('menu') ? 'allow' : 'deny'));
    const create = (name: string) =>
      sdk(
        `const made = await client.dns.records.create({ zone_id: zone, type: \\"TXT\\", name: \\"${name}.bakery.example\\", content: \\"hello\\", ttl: 300 }); console.log(made.name);`,
      );
    const list = sdk(
      'const names = []; for await (const one of client.dns.records.list({ zone_id: zone })) names.push(one.name); console.log(JSON.stringify(names));',
    );
    const allowed = await runAs(slip, create('menu'));
    expect([allowed.code, allowed.stdout.trim(), allowed.stderr]).toEqual([0, 'menu.bakery.example', '']);
    const denied = await runAs(slip, create('evil'));
    expect([denied.code, denied.stderr.includes('403')]).toEqual([1, true]);
    const names = JSON.parse((await runAs(slip, list)).stdout);
    expect([names.includes('menu.bakery.example'), names.includes('evil.bakery.example')]).toEqual([
      true,
      false,
    ]);
    expect(
      practice.requests
        .filter(({ method }) => method === 'POST')
        .filter(({ path }) => path.endsWith('dns_records')).length,
    ).toBe(1);
  });

  it('never meets the token: not in its environment, what it prints, or any file', async () => {
    const { office, makeSlip, runAs, readAll, home } = await openLocalRoute();
    const slip = await makeSlip(requestFor('audit', 'read'));
    const token = office.keychain.items.get(slip) ?? '';
    const seen = await runAs(
      slip,
      'env; curl -si "$CLOUDFLARE_BASE_URL/user/tokens/verify" -H "Authorization: Bearer $CLOUDFLARE_API_TOKEN"',
    );
    expect(seen.stdout).toContain(`HOME=${home}`);
    const files = await readAll();
    const pass = passIn(files) ?? 'no pass';
    expect(token.length).toBeGreaterThan(40);
    expect([seen.stdout, seen.stderr, files].some((text) => holdsValue(text, token))).toBe(false);
    expect([seen.stdout.includes(pass), files.split(pass).length]).toEqual([true, 3]);
  });

  it('runs nothing where the file is gone, and is turned away once it is stopped', async () => {
    const { office, makeSlip, runAs, home } = await openLocalRoute();
    const slip = await makeSlip(requestFor('audit', 'read'));
    const missing = await runAs('slip-bbbbbbbbbbbbbbbb', 'echo ran anyway');
    expect([missing.stdout, missing.code]).not.toEqual(['', 0]);
    expect(missing.stdout).toBe('');
    const read = readingCommand('$CLOUDFLARE_BASE_URL/zones/$CLOUDFLARE_ZONE_ID', 'linux');
    const loaded = runAs(slip, `touch "$HOME/loaded"; until [ -e "$HOME/go" ]; do sleep 0.05; done; ${read}`);
    await expect.poll(() => existsSync(join(home, 'loaded'))).toBe(true);
    await office.call['agents:stop']({ id: slip });
    writeFileSync(join(home, 'go'), '');
    expect(errorsIn(await loaded)[0]?.code).toBe(1000);
  });

  it('keeps working while its token is swapped', async () => {
    const { office, practice, makeSlip, runAs } = await openLocalRoute();
    const slip = await makeSlip(requestFor('audit', 'read'));
    const old = office.keychain.items.get(slip);
    // Fewer than Cloudflare's 1,200 in five minutes, at some 200 a second: a faster agent would be told to wait.
    const asking = runAs(
      slip,
      sdk(
        'const { setTimeout: pause } = await import(\\"node:timers/promises\\"); let done = 0; while (done < 800) { await Promise.all([...Array.from({ length: 8 }, () => client.zones.get({ zone_id: zone })), pause(30)]); done += 8; } console.log(done);',
      ),
    );
    await expect
      .poll(() => practice.requests.filter(({ path }) => path.startsWith('/zones/')).length)
      .toBeGreaterThan(50);
    const swapped = await office.call['slip:rotate']({ id: slip, why: 'asked', again: false });
    const { code, stdout, stderr } = await asking;
    expect([swapped.ok, code, stderr]).toEqual([true, 0, '']);
    expect(Number(stdout)).toBe(800);
    expect(office.keychain.items.get(slip)).not.toBe(old);
  });
});
