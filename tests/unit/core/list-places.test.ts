import { expect, it } from 'vitest';
import { ok } from '../../../shared/result.ts';
import { openConnectedDesk } from '../../fakes/open-desk.ts';

it('the projects of many accounts are asked for a few accounts at a time', async () => {
  const accounts = Array.from({ length: 23 }, (_, at) => ({
    id: at.toString(16).padStart(32, '0'),
    name: `Account ${at}`,
  }));
  let open = 0;
  let most = 0;
  const office = await openConnectedDesk('userSetupKey', {
    wrap: (cloudflare) => ({
      ...cloudflare,
      listZones: async () => ok([]),
      listAccounts: async (...asked) => {
        const own = await cloudflare.listAccounts(...asked);
        return own.ok ? ok([...own.value, ...accounts]) : own;
      },
      listPagesProjects: async (_token, accountId) => {
        open += 1;
        most = Math.max(most, open);
        await Promise.resolve();
        open -= 1;
        return ok([{ name: 'shop', domains: [], accountId }]);
      },
    }),
  });
  const places = await office.call['places:list']({ fresh: true });
  expect(places.ok && places.value.projects.map(({ accountId }) => accountId)).toEqual(
    expect.arrayContaining(accounts.map(({ id }) => id)),
  );
  expect(most).toBeLessThan(10);
});
