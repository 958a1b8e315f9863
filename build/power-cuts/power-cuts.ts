import { setTimeout as wait } from 'node:timers/promises';
import { randomFrom } from '../random-from.ts';
import { type CutHouse, openCutHouse } from './cut-house.ts';
import { connect, connectAnew, type Errand, errands, type Kept } from './errands.ts';

/** What came of a number of power cuts. */
export type CutReport = {
  readonly cuts: number;
  /** How many of them came before the app had answered. */
  readonly inTheMiddle: number;
  /** What was not as it has to be afterwards; empty is good. */
  readonly wrong: readonly string[];
};

/** How many cuts one house lives through before a new one is opened: Cloudflare limits how much may be asked of it. */
const cutsInAHouse = 12;

/** Runs one errand and cuts the power before each change that it makes, one run a change, and once after its answer. */
export async function cutAtEachMoment(main: string, errand: Errand): Promise<CutReport> {
  const house = await openCutHouse(main);
  let cuts = 0;
  const wrong: string[] = [];
  try {
    for (let moment = 1; ; moment += 1) {
      await errand.prepare(house);
      await house.app().cutAt(moment, errand.name === 'save');
      const kept = await errand.run(house);
      if (house.app().isAlive) {
        /* It went through: there is no moment of this number. The power is cut once more, after the answer. */
        const { length } = await house.app().passed();
        if (length >= moment) throw new Error(`"${errand.name}" passed ${length} moments and was not cut.`);
      }
      const name = kept === null ? `${errand.name}, moment ${moment}` : `after ${errand.name}`;
      cuts += 1;
      const found = await comeBack(house, errand, kept);
      wrong.push(...found.map((what) => `${name}: ${what}`));
      if (kept !== null || found.length > 0) break;
    }
  } finally {
    await house.close();
  }
  return { cuts, inTheMiddle: cuts - 1, wrong };
}

/** Cuts the power at random moments of random errands, and now and then again while the app comes back. */
export async function cutAtRandom(main: string, most: number, seed: number): Promise<CutReport> {
  const random = randomFrom(seed);
  const usual = new Map<string, number>();
  let cuts = 0;
  const wrong: string[] = [];
  let inTheMiddle = 0;
  while (cuts < most && wrong.length === 0) {
    const house = await openCutHouse(main, () => random() * 12);
    try {
      for (let here = 0; here < cutsInAHouse && cuts < most && wrong.length === 0; here += 1) {
        const errand = errands[Math.floor(random() * errands.length)] ?? unreachable();
        await errand.prepare(house);
        const kept = await cutDuring(house, errand, random, usual);
        if (kept === null) inTheMiddle += 1;
        cuts += 1;
        if (random() < 0.3 && cuts < most) {
          await house.powerOn();
          await wait(random() * 300);
          cuts += 1;
          inTheMiddle += 1;
        }
        const found = await comeBack(house, errand, kept);
        wrong.push(...found.map((what) => `cut ${cuts}, ${errand.name}: ${what}`));
      }
    } finally {
      await house.close();
    }
  }
  return { cuts, inTheMiddle, wrong };
}

/* The moment is chosen within the time that the errand took when it was last left alone, or a little later. */
async function cutDuring(
  house: CutHouse,
  errand: Errand,
  random: () => number,
  usual: Map<string, number>,
): Promise<Kept | null> {
  const begun = performance.now();
  const running = errand.run(house).then((kept) => {
    if (kept !== null) usual.set(errand.name, performance.now() - begun);
    return kept;
  });
  await Promise.race([running, wait(random() * 1.1 * (usual.get(errand.name) ?? 600))]);
  await house.app().cut();
  return running;
}

/* Starts the app again, lets it finish what it can, has the owner do what is asked of them, and looks at everything. */
async function comeBack(house: CutHouse, errand: Errand, kept: Kept | null): Promise<readonly string[]> {
  await house.powerOn();
  await house.settle();
  const atFirst = await house.wrong('with-clean-ups');
  const broken = kept?.(await house.snapshot()) ?? null;
  await (errand.name === 'connect' ? connectAnew : connect)(house);
  const { cleanUps } = await house.snapshot();
  const cleanedUp = await house.call('clean-up:retry', { marks: cleanUps.map(({ mark }) => mark) });
  const stopped = await house.call('slip:stop-waiting', undefined);
  const unswapped = await swapWhatIsLost(house);
  return [
    ...atFirst,
    ...(broken === null ? [] : [`the owner was told of ${broken}`]),
    ...(cleanedUp?.ok === true ? [] : ['cleaning up fails']),
    ...(stopped?.ok === true ? [] : ['stopping fails']),
    ...unswapped,
    ...(await house.wrong('strict')),
  ];
}

async function swapWhatIsLost(house: CutHouse): Promise<readonly string[]> {
  const { slips } = await house.snapshot();
  const failed: string[] = [];
  for (const { id, number, rotating, revoked } of slips) {
    if (rotating?.lost !== true || revoked !== null) continue;
    const swapped = await house.call('slip:rotate', { id, why: 'asked', again: true });
    if (swapped?.ok !== true) failed.push(`slip ${number} can't be swapped again`);
  }
  return failed;
}

function unreachable(): never {
  throw new Error('There is no such errand.');
}
