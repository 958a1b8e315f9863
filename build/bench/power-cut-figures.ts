// Cuts the power at random moments, in the bundle that is named, and prints what came of it as one line of JSON.
import { cutAtRandom } from '../power-cuts/power-cuts.ts';

const [, , main, cuts, seed] = process.argv;
if (main === undefined) throw new Error('Which bundle?');

const report = await cutAtRandom(main, Number(cuts), Number(seed));
process.stdout.write(`${JSON.stringify(report)}\n`);
