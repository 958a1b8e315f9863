// `npm run package`: installers for the system it runs on, in release/.
import { build } from 'electron-builder';
import { buildApp } from './bundle.ts';
import { fetchElectron } from './electron-binary.ts';
import { packagesOf, releaseOf } from './packages.ts';

const release = releaseOf(process.env);
await buildApp({ mode: 'package' });
console.log('Bundled into dist/.');
if ((await fetchElectron()) === undefined) {
  console.error(
    'Electron’s binary can’t be had here, so no package was made; the bundles in dist/ are what would go into it.',
  );
  process.exitCode = 1;
} else {
  if (release === null) {
    console.log('Not a release: nobody has to sign it, and it will not look for updates.');
  }
  const made = await build({ config: packagesOf(process.platform, release), publish: 'never' });
  for (const file of made) console.log(file);
}
