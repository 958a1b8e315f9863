import { describe, expect, it } from 'vitest';
import { book } from '../../../electron/core/book.ts';
import {
  type PermissionKey,
  permissionGroup,
  permissionGroupById,
  permissionGroups,
} from '../../../shared/catalogue/permission-groups.ts';
import { type SlipRequest, startDraft } from '../../../shared/wizard.ts';
import { type Office, openConnectedDesk, openDesk } from '../../fakes/open-desk.ts';
import { ownRequest } from '../../fakes/requests.ts';
import { liveTokens, strayTokens } from '../../fakes/stray-tokens.ts';
import { accountToken } from '../../fakes/tokens.ts';

const issue = ({ call }: Office, request: SlipRequest) => call['slip:issue']({ request });

async function readyOffice(): Promise<Office> {
  const office = await openDesk();
  await office.call['places:list']({ fresh: true });
  return office;
}

/** What the one live token may do: its policies, with our own names for the permissions. */
function policies(office: Office) {
  const [token] = liveTokens(office);
  return token?.policies.map(({ permission_groups, resources }) => ({
    keys: permission_groups.map(({ id }) => permissionGroupById(id)?.key).sort(),
    resources: Object.keys(resources),
  }));
}

const zoneOf = ({ practice }: Office) => `com.cloudflare.api.account.zone.${practice.seed.zones.bakery.id}`;
const accountOf = ({ practice }: Office) => `com.cloudflare.api.account.${practice.seed.accounts.bakery.id}`;

describe('a slip for a job of the owner’s own', () => {
  it('has a token for exactly what was picked, on the one website, and for seeing that website', async () => {
    const office = await readyOffice();
    expect((await issue(office, ownRequest(['dns.read', 'cache.purge']))).ok).toBe(true);
    expect(policies(office)).toEqual([
      { keys: ['cache.purge', 'dns.read', 'zone.read'], resources: [zoneOf(office)] },
    ]);
  });

  it('holds rights on the account apart from those on the website', async () => {
    const office = await readyOffice();
    await issue(office, ownRequest(['workersKv.read', 'dns.edit']));
    expect(policies(office)).toEqual([
      { keys: ['workersKv.read'], resources: [accountOf(office)] },
      { keys: ['dns.edit', 'zone.read'], resources: [zoneOf(office)] },
    ]);
  });

  it('asks for editing alone where both were picked, since it includes reading', async () => {
    const office = await readyOffice();
    await issue(office, ownRequest(['zone.edit', 'dns.read', 'dns.edit', 'zone.read']));
    expect(policies(office)?.[0]?.keys).toEqual(['dns.edit', 'zone.edit']);
  });

  const possible = permissionGroups
    .filter(({ scope, accountTokens }) => (scope === 'zone' || scope === 'account') && accountTokens)
    .filter(({ product }) => product !== 'accountApiTokens' && product !== 'userApiTokens');
  const yes: Readonly<Record<string, string>> = {
    billing: 'yes, billing',
    'accountSettings.edit': 'yes, members',
    'tunnel.edit': 'yes, tunnels',
  };

  it.each(possible.map(({ key }) => key))('can be made and proven for %s alone', async (key) => {
    const office = await readyOffice();
    const confirmation = yes[key] ?? yes[permissionGroup(key).product] ?? '';
    const answer = await issue(office, ownRequest([key], { confirmation }));
    const [slip] = office.desk.store.snapshot.slips;
    expect(answer).toEqual({ ok: true, value: { id: slip?.id } });
    expect(slip?.proof.can.length).toBe(1);
    expect(slip?.proof.cannot.length).toBeGreaterThan(0);
    expect(book.safeParse(JSON.parse(office.book.text ?? '')).success).toBe(true);
  });

  it('says so where no harmless test of it is known', async () => {
    const office = await readyOffice();
    await issue(office, ownRequest(['workersTail.read']));
    const proof = office.desk.store.snapshot.slips[0]?.proof;
    expect(proof?.untested.join(' ')).toContain('We know no harmless test for this.');
  });

  it('is there again after a restart, as it was', async () => {
    const office = await readyOffice();
    await issue(office, ownRequest(['ssl.read'], { title: '  Watch the\n certificates ' }));
    const again = await office.restart();
    expect(again.desk.store.snapshot.slips[0]?.job).toEqual({
      id: 'custom',
      title: 'Watch the certificates',
      permissions: ['ssl.read'],
      confirmation: '',
    });
  });

  it('can be stopped like any other', async () => {
    const office = await readyOffice();
    await issue(office, ownRequest(['dns.read']));
    const id = office.desk.store.snapshot.slips[0]?.id ?? '';
    expect((await office.call['slip:revoke']({ id })).ok).toBe(true);
    expect(liveTokens(office)).toEqual([]);
  });
});

