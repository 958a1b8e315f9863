import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { launchApp } from '../../build/launch/launch-app.ts';
import { type TourPlan, takeTour } from '../../build/tour/take-tour.ts';
import { jobs } from '../../shared/catalogue/jobs.ts';
import { startCloudflare } from './cloudflare.ts';
import { hasPrivateKeychain } from './house.ts';

/** Takes the tour, and answers with what it left. */
async function tour(plan: Omit<TourPlan, 'job'>) {
  const folder = await mkdtemp(join(tmpdir(), 'slip-tour-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const left = await takeTour({ job: jobs['purge-pages'], ...plan }, folder, launchApp);
  return { ...left, files: await readdir(folder) };
}

describe.skipIf(!hasPrivateKeychain)('the tour does the main job, and finds no secret on its way', () => {
  it('with a setup key that its owner pastes', async () => {
    const cloudflare = await startCloudflare();
    onTestFinished(() => cloudflare.close());
    const { practice, env } = cloudflare;
    const setupKey = practice.readyToken('accountSetupKey').value;
    const { prompt, report, files } = await tour({
      guided: false,
      target: {
        kind: 'api',
        baseUrl: env.PERMISSION_SLIP_API ?? '',
        setupKey,
        accountId: practice.seed.accounts.bakery.id,
        zone: 'bakery.example',
      },
    });

    expect(report.canary.found).toEqual([]);
    for (const place of ['screen: key-offered', 'screen: ready', 'clipboard after copying the prompt'])
      expect(report.canary.searched).toContain(place);
    expect(prompt).toContain('bakery.example');
    expect(files).toEqual(expect.arrayContaining([...report.pictures]));
    expect(report.pictures.length).toBeGreaterThanOrEqual(report.steps.length);
    expect(cloudflare.liveTokens()).toEqual([]);
  });

  it('with a token that is made by hand in the practice dashboard', async () => {
    const { report } = await tour({ guided: true, target: { kind: 'practice', zone: 'bakery.example' } });
    expect(report.path).toBe('by-hand');
    expect(report.canary.found).toEqual([]);
    expect(report.steps.map(({ name }) => name)).toEqual(expect.arrayContaining(['ready', 'stopped']));
  });
});
