import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Owner } from '../../build/tour/owner.ts';
import type { Fault, FaultKind } from '../../electron/practice/faults.ts';
import type { TestCloudflare } from './cloudflare.ts';
import { answerAll, askToStop, connect, notice, offerKey, writeSlip } from './errands.ts';
import { hasPrivateKeychain, openHouse } from './house.ts';

/** A way to fail, and what the owner reads about it. */
type Trouble = { readonly fault: FaultKind; readonly title: string; readonly says: RegExp };

const unreachable = "We can't reach Cloudflare";
const nonsense = "Cloudflare's answer made no sense";
const outOfReach: Trouble = { fault: { kind: 'offline' }, title: unreachable, says: /is online/ };
const busy: Trouble = {
  fault: { kind: 'rate-limited', retryAfterSeconds: 30 },
  title: 'Cloudflare asks us to wait',
  says: /Wait 30 seconds/,
};
const failing: Trouble = {
  fault: { kind: 'server-error' },
  title: 'Cloudflare has a problem of its own',
  says: /"error 500"/,
};
const halfAnswers: Trouble = { fault: { kind: 'truncated' }, title: nonsense, says: /did not use it/ };
const webPages: Trouble = { fault: { kind: 'malformed' }, title: nonsense, says: /did not use it/ };
const hangingUp: Trouble = { fault: { kind: 'dropped' }, title: unreachable, says: /is online/ };
const troubles = [outOfReach, busy, failing, halfAnswers, webPages, hangingUp];

const makingTokens = { method: 'POST', path: /\/tokens$/ };
const deletingTokens = { method: 'DELETE', path: '/tokens/' };
const listingWebsites = { method: 'GET', path: /^\/zones$/ };
const verifying = { method: 'GET', path: '/tokens/verify' };

/** Keeps a trouble up until the owner reads of it; answers with the notice. */
async function readsOf(
  { owner, cloudflare }: { owner: Owner; cloudflare: TestCloudflare },
  { fault, title, says }: Trouble,
  where: Pick<Fault, 'method' | 'path'>,
  act: () => Promise<void>,
): Promise<Locator> {
  const mend = cloudflare.practice.faults.on({ ...fault, ...where });
  await act();
  const seen = notice(owner.page, title);
  await seen.getByText(says).waitFor();
  mend();
  return seen;
}

describe.skipIf(!hasPrivateKeychain)(
  'whatever goes wrong at Cloudflare, the owner reads of it and can go on',
  () => {
    it('while the setup key is connected', async () => {
      const { cloudflare, ...house } = await openHouse();
      const owner = await house.owner();
      await offerKey(owner, { cloudflare });
      let button = 'Connect';
      for (const trouble of troubles) {
        for (const where of [verifying, listingWebsites]) {
          await readsOf({ owner, cloudflare }, trouble, where, () => owner.press(button));
          expect(cloudflare.liveTokens()).toEqual([]);
          button = 'Try again';
        }
      }
      await owner.press(button);
      await owner.sees('Your slips');
    });

    it('while the websites are listed', async () => {
      const { cloudflare, ...house } = await openHouse();
      const first = await house.owner();
      await offerKey(first, { cloudflare });
      await first.choose("Keep in this computer's keychain");
      await first.press('Connect');
      await first.sees('Your slips');

      await house.app.restart();
      const owner = await house.owner();
      const scene = { owner, cloudflare };
      await readsOf(scene, failing, listingWebsites, async () => {
        await owner.startSlip();
        await owner.press('Next: the job');
        await owner.choose('Show visitors the new page');
        await owner.press('Next: which website');
      });
      for (const trouble of troubles.filter((one) => one !== failing)) {
        await readsOf(scene, trouble, listingWebsites, () => owner.press('Try again'));
      }
      await owner.press('Try again');
      await owner.choose(/^bakery\.example/);
      expect(cloudflare.liveTokens()).toEqual([]);
    });

    it('while the token is made and tried out', async () => {
      const { cloudflare, ...house } = await openHouse();
      const owner = await house.owner();
      await connect(owner, { cloudflare });
      await answerAll(owner);
      let button = 'Create this token';
      for (const trouble of troubles) {
        for (const where of [makingTokens, verifying]) {
          const seen = await readsOf({ owner, cloudflare }, trouble, where, () => owner.press(button));
          await owner.sees('The slip was not made');
          const outcome =
            where === verifying ? /We deleted the new token/ : /No token was|We deleted the new/;
          await seen.getByText(outcome).waitFor();
          expect(cloudflare.liveTokens()).toEqual([]);
          button = 'Try again';
        }
      }
      await owner.press(button);
      await owner.sees('Your slip is ready');
      expect(cloudflare.liveTokens()).toHaveLength(1);
    });

    it('while an agent is stopped', async () => {
      const { cloudflare, ...house } = await openHouse();
      const owner = await house.owner();
      await connect(owner, { cloudflare });
      await writeSlip(owner);
      await owner.press('Go to my slips');
      await askToStop(owner);
      let button = 'Stop this agent now';
      for (const trouble of [outOfReach, busy, failing]) {
        await readsOf({ owner, cloudflare }, trouble, deletingTokens, () => owner.press(button));
        expect(cloudflare.liveTokens()).toHaveLength(1);
        button = 'Try again';
      }
      /* From here on the token is deleted and only the answer is spoilt. */
      await readsOf({ owner, cloudflare }, hangingUp, deletingTokens, () => owner.press(button));
      expect(cloudflare.liveTokens()).toEqual([]);
      await owner.press(button);
      await owner.page.getByRole('heading', { name: 'This slip is stopped' }).waitFor();
      await owner.press('Done');

      /* Where the answers make no sense, the list of tokens shows that it is gone. */
      await owner.press('Back');
      await writeSlip(owner);
      await owner.press('Go to my slips');
      await askToStop(owner);
      cloudflare.practice.faults.on({ ...halfAnswers.fault, ...deletingTokens });
      await owner.press('Stop this agent now');
      await owner.page.getByRole('heading', { name: 'This slip is stopped' }).waitFor();
      expect(cloudflare.liveTokens()).toEqual([]);
    });
  },
);
