import { describe, expect, it } from 'vitest';
import { permissionGroupById } from '../../shared/catalogue/permission-groups.ts';
import { connect, copyPrompt } from './errands.ts';
import { hasPrivateKeychain, openHouse } from './house.ts';

describe.skipIf(!hasPrivateKeychain)('a job of the owner’s own', () => {
  it('gives a token exactly what was ticked, on the one website', async () => {
    const house = await openHouse();
    const { cloudflare } = house;
    const { zones } = cloudflare.practice.seed;
    const owner = await house.owner();
    const tick = async (search: string, name: RegExp) => {
      await owner.type('Find a permission', search);
      await owner.page.getByRole('checkbox', { name }).check();
    };

    await connect(owner, house);
    await owner.startSlip();
    await owner.press('Next: the job');
    await owner.press('See all jobs');
    await owner.choose(/^Something else/);
    await owner.press('Next: what exactly it may do');
    await owner.sees('What exactly may it do?');
    await tick('certificates', /^Read see the certificates/);
    await tick('saved copies', /^Purge clear saved copies/);
    await owner.type('What do you call this job?', 'Check certificates');
    await owner.press('Next: which website');
    await owner.choose(/^bakery\.example/);
    await owner.press('Next: task and end date');
    await owner.type('The task', 'Tell me which certificates of bakery.example end soon.');
    await owner.press('Create this token');
    await owner.sees('Your slip is ready');

    const { prompt, item } = await copyPrompt(owner, house);
    expect(prompt).toContain('Read what Cloudflare calls "SSL and Certificates".');
    const token = (await house.lookUp(item)) ?? '';
    const policies = cloudflare.tokenOf(token)?.policies;
    expect(policies?.map(({ resources }) => Object.keys(resources))).toEqual([
      [`com.cloudflare.api.account.zone.${zones.bakery.id}`],
    ]);
    const held = policies?.flatMap(({ permission_groups }) =>
      permission_groups.map(({ id }) => permissionGroupById(id)?.key),
    );
    expect(held?.sort()).toEqual(['cache.purge', 'ssl.read', 'zone.read']);

    const status = async (path: string) => (await cloudflare.ask(token, 'GET', path)).status;
    expect(await status(`/zones/${zones.bakery.id}/ssl/certificate_packs`)).toBe(200);
    expect(await status(`/zones/${zones.bakery.id}/dns_records`)).toBe(403);
    expect(await status(`/zones/${zones.cakeshop.id}/ssl/certificate_packs`)).toBe(403);
  });

  it('asks twice for billing, and makes no token without the typed words', async () => {
    const house = await openHouse();
    const owner = await house.owner();
    await connect(owner, house);
    await owner.startSlip();
    await owner.press('Next: the job');
    await owner.press('See all jobs');
    await owner.choose(/^Something else/);
    await owner.press('Next: what exactly it may do');
    await owner.press('Show them too');
    await owner.type('Find a permission', 'bills');
    await owner.page.getByRole('checkbox', { name: /^Read see your bills/ }).check();
    await owner.type('What do you call this job?', 'Read our bills');
    await owner.press('Next: which account');
    await owner.page.getByText(/This needs a second yes from you/).waitFor();
    await owner.type('To allow it all the same, type: yes, billing', 'yes, billing');
    await owner.press('Next: which account');
    await owner.sees('Which account is it about?');
    expect(house.cloudflare.liveTokens()).toEqual([]);
  });
});
