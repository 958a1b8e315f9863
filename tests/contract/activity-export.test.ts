import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findsCanary } from '../../build/tour/find-canary.ts';
import { activityFileName } from '../../electron/adapters/activity-file.ts';
import { readingCommand } from '../../shared/credential-command.ts';
import { passIn } from '../../shared/route-file.ts';
import { openLocalRoute } from '../fakes/open-local-route.ts';
import { requestFor } from '../fakes/requests.ts';

it.runIf(process.platform === 'linux')(
  'what an agent did is saved without its token and pass, and says whether a line was touched',
  async () => {
    const { office, makeSlip, runAs, readAll, folder } = await openLocalRoute();
    const [slip, other] = [
      await makeSlip(requestFor('audit', 'read')),
      await makeSlip(requestFor('change-dns', 'change')),
    ];
    const read = readingCommand('$CLOUDFLARE_BASE_URL/zones/$CLOUDFLARE_ZONE_ID', 'linux');
    for (const one of [slip, slip, other]) await runAs(one, read);
    await runAs(slip, readingCommand('$CLOUDFLARE_BASE_URL/user/tokens/$CLOUDFLARE_API_TOKEN', 'linux'));
    const secrets = [...office.keychain.items.values(), passIn(await readAll()) ?? ''];

    expect(await office.call['agents:save-activity']({ id: slip })).toEqual({
      ok: true,
      value: { how: 'saved', isUntouched: true, missing: 0 },
    });
    const [file] = office.files.saved;
    const text = file?.text ?? '';
    const saved = JSON.parse(text);
    expect(file?.name).toMatch(/^what-the-agent-of-slip-\d+-did-[\d-]+\.json$/);
    expect(saved.requests.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'read',
      'read',
      'refused',
    ]);
    expect(text.includes(other)).toBe(false);
    expect(secrets.every((secret) => secret.length > 40)).toBe(true);
    const onDisk = await readFile(join(folder, activityFileName), 'utf8');
    expect(secrets.some((secret) => findsCanary(text, secret) || findsCanary(onDisk, secret))).toBe(false);

    /* A line that is taken out is missed, also at the end. */
    const lines = onDisk.trimEnd().split('\n');
    for (const left of [lines.toSpliced(1, 1), lines.slice(0, -1)]) {
      await writeFile(join(folder, activityFileName), `${left.join('\n')}\n`);
      const again = await office.call['agents:save-activity']({ id: slip });
      expect(again).toMatchObject({ ok: true, value: { isUntouched: false } });
      expect(JSON.parse(office.files.saved.at(-1)?.text ?? '{}').isUntouched).toBe(false);
    }
  },
);

it('what agents did before is said to be damaged once a line of it was changed', async () => {
  const { office, makeSlip, folder } = await openLocalRoute();
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, activityFileName), '{"at":"2026-11-24T10:00:00Z"}\n');
  await makeSlip(requestFor('audit', 'read'));
  expect(office.desk.store.snapshot.notices).toEqual([{ code: 'activity-damaged' }]);
});
