// `npm run package`: installers for the system it runs on, in release/.
import { build } from 'electron-builder';
import { buildApp } from './bundle.ts';
import { fetchElectron } from './electron-binary.ts';
import { packages } from './packages.ts';

await buildApp({ mode: 'package' });
if ((await fetchElectron()) === undefined) {
  console.error(
    'Electron’s binary can’t be had here, so there is nothing to put the app into. The bundles are in dist/.',
  );
  process.exitCode = 1;
} else {
  const made = await build({ config: packages, publish: 'never' });
  for (const file of made) console.log(file);
}
