import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  autostartFileName,
  createAutostartFile,
  execArgument,
} from '../../../electron/adapters/autostart-file.ts';
import { tempFolder } from './temp-folder.ts';

const command = ['/opt/Permission Slip/permission-slip', '--hidden'];

async function place(started: readonly string[] = command) {
  const settingsFolder = await tempFolder();
  const path = join(settingsFolder, 'autostart', autostartFileName);
  return { item: createAutostartFile({ settingsFolder, command: started }), path, settingsFolder };
}

describe('the login item of a Linux desktop', () => {
  it('is off until it is set, and then a file in the autostart folder that starts the app hidden', async () => {
    const { item, path } = await place();
    expect(await item.read()).toBe('off');
    expect(await item.set(true)).toBe('on');
    const text = await readFile(path, 'utf8');
    expect(text.split('\n')).toEqual(
      expect.arrayContaining([
        '[Desktop Entry]',
        'Type=Application',
        'Name=Permission Slip',
        'Exec="/opt/Permission Slip/permission-slip" --hidden',
        'TryExec=/opt/Permission Slip/permission-slip',
        'Hidden=false',
      ]),
    );
  });

  it('is taken away whole when it is switched off, also twice', async () => {
    const { item, settingsFolder } = await place();
    await item.set(true);
    expect([await item.set(false), await item.set(false)]).toEqual(['off', 'off']);
    expect(await readdir(join(settingsFolder, 'autostart'))).toEqual([]);
  });

  it.each([
    ['Hidden=false', 'Hidden=true'],
    ['X-GNOME-Autostart-enabled=true', 'X-GNOME-Autostart-enabled=false'],
    ['Exec="/opt/Permission Slip/permission-slip"', 'Exec=/home/owner/old.AppImage'],
    ['[Desktop Entry]', '[Something Else]'],
  ])('is off where %s became %s by another hand', async (before, after) => {
    const { item, path } = await place();
    await item.set(true);
    await writeFile(path, (await readFile(path, 'utf8')).replace(before, after));
    expect(await item.read()).toBe('off');
  });

  it('starts this copy of the app once it started another, and is not switched on by that', async () => {
    const { item, path, settingsFolder } = await place();
    await item.renew();
    expect(await readdir(settingsFolder)).toEqual([]);
    const older = createAutostartFile({ settingsFolder, command: ['/home/owner/old.AppImage', '--hidden'] });
    await older.set(true);
    const before = await readFile(path, 'utf8');
    for (const [on, off] of [
      ['Hidden=false', 'Hidden=true'],
      ['X-GNOME-Autostart-enabled=true', 'X-GNOME-Autostart-enabled=false'],
    ] as const) {
      await writeFile(path, before.replace(on, off));
      await item.renew();
      expect(await readFile(path, 'utf8')).toBe(before.replace(on, off));
    }
    await writeFile(path, before);
    await item.renew();
    expect([await item.read(), await older.read()]).toEqual(['on', 'off']);
  });

  it('takes no key of another group for its own', async () => {
    const { item, path } = await place();
    await item.set(true);
    await writeFile(
      path,
      `${await readFile(path, 'utf8')}\n[Desktop Action Stop]\nHidden=true\nExec=other\n`,
    );
    expect(await item.read()).toBe('on');
  });

  it('says what is true where the folder takes no file', async () => {
    const { item, settingsFolder } = await place();
    await writeFile(join(settingsFolder, 'autostart'), 'a file in the place of the folder');
    expect(await item.set(true)).toBe('off');
  });

  it('leaves other entries of the folder alone', async () => {
    const { item, settingsFolder } = await place();
    const other = join(settingsFolder, 'autostart', 'other.desktop');
    await mkdir(join(settingsFolder, 'autostart'));
    await writeFile(other, 'other');
    await chmod(other, 0o600);
    await item.set(true);
    await item.set(false);
    expect(await readFile(other, 'utf8')).toBe('other');
  });

  it.each([['/opt/a=b/app'], ['/opt/line\nbreak/app'], ['']])(
    'is not offered for a program that can not be written down: %j',
    async (program) => {
      const { item, settingsFolder } = await place([program, '--hidden']);
      expect([await item.read(), await item.set(true)]).toEqual(['unavailable', 'unavailable']);
      expect(await readdir(settingsFolder)).toEqual([]);
    },
  );
});

describe('an argument of the key Exec', () => {
  it.each([
    ['/usr/bin/app', '/usr/bin/app'],
    ['--hidden', '--hidden'],
    ['/opt/My App/app', '"/opt/My App/app"'],
    ['/opt/100%/app', '/opt/100%%/app'],
    ['/opt/a"b', '"/opt/a\\\\"b"'],
    ['/opt/$HOME', '"/opt/\\\\$HOME"'],
    ['/opt/`id`', '"/opt/\\\\`id\\\\`"'],
    ['/opt/a\\b', '"/opt/a\\\\\\\\b"'],
    ["/opt/it's", '"/opt/it\'s"'],
    ['/opt/a;b&c', '"/opt/a;b&c"'],
    ['', '""'],
  ])('%j is written as %s', (argument, written) => {
    expect(execArgument(argument)).toBe(written);
  });
});
