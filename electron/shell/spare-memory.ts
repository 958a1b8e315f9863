import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { app } from 'electron';

/** How long after the last window is gone, in milliseconds: what it held has been let go of by then. */
const afterWindowMs = 1000;
/** How long after a start without a window. */
const afterStartMs = 20_000;

/**
 * Has V8 give its memory back once no window is left. It keeps room for new objects by what the app took at its busiest,
 * and by itself never collects it while the app does nothing but wait.
 */
export function spareMemoryWithoutWindows(collect: () => void = collectAll): void {
  let windows = 0;
  let pause = setTimeout(collect, afterStartMs).unref();
  app.on('browser-window-created', (_event, window) => {
    windows += 1;
    clearTimeout(pause);
    window.once('closed', () => {
      windows -= 1;
      if (windows === 0) pause = setTimeout(collect, afterWindowMs).unref();
    });
  });
}

/* V8 has no other way in. The switch is on for a moment only, and what it puts on a context's global goes with that. */
function collectAll(): void {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  if (typeof gc === 'function') gc({ type: 'major', flavor: 'last-resort' });
}
