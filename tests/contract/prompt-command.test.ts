import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KeychainSession, startKeychainSession } from '../../build/launch/keychain-session.ts';
import { serveOnLoopback } from '../../electron/practice/loopback.ts';
import { createPracticeCloudflare } from '../../electron/practice/practice-cloudflare.ts';
import { credentialCommand, readingCommand } from '../../shared/credential-command.ts';

const run = promisify(execFile);
const item = 'slip-aaaaaaaaaaaaaaaa';

/* Shell, keychain and curl as an agent on Linux has them; elsewhere the line is one for another shell. */
describe.runIf(process.platform === 'linux')('the line of the prompt, in a shell', () => {
  const practice = createPracticeCloudflare({ now: () => new Date() });
  const token = practice.readyToken('narrow').value;
  let session: KeychainSession;
  let served: Awaited<ReturnType<typeof serveOnLoopback>>;

  beforeAll(async () => {
    session = await startKeychainSession();
    served = await serveOnLoopback(practice, 0);
    const store = ['store', '--label=test', 'service', 'permission-slip', 'username', item];
    const child = run('secret-tool', store, { env: { ...process.env, ...session.env } });
    child.child.stdin?.end(token);
    await child;
  });
  afterAll(async () => {
    await served.close();
    await session.stop();
  });

  const inShell = (line: string) => run('sh', ['-c', line], { env: { ...process.env, ...session.env } });
  const line = (command: string, from = item) =>
    credentialCommand({ kind: 'keychain' }, from, 'linux', command);

  it('reads the website with the slip’s own credential', async () => {
    const address = `${served.baseUrl}/zones/${practice.seed.zones.bakery.id}`;
    const { stdout } = await inShell(line(readingCommand(address, 'linux')));
    expect(JSON.parse(stdout)).toMatchObject({ success: true, result: { name: 'bakery.example' } });
  });

  it('gives the credential to a command through its environment', async () => {
    const { stdout } = await inShell(line('node -e "console.log(process.env.CLOUDFLARE_API_TOKEN.length)"'));
    expect(Number(stdout)).toBe(token.length);
  });

  it('keeps the credential out of what it prints and out of the arguments of every process', async () => {
    const spy = 'cat /proc/[0-9]*/cmdline 2>/dev/null | tr "\\0" " "';
    const { stdout, stderr } = await inShell(
      line(`printf "%s" "$CLOUDFLARE_API_TOKEN" | (cat > /dev/null; ${spy})`),
    );
    expect(stdout).toContain('sh -c');
    expect(`${stdout}${stderr}`.includes(token)).toBe(false);
  });

  it('runs nothing where there is no credential', async () => {
    const missing = inShell(line('echo ran anyway', 'slip-bbbbbbbbbbbbbbbb'));
    await expect(missing).rejects.toMatchObject({
      stdout: '',
      stderr: expect.stringContaining('no credential was found'),
    });
  });
});
