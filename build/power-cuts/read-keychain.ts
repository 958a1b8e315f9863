import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { keychainService } from '../../shared/credential-command.ts';

/* In a process of its own, since a process finds its keychain by its environment. Answers with names and values. */
const program = `
  import { findCredentialsAsync } from '@napi-rs/keyring';
  process.stdout.write(JSON.stringify(await findCredentialsAsync(process.argv[1])));
`;
const credentials = z.array(z.object({ account: z.string(), password: z.string() }));

/** Everything of the app's in the keychain of a session: the items' names, and what they hold. */
export async function readKeychain(
  env: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, string>> {
  const args = ['--input-type=module', '--eval', program, keychainService];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: import.meta.dirname,
    env: { ...process.env, ...env },
  });
  return new Map(credentials.parse(JSON.parse(stdout)).map(({ account, password }) => [account, password]));
}
