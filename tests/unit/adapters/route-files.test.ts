import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createRouteFiles } from '../../../electron/adapters/route-files.ts';

const id = 'slip-aaaaaaaaaaaaaaaa';
const isPosix = process.platform !== 'win32';

async function openHome() {
  const home = await mkdtemp(join(tmpdir(), 'slip-home-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const folder = join(home, '.permission-slip', 'routes');
  return { home, folder, file: join(folder, `${id}.env`), files: createRouteFiles(home) };
}

describe('the files of local routes on disk', () => {
  it('come back as they were written, and go when they are removed', async () => {
    const { files, folder } = await openHome();
    expect(await files.read(id)).toBeNull();
    await files.write(id, 'A=1\n');
    await files.write(id, 'A=2\n');
    expect(await files.read(id)).toBe('A=2\n');
    expect(await readdir(folder)).toEqual([`${id}.env`]);
    expect((await files.remove(id)).ok).toBe(true);
    expect((await files.remove(id)).ok).toBe(true);
    expect(await files.read(id)).toBeNull();
  });

  it.runIf(isPosix)('are for their owner alone, and so is their folder', async () => {
    const { files, folder, file, home } = await openHome();
    await mkdir(join(home, '.permission-slip'), { mode: 0o755 });
    await files.write(id, 'A=1\n');
    const modes = await Promise.all(
      [folder, file, join(home, '.permission-slip')].map((path) => lstat(path)),
    );
    expect(modes.map(({ mode }) => (mode & 0o777).toString(8))).toEqual(['700', '600', '700']);
  });

  it.runIf(isPosix)('are not believed once others could have written them', async () => {
    const { files, file } = await openHome();
    await files.write(id, 'A=1\n');
    await chmod(file, 0o666);
    expect(await files.read(id)).toBeNull();
  });

  it.runIf(isPosix)('never follow a link: one in a file’s place is replaced', async () => {
    const { files, folder, file, home } = await openHome();
    await files.write(id, 'A=1\n');
    const victim = join(home, 'victim');
    await writeFile(victim, 'mine', { mode: 0o600 });
    await rm(file);
    await symlink(victim, file);
    expect(await files.read(id)).toBeNull();
    await files.write(id, 'A=2\n');
    expect([await readFile(victim, 'utf8'), await readFile(file, 'utf8')]).toEqual(['mine', 'A=2\n']);
    expect((await lstat(file)).isSymbolicLink()).toBe(false);
    expect(await readdir(folder)).toEqual([`${id}.env`]);
  });

  it.runIf(isPosix)('are refused where their folder is a link', async () => {
    const { files, home } = await openHome();
    await mkdir(join(home, 'elsewhere'));
    await symlink(join(home, 'elsewhere'), join(home, '.permission-slip'));
    expect(await files.write(id, 'A=1\n')).toEqual({ ok: false, problem: { code: 'route-file-failed' } });
    expect(await readdir(join(home, 'elsewhere'))).toEqual([]);
  });
});
