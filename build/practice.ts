import { parseArgs } from 'node:util';
import { serveOnLoopback } from '../electron/practice/loopback.ts';
import { createPracticeCloudflare } from '../electron/practice/practice-cloudflare.ts';

const usage = 'Usage: npm run practice -- [--port N]   (N from 0 to 65535; 0 takes any free port)';

function portFrom(args: readonly string[]): number | null {
  try {
    const { values } = parseArgs({ args: [...args], options: { port: { type: 'string', default: '0' } } });
    const port = Number(values.port);
    return /^\d{1,5}$/.test(values.port) && port <= 65_535 ? port : null;
  } catch {
    return null;
  }
}

/** Serves a fresh practice Cloudflare until it is told to stop. */
async function main(): Promise<void> {
  const port = portFrom(process.argv.slice(2));
  if (port === null) {
    process.stderr.write(`${usage}\n`);
    process.exitCode = 2;
    return;
  }
  const practice = createPracticeCloudflare({
    now: () => new Date(),
    // wrangler counts on it: its whoami fails for an account-owned token otherwise.
    behaviour: { accountTokensListAccounts: true },
  });
  const server = await serveOnLoopback(practice, port);
  const { accounts, zones, projects, userId } = practice.seed;
  const tokens = Object.fromEntries(
    practice.readyTokenRoles.map((role) => {
      const { role: _, ...token } = practice.readyToken(role);
      return [role, token];
    }),
  );
  const document = { baseUrl: server.baseUrl, userId, accounts, zones, projects, tokens };
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());
}

main().catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`The practice Cloudflare could not start: ${reason}\n`);
  process.exitCode = 1;
});
