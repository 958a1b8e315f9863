import { describe, expect, it } from 'vitest';
import { jobs } from '../../shared/catalogue/jobs.ts';
import { askToStop, connect, copyPrompt, handInKey, writeSlip } from './errands.ts';
import { hasPrivateKeychain, openHouse } from './house.ts';

describe.skipIf(!hasPrivateKeychain)('from a setup key to a stopped slip', () => {
  it('makes a token that can purge the one website until its end and nothing else, and takes it back', async () => {
    const house = await openHouse();
    const { cloudflare } = house;
    const { accounts, zones } = cloudflare.practice.seed;
    const owner = await house.owner();

    await connect(owner, house);
    expect(cloudflare.liveTokens()).toEqual([]);

    await writeSlip(owner);
    const { prompt, item } = await copyPrompt(owner, house);
    expect(prompt).toContain(zones.bakery.id);

    const token = (await house.lookUp(item)) ?? '';
    expect(cloudflare.liveTokens()).toEqual([cloudflare.tokenOf(token)]);

    const zone = `/zones/${zones.bakery.id}`;
    const account = `/accounts/${accounts.bakery.id}`;
    const status = async (method: string, path: string, body?: unknown) =>
      (await cloudflare.ask(token, method, path, body)).status;
    expect(await status('GET', zone)).toBe(200);
    expect(await status('POST', `${zone}/purge_cache`, { files: ['https://bakery.example/menu'] })).toBe(200);

    const refused: readonly (readonly [string, string, unknown?])[] = [
      ['GET', `/zones/${zones.cakeshop.id}`],
      ['POST', `/zones/${zones.cakeshop.id}/purge_cache`, { files: ['https://cakeshop.example/'] }],
      ['GET', `${zone}/dns_records`],
      ['POST', `${zone}/dns_records`, { type: 'TXT', name: 'x', content: 'y', ttl: 60 }],
      ['GET', `${zone}/settings`],
      ['GET', `${zone}/rulesets`],
      ['GET', `${account}/pages/projects`],
      ['GET', `${account}/workers/scripts`],
      ['GET', `${account}/tokens`],
      ['POST', `${account}/tokens`, { name: 'more', policies: [] }],
      ['GET', `${account}/members`],
      ['GET', `${account}/billing/profile`],
    ];
    for (const [method, path, body] of refused) {
      expect(await status(method, path, body), `${method} ${path}`).toBe(403);
    }

    const verified = await cloudflare.ask(token, 'GET', `${account}/tokens/verify`);
    const end = String((verified.result as { expires_on: string }).expires_on);
    const days = (Date.parse(end) - Date.now()) / 86_400_000;
    expect(verified.result).toMatchObject({ status: 'active' });
    expect(Math.round(days)).toBe(jobs['purge-pages'].defaultDays);

    await owner.press('Done');
    await askToStop(owner);
    await owner.press('Stop this agent now');
    await owner.page.getByRole('heading', { name: 'This slip is stopped' }).waitFor();
    expect((await cloudflare.ask(token, 'GET', zone)).status).toBeGreaterThanOrEqual(400);
    expect(cloudflare.liveTokens()).toEqual([]);
    expect(await house.lookUp(item)).toBeNull();
  });

  it('swaps the token for a new one: the old one is refused, the new one works, the prompt stays', async () => {
    const house = await openHouse();
    const { cloudflare } = house;
    const zone = `/zones/${cloudflare.practice.seed.zones.bakery.id}`;
    const owner = await house.owner();
    await connect(owner, house);
    await writeSlip(owner);
    const { prompt, item } = await copyPrompt(owner, house);
    const old = (await house.lookUp(item)) ?? '';
    const [made] = cloudflare.liveTokens();
    await owner.press('Done');

    await owner.press(/^Open slip /);
    await owner.press('Rotate the token to a new value');
    await owner.press('Rotate it now');
    await owner.page.getByRole('heading', { name: 'The token is rotated' }).waitFor();
    const next = (await house.lookUp(item)) ?? '';
    expect([next === old, next.length > 40]).toEqual([false, true]);
    expect((await cloudflare.ask(old, 'GET', zone)).status).toBeGreaterThanOrEqual(400);
    expect((await cloudflare.ask(next, 'GET', zone)).status).toBe(200);
    expect((await cloudflare.ask(next, 'GET', `${zone}/dns_records`)).status).toBe(403);
    expect(cloudflare.liveTokens().map(({ id }) => id)).toEqual([made?.id]);
    await owner.page.getByRole('dialog').getByRole('button', { name: 'Done', exact: true }).click();
    expect((await copyPrompt(owner, house)).prompt).toBe(prompt);

    await owner.press('I pasted the token into a chat: rotate it');
    await owner.page.getByRole('heading', { name: 'The old token is worthless now' }).waitFor();
    expect((await cloudflare.ask(next, 'GET', zone)).status).toBeGreaterThanOrEqual(400);
    const last = (await house.lookUp(item)) ?? '';
    expect(cloudflare.liveTokens()).toEqual([cloudflare.tokenOf(last)]);
    const book = await house.readBook();
    expect([old, next, last].filter((one) => book.includes(one))).toEqual([]);
  });

  it('stops everything on the worst day, and what Cloudflare could not do at once when it is back', async () => {
    const house = await openHouse();
    const { cloudflare } = house;
    const owner = await house.owner();
    await connect(owner, house);
    await writeSlip(owner);
    const { item } = await copyPrompt(owner, house);
    await owner.press('Done');

    const back = cloudflare.practice.faults.on({ kind: 'server-error', method: 'DELETE' });
    await owner.press('Stop all agents');
    await owner.type('Type the word stop', 'stop');
    await owner.press('Stop all agents now');
    await owner.page.getByRole('heading', { name: 'Not all agents are stopped yet' }).waitFor();
    expect(cloudflare.liveTokens().length).toBe(1);
    await owner.press('Not now');
    back();
    await owner.press('Stop it now');
    await owner.page.getByText('1 slip has ended').waitFor();
    expect([cloudflare.liveTokens(), await house.lookUp(item)]).toEqual([[], null]);
  });

  it('works in the one account that the owner chose of several', async () => {
    const house = await openHouse();
    const { cloudflare } = house;
    const { zones } = cloudflare.practice.seed;
    const owner = await house.owner();

    await owner.press('Use my Cloudflare account');
    await owner.press('Connect with a setup key');
    await handInKey(owner, house, 'userSetupKey');
    await owner.press('Connect');
    await owner.page.getByRole('heading', { name: 'Your key reaches 2 accounts' }).waitFor();
    expect(cloudflare.liveTokens()).toEqual([]);
    await owner.choose('Hill Coaching');
    await owner.press('Use this account');
    await owner.sees('Your slips');

    await owner.startSlip();
    await owner.press('Next: the job');
    await owner.answerJob({ agent: 'Codex', job: jobs.audit, zone: null, project: null });
    await owner.press('Next: which website');
    await owner.choose('Hill Coaching');
    await owner.choose('hillcoaching.example');
    await owner.press('Next: task and end date');
    await owner.answerTerms();
    await owner.press('Create this token');
    await owner.sees('Your slip is ready');

    const { item } = await copyPrompt(owner, house);
    const token = (await house.lookUp(item)) ?? '';
    expect(cloudflare.liveTokens()).toEqual([cloudflare.tokenOf(token)]);
    expect((await cloudflare.ask(token, 'GET', `/zones/${zones.hillcoaching.id}/dns_records`)).status).toBe(
      200,
    );
    expect((await cloudflare.ask(token, 'GET', `/zones/${zones.bakery.id}/dns_records`)).status).toBe(403);
  });
});
