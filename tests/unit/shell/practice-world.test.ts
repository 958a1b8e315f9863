import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPracticeWorld, practiceFileName } from '../../../electron/shell/practice-world.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { tempFolder } from '../adapters/temp-folder.ts';

describe('the practice account inside the app', () => {
  const order = {
    name: 'to be kept',
    policies: [{ permissions: ['c8fed203ed3043cba015a93ad1616f1f'], on: { kind: 'all-zones' } }],
    expiresOn: null,
  } as const;

  async function open(folder: string) {
    const { access } = await createPracticeWorld(folder, new ManualClock());
    const key = access.builtInKey?.();
    if (key === undefined) throw new Error('the practice account brings its own key');
    return { ...access, key };
  }

  it('is the same after a restart', async () => {
    const folder = await tempFolder();
    const first = await open(folder);
    await first.cloudflare.createToken(first.key.secret, first.key.owner, {
      ...order,
      policies: [
        { ...order.policies[0], on: { kind: 'all-zones-of-account', account: first.key.account.id } },
      ],
    });
    const second = await open(folder);
    const tokens = await second.cloudflare.listTokens(second.key.secret, second.key.owner);
    expect(tokens.ok && tokens.value.map(({ name }) => name)).toContain('to be kept');
  });

  it('keeps no token in its file', async () => {
    const folder = await tempFolder();
    const { key } = await open(folder);
    const files = await Promise.all(
      (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')),
    );
    expect(files.filter((text) => text.includes(key.secret.reveal().slice(5, 30)))).toEqual([]);
  });

  it.each(['', '{', 'null', '{"tokens":[]}'])(
    'is a new one when its file is damaged: "%s"',
    async (damaged) => {
      const folder = await tempFolder();
      await writeFile(join(folder, practiceFileName), damaged);
      const { cloudflare, key } = await open(folder);
      expect(await cloudflare.verify(key.secret, key.owner)).toMatchObject({ ok: true });
    },
  );
});
