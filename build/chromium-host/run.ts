/*
 * Runs the unmodified main bundle on Node, with pages of a real Chromium as its windows.
 *
 * What only real Electron can prove: the sandbox and context isolation (the preload shares the page's world), origins of
 * custom schemes (`https://bundle.app.invalid` stands in for `app://bundle`), permission handlers (noted; Chromium
 * itself asks nobody or a person), that WebRTC reaches nobody (noted), content protection, DevTools, menus' roles,
 * accelerators and looks, native tray, toasts and dialogs, login items, focus and stacking of windows, zoom (a smaller
 * viewport), preventing that a person closes a window, redirects, child windows, fuses and the updater.
 */
import { createRequire, registerHooks } from 'node:module';
import { app, becomeReady } from './app.ts';
import { type HostOptions, host } from './host.ts';

/** Runs the app; the answer comes once it is ready. A process can run one app. */
export async function runApp(options: HostOptions): Promise<void> {
  host.options = options;
  const stand = new URL('./electron.ts', import.meta.url).href;
  registerHooks({
    resolve: (name, context, next) =>
      name === 'electron'
        ? { url: stand, format: 'module-typescript', shortCircuit: true }
        : next(name, context),
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => app.quit());
  createRequire(import.meta.url)(options.main);
  // Electron is ready only after the main module has run; one that has asked to quit by then never is.
  await new Promise((done) => setImmediate(done));
  await becomeReady();
}
