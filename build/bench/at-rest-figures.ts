// Runs the app in a process of its own, makes a slip, closes the window, and prints what the app takes while it rests.
import { setTimeout as wait } from 'node:timers/promises';
import { app } from '../chromium-host/app.ts';
import { host } from '../chromium-host/host.ts';
import { runApp } from '../chromium-host/run.ts';
import { session } from '../chromium-host/session.ts';
import { askApp } from '../chromium-host/window.ts';
import { practiceRequest } from './practice-request.ts';

/*
 * What is counted: Node with the stand-in for Electron and the app's main process. Not counted: Playwright and Chromium,
 * which in Electron are other processes or none, and the compiler of TypeScript, of which a second run finds what it
 * compiled in Node's own cache. The window's page is not drawn; that it is served and asks is played here.
 */

const [, , main = '', seconds = '60'] = process.argv;
const page = 'app://bundle/index.html';

await runApp({ main, headed: false, inspectable: false, pageless: true });
while (host.windows.length === 0) await wait(20);
await servePage();
await askApp(page, 'snapshot:get', undefined);
await askApp(page, 'world:choose', { world: 'practice' });
await askApp(page, 'slip:issue', { request: practiceRequest });
const { value } = (await askApp(page, 'snapshot:get', undefined)) as { value: { slips: string } };
const slips: unknown = JSON.parse(value.slips);
for (const window of [...host.windows]) window.close();

await wait(2000);
const before = process.cpuUsage();
const begun = performance.now();
await wait(Number(seconds) * 1000);
const { user, system } = process.cpuUsage(before);
const busy = (user + system) / 1000 / (performance.now() - begun);
const { rss } = process.memoryUsage();
process.stdout.write(
  `${JSON.stringify({ slips: Array.isArray(slips) ? slips.length : 0, resident: rss, busy })}\n`,
);
app.exit();

/* The page and every script and style that it names. */
async function servePage(): Promise<void> {
  const serve = session.fromPartition('permission-slip').schemes.get('app');
  const read = async (path: string) => {
    const answer = await serve?.(new Request(new URL(path, page)));
    if (answer?.ok !== true) throw new Error(`The app does not serve ${path}.`);
    return Buffer.from(await answer.arrayBuffer());
  };
  const html = (await read('/index.html')).toString();
  for (const [, path = ''] of html.matchAll(/(?:src|href)="([^"]+)"/g)) await read(path);
}
