import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { credentialCommand, readingCommand } from '../../../shared/credential-command.ts';
import type { Route } from '../../../shared/slip.ts';
import { tempFolder } from '../adapters/temp-folder.ts';

const item = 'slip-abcdefghijklmnop';
const address = 'https://api.cloudflare.com/client/v4/zones/0123456789abcdef0123456789abcdef';
const value = 'the value of the credential';
let folder = '';

/** A program for the shell to find, which stands in for the real one. */
function program(name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}

beforeEach(async () => {
  folder = await tempFolder();
  const given = (wanted: string) => `if [ "$*" = '${wanted}' ]; then printf '%s' '${value}'; else exit 1; fi`;
  program('secret-tool', given(`lookup service permission-slip username ${item}`));
  program('security', given(`find-generic-password -s permission-slip -a ${item} -w`));
  /* Tells what it was given: its arguments, and what it read. */
  program('curl', `printf '%s|' "$@"; cat`);
  program('agent-tool', `printf '%s' "$CLOUDFLARE_API_TOKEN"`);
});

function run(
  line: string,
  env: Readonly<Record<string, string>> = {},
): { readonly out: string; readonly failed: boolean } {
  const options = {
    encoding: 'utf8',
    env: { PATH: `${folder}${delimiter}${process.env.PATH}`, ...env },
  } as const;
  try {
    return {
      out: execFileSync('sh', ['-c', line], { ...options, stdio: ['ignore', 'pipe', 'pipe'] }),
      failed: false,
    };
  } catch {
    return { out: '', failed: true };
  }
}

const keychain: Route = { kind: 'keychain' };

describe('the command that an agent runs', () => {
  it.each(['linux', 'darwin'] as const)(
    'has the credential in the environment of one program, on %s',
    (platform) => {
      expect(run(credentialCommand(keychain, item, platform, 'agent-tool')).out).toBe(value);
    },
  );

  it('looks in PowerShell where the app writes the file, which is not where $HOME points on a network drive', () => {
    const line = credentialCommand({ kind: 'local' }, item, 'win32', 'agent-tool');
    expect(line).toContain(`"$env:USERPROFILE\\.permission-slip\\routes\\${item}.env"`);
    expect(line).not.toContain('$HOME');
  });

  it('leaves nothing of it in the shell that ran it', () => {
    expect(
      run(`${credentialCommand(keychain, item, 'linux', 'true')}; printf '%s' "$CLOUDFLARE_API_TOKEN"`).out,
    ).toBe('');
  });

  it('takes it from the variable that the owner moved it to', () => {
    const line = credentialCommand(
      { kind: 'environment', name: 'BAKERY_TOKEN' },
      item,
      'linux',
      'agent-tool',
    );
    expect(run(line, { BAKERY_TOKEN: value }).out).toBe(value);
  });

  it.each([
    [
      'an item that is not there',
      credentialCommand(keychain, 'slip-zzzzzzzzzzzzzzzz', 'linux', 'agent-tool'),
    ],
    [
      'a variable that is not there',
      credentialCommand({ kind: 'environment', name: 'NO_SUCH_TOKEN' }, item, 'linux', 'agent-tool'),
    ],
  ])('stops at %s', (_what, line) => {
    expect(run(line)).toEqual({ out: '', failed: true });
  });

  it.each(['linux', 'darwin'] as const)(
    'can read the API with the credential out of sight of other programs, on %s',
    (platform) => {
      const { out } = run(credentialCommand(keychain, item, platform, readingCommand(address, platform)));
      const [read = '', ...args] = out.split('|').reverse();
      expect(args).toContain(address);
      expect([args.join(' ').includes(value), read.trim()]).toEqual([
        false,
        `header = "Authorization: Bearer ${value}"`,
      ]);
    },
  );
});
