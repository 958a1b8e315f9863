import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Owner } from '../../build/tour/owner.ts';
import { createActivityFile } from '../../electron/adapters/activity-file.ts';
import { openWithAgent, till } from './agent-house.ts';
import { hasPrivateKeychain } from './house.ts';

describe.skipIf(!hasPrivateKeychain)('an error that nobody caught', () => {
  it('is told without its text, and the owner starts again with everything there', async () => {
    const { app, ask, slip, token } = await openWithAgent();
    await till(ask);
    const secret = await token();
    await app.throwInside(`cannot send ${secret}`);
    expect(await app.ended()).toBe(0);
    expect(app.output()).toContain('Something went wrong in the app');
    const log = await readFile(join(app.dataFolder, 'permission-slip.log'), 'utf8');
    expect(log).toContain('uncaught error');
    expect(secret).not.toBe('');
    expect(app.output() + log).not.toContain(secret.slice(5, 25));

    const { isDamaged, lines } = await createActivityFile(app.dataFolder).open();
    expect([isDamaged, lines.map((line) => line.slip)]).toEqual([false, [slip]]);
    await app.restart();
    const owner = new Owner(await app.page());
    await owner.sees('Your slips');
    await owner.page.getByRole('button', { name: /^Open slip / }).waitFor();
    /* The local route opens once the window is there. */
    const isLetIn = () =>
      till(ask).then(
        () => true,
        () => false,
      );
    await expect.poll(isLetIn).toBe(true);
  });
});