describe('nothing is made', () => {
  const refused: readonly (readonly [string, SlipRequest, string])[] = [
    ['for no permission at all', ownRequest([]), 'own-job-empty'],
    ['for a job without a name', ownRequest(['dns.read'], { title: ' ' }), 'own-job-unnamed'],
    ['for a token as the name', ownRequest(['dns.read'], { title: accountToken }), 'field-holds-secret'],
    ['for reading billing without the typed yes', ownRequest(['billing.read']), 'own-job-unconfirmed'],
    ['for the members without it', ownRequest(['accountSettings.edit']), 'own-job-unconfirmed'],
    [
      'with a yes to something else',
      ownRequest(['billing.read', 'tunnel.edit'], { confirmation: 'yes, billing' }),
      'own-job-unconfirmed',
    ],
    [
      'for making tokens, whatever was typed',
      ownRequest(['accountApiTokens.edit'], { confirmation: 'yes, tokens' }),
      'own-job-kept-out',
    ],
    ['for seeing tokens', ownRequest(['dns.read', 'accountApiTokens.read']), 'own-job-kept-out'],
    ['for the owner’s own login', ownRequest(['userApiTokens.edit']), 'own-job-kept-out'],
    ['for the owner as a person', ownRequest(['memberships.read']), 'own-job-kept-out'],
    ['for a bucket', ownRequest(['r2BucketItem.read']), 'own-job-kept-out'],
    [
      'for looking only with a right to change',
      ownRequest(['dns.edit'], { access: 'read' }),
      'answer-missing',
    ],
    [
      'for all websites with a right to change',
      ownRequest(['dns.edit'], {
        place: {
          ...ownRequest(['dns.edit']).place,
          reach: { kind: 'all-zones', reason: 'We change them all at once.' },
        },
      }),
      'answer-missing',
    ],
  ];

  it.each(refused)('%s', async (_what, request, code) => {
    const office = await readyOffice();
    expect(await issue(office, request)).toMatchObject({ ok: false, problem: { code } });
    expect(office.desk.store.snapshot.slips).toEqual([]);
    expect(liveTokens(office)).toEqual([]);
    expect(strayTokens(office)).toEqual([]);
  });

  const ofOwnLogin: readonly PermissionKey[] = ['pageRules.read', 'turnstile.edit'];

  it('that only a token of the owner’s own login can hold, with a key of the account', async () => {
    const office = await openConnectedDesk();
    await office.call['places:list']({ fresh: true });
    expect(await issue(office, ownRequest(ofOwnLogin))).toEqual({
      ok: false,
      problem: { code: 'permission-of-own-login', names: ['Page Rules', 'Turnstile'] },
    });
    expect(liveTokens(office)).toEqual([]);
  });

  it('but it is with a key of the owner’s own login', async () => {
    const office = await openConnectedDesk('userSetupKey');
    await office.call['places:list']({ fresh: true });
    expect((await issue(office, ownRequest(ofOwnLogin))).ok).toBe(true);
  });
});

describe('the typed yes', () => {
  it('makes a slip for what it names, and stays on the slip', async () => {
    const office = await readyOffice();
    const request = ownRequest(['billing.read'], { confirmation: ' Yes,  billing. ' });
    expect((await issue(office, request)).ok).toBe(true);
    expect(office.desk.store.snapshot.slips[0]?.job).toMatchObject({ confirmation: ' Yes,  billing. ' });
  });
});

describe('a draft', () => {
  it.each(['title', 'confirmation'] as const)('is not saved with a token as its %s', async (field) => {
    const office = await openDesk();
    const { job, who, task } = ownRequest(['dns.read'], { [field]: accountToken });
    if (typeof job === 'string') throw new Error('not an own job');
    const draft = { ...startDraft(who), job: { ...job, access: 'read' as const }, task };
    expect(await office.call['draft:save']({ draft })).toEqual({
      ok: false,
      problem: { code: 'field-holds-secret', field },
    });
    expect(office.desk.store.snapshot.draft).toBeNull();
  });
});
