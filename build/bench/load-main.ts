import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

/*
 * Loads the main bundle in this process with an `electron` that does nothing, and prints how long that took in
 * milliseconds. The app is told that another one is running, so it stops where loading ends.
 */

const [, , main] = process.argv;
if (main === undefined) throw new Error('Which bundle?');

const inert = `
  const nothing = () => undefined;
  exports.app = { isPackaged: true, commandLine: { removeSwitch: nothing }, setAppUserModelId: nothing, setToastActivatorCLSID: nothing, enableSandbox: nothing, quit: nothing, requestSingleInstanceLock: () => false };
  exports.protocol = { registerSchemesAsPrivileged: nothing };
`;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: 'inert:electron', format: 'commonjs', shortCircuit: true }
      : next(specifier, context),
  load: (url, context, next) =>
    url === 'inert:electron' ? { format: 'commonjs', source: inert, shortCircuit: true } : next(url, context),
});

const require = createRequire(pathToFileURL(main));
const start = performance.now();
require(main);
process.stdout.write(`${performance.now() - start}\n`);
