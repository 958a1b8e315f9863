// The process of one app that may lose its power at any moment. It has no pages: its owner speaks through messages.
import { app } from '../chromium-host/app.ts';
import { runApp } from '../chromium-host/run.ts';
import { askApp } from '../chromium-host/window.ts';
import { cutPoints, placeCutPoints } from './cut-points.ts';

/** What the owner's process may ask for. */
const requests = {
  call: (name: string, argument: unknown) => askApp('app://bundle/index.html', name, argument),
  arm: (at: number, torn: boolean) => cutPoints.arm(at, torn),
  passed: () => cutPoints.passed,
};

type Request = {
  readonly id: number;
  readonly name: keyof typeof requests;
  readonly args: readonly unknown[];
};

const [main = '', bookFile = ''] = process.argv.slice(2);

process.on('message', async ({ id, name, args }: Request) => {
  try {
    const value: unknown = await (requests[name] as (...args: readonly unknown[]) => unknown)(...args);
    process.send?.({ id, value });
  } catch (error) {
    process.send?.({ id, error: String(error) });
  }
});
process.once('disconnect', () => app.exit());

placeCutPoints(main, bookFile);
await runApp({ main, headed: false, inspectable: false, pageless: true });
process.send?.({ ready: true });
