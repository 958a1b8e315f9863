// `npm run check`: what is worth running after every change; under a minute, and no browser needed.
import { lint, runStages, types, vitest } from './stages.ts';

process.exitCode = await runStages([lint, types, vitest('unit', 'component')], 'at once');
