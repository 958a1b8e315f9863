// `npm test`: everything.
import { buildApp } from './bundle.ts';
import { electronBinary } from './electron-binary.ts';
import { lint, runStages, task, types, vitest } from './stages.ts';

const stages = [
  lint,
  types,
  task('bundle', () => buildApp({ mode: 'development' })),
  vitest('unit', 'component', 'contract', 'security'),
  ...(process.platform === 'linux' ? [vitest('package')] : []),
  vitest('chromium-host'),
  vitest('visual'),
  vitest('e2e'),
];
if (electronBinary() === undefined) {
  console.log('Electron’s binary is not here: the journeys run in the chromium-host alone.');
} else {
  stages.push(vitest('e2e-electron'));
}
process.exitCode = await runStages(stages);
