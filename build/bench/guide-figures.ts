import { jobs } from '../../shared/catalogue/jobs.ts';
import { guideLength } from '../../shared/guide/guide.ts';
import { launchInChromiumHost } from '../launch/chromium-host.ts';
import { type Answers, Owner } from '../tour/owner.ts';

/*
 * Opens the guide in the practice account and prints, as one line of JSON and in milliseconds, how long each step takes
 * from the press to the picture on the screen.
 */

const [, , main] = process.argv;
if (main === undefined) throw new Error('Which bundle?');

const answers: Answers = {
  agent: 'Codex',
  job: jobs['pages-domain'],
  zone: 'bakery.example',
  project: 'bakery-site',
};
const app = await launchInChromiumHost(main, {});
const steps: number[] = [];
try {
  const owner = new Owner(await app.page('index.html'));
  await owner.press('Practise first');
  await owner.startSlip();
  await owner.answerWho(answers);
  await owner.press('Next: the job');
  await owner.answerJob(answers);
  await owner.press(/^Next: which/);
  await owner.answerWhere(answers);
  await owner.press('Next: task and end date');
  await owner.answerTerms();
  await owner.press('Show me each click');
  for (let round = 0; round < 3; round += 1) {
    for (let step = 1; step < guideLength; step += 1) {
      const button = owner.page.getByRole('button', { name: new RegExp(`^Step ${step}:`) });
      steps.push(await button.evaluate(pressAndPaint));
    }
  }
} finally {
  await app.close();
}
process.stdout.write(`${JSON.stringify({ steps })}\n`);

/* Runs in the page. A frame is drawn after its callbacks, so a message that is sent in one arrives with it on the screen. */
function pressAndPaint(button: HTMLElement | SVGElement): Promise<number> {
  const start = performance.now();
  (button as HTMLElement).click();
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now() - start);
      port2.postMessage(null);
    });
  });
}
