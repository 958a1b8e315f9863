import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoginItemState } from '../../shared/preferences.ts';
import type { LoginItem } from '../core/ports.ts';
import { writeWhole } from './write-whole.ts';

/** The entry's file: named as the installed app's own entry is, so that desktops take them for the same app. */
export const autostartFileName = 'org.permissionslip.PermissionSlip.desktop';

type AutostartParts = {
  /** The folder of the user's settings: $XDG_CONFIG_HOME, or ~/.config. */
  readonly settingsFolder: string;
  /** The program that starts the app, and its arguments. */
  readonly command: readonly string[];
};

export type AutostartFile = LoginItem & {
  /** Writes an entry anew that is on and starts another copy of the app. */
  readonly renew: () => Promise<void>;
};

/**
 * The login item of a Linux desktop: a file in its autostart folder.
 * Source: specifications.freedesktop.org/autostart-spec and /desktop-entry-spec.
 */
export function createAutostartFile({ settingsFolder, command }: AutostartParts): AutostartFile {
  const folder = join(settingsFolder, 'autostart');
  const path = join(folder, autostartFileName);
  const exec = canBeWritten(command) ? command.map(execArgument).join(' ') : null;
  const write = async (entry: string) => writeWhole(path, entryText(command, entry), 0o644);

  const read = async (): Promise<LoginItemState> => {
    if (exec === null) return 'unavailable';
    const entry = await readEntry(path);
    /* An entry that starts something else, such as an older place of the app, does not start this one. */
    if (entry === null || entry.get('Exec') !== exec) return 'off';
    return isOn(entry) ? 'on' : 'off';
  };

  return {
    read,
    set: async (on) => {
      if (exec === null) return 'unavailable';
      try {
        if (on) {
          await mkdir(folder, { recursive: true, mode: 0o700 });
          await write(exec);
        } else {
          await rm(path, { force: true });
        }
      } catch {
        /* What is true now is read back, and is not what was asked for. */
      }
      return read();
    },
    renew: async () => {
      const entry = await readEntry(path);
      if (exec === null || entry === null || !isOn(entry) || entry.get('Exec') === exec) return;
      /* Where it can't be written the settings say that the login starts nothing. */
      await write(exec).catch(() => undefined);
    },
  };
}

/* A desktop that switches an entry off leaves it there. */
function isOn(entry: ReadonlyMap<string, string>): boolean {
  return entry.get('Hidden') !== 'true' && entry.get('X-GNOME-Autostart-enabled') !== 'false';
}

/* TryExec has desktops pass over the entry where the program is gone. */
function entryText([program = '']: readonly string[], exec: string): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Permission Slip',
    'Comment=Watches over the permissions of your AI agents',
    `Exec=${exec}`,
    `TryExec=${program.replaceAll('\\', '\\\\')}`,
    'Terminal=false',
    'Hidden=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/* The specification forbids "=" in the program's name, and a control character has no way to be written. */
function canBeWritten(command: readonly string[]): boolean {
  const [program = ''] = command;
  return program !== '' && !program.includes('=') && command.every((one) => !/\p{Cc}/u.test(one));
}

/**
 * One argument as the key Exec takes it: percent signs doubled, in double quotes where a reserved character asks for
 * them, with four characters escaped inside of the quotes; then, as in any string of the file, each backslash doubled.
 */
export function execArgument(argument: string): string {
  const text = argument.replaceAll('%', '%%');
  const isReserved = text === '' || /[\s"'\\><~|&;$*?#()`]/.test(text);
  const quoted = isReserved ? `"${text.replace(/["`$\\]/g, '\\$&')}"` : text;
  return quoted.replaceAll('\\', '\\\\');
}

/** The keys of the entry's main group; null where there is no such file. */
async function readEntry(path: string): Promise<ReadonlyMap<string, string> | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return null;
  }
  const [, main = ''] = /^\[Desktop Entry\]\r?\n([^[]*(?:\n[^[][^\n]*)*)/m.exec(text) ?? [];
  return new Map(
    main.split(/\r?\n/).flatMap((line) => {
      const [, key, value] = /^([A-Za-z0-9-]+)\s*=\s*(.*)$/.exec(line) ?? [];
      return key === undefined || value === undefined ? [] : [[key, value.trimEnd()] as const];
    }),
  );
}
