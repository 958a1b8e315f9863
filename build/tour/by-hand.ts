import { type GuideForm, type GuidePlan, planGuide } from '../../shared/guide/guide-plan.ts';
import { dayMs } from '../../shared/instant.ts';
import type { Answers } from './owner.ts';
import { PracticeHand } from './practice-hand.ts';
import type { TourRecord } from './tour-record.ts';

/** What the guide asks of an owner of the practice account Bakery Ltd who leaves the job's own end date. */
export function practicePlan({ job, zone, project }: Answers, form: GuideForm): GuidePlan {
  const access = job.modes.read === undefined ? 'change' : 'read';
  return planGuide(
    {
      job: job.id,
      access,
      accountName: 'Bakery Ltd',
      domain: zone,
      allDomains: false,
      pagesProject: project,
      endsAt: new Date(Date.now() + job.defaultDays * dayMs).toISOString(),
    },
    form,
  );
}

/** From the last question to a finished slip, through the form of the practice dashboard. */
export async function makeByHand(tour: TourRecord, answers: Answers): Promise<void> {
  const { app, owner } = tour;
  await tour.step('guide', async () => {
    await owner.press('Show me each click');
    await owner.sees('Open Cloudflare and log in');
  });
  await tour.step('form-opened', async () => {
    await owner.press(/^Open the practice form/);
    await owner.page.getByRole('article', { name: /^Step 5 of/ }).waitFor();
  });
  const dashboard = await app.page('practice.html');
  const hand = new PracticeHand(dashboard, practicePlan(answers, 'account'));
  await hand.fillIn();
  await tour.show('dashboard-summary', dashboard);
  await hand.createAndCopy();
  await tour.step('copy', () => owner.press(/^Step 11:/));
  await tour.step('ready', async () => {
    await owner.press('Paste');
    await owner.sees('Your slip is ready');
  });
  await hand.close();
}
