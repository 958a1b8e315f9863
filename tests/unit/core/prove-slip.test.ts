import { describe, expect, it } from 'vitest';
import { createCloudflareApi } from '../../../electron/adapters/cloudflare/cloudflare-api.ts';
import type { Cloudflare, ProbeOutcome } from '../../../electron/core/ports.ts';
import { planProof } from '../../../electron/core/proof-plan.ts';
import { proveSlip } from '../../../electron/core/prove-slip.ts';
import { Secret } from '../../../electron/core/secret.ts';
import { orderFor, permissionsOf } from '../../../electron/core/token-order.ts';
import { createPracticeCloudflare } from '../../../electron/practice/practice-cloudflare.ts';
import { places as seed } from '../../../electron/practice/seed/places.ts';
import { jobIds, jobs } from '../../../shared/catalogue/jobs.ts';
import { type PermissionKey, permissionGroup } from '../../../shared/catalogue/permission-groups.ts';
import type { Places } from '../../../shared/places.ts';
import type { SlipRequest } from '../../../shared/wizard.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { bakeryPlace, purgeRequest, requestFor } from '../../fakes/requests.ts';

const end = { kind: 'at', at: '2026-12-24T10:00:00Z' } as const;
const owner = { kind: 'account', accountId: seed.accounts.bakery.id } as const;
const account = seed.accounts.bakery;
const lists: Places = {
  accounts: [account],
  zones: [seed.zones.bakery, seed.zones.cakeshop, seed.zones.oldBakery].map((zone) => ({
    ...zone,
    account,
    status: 'active',
  })),
  projects: [],
};

/** Makes a token that is not what was ordered, and has it proven. */
async function prove(
  change: {
    readonly request?: SlipRequest;
    readonly keys?: readonly PermissionKey[];
    readonly resources?: Readonly<Record<string, string>>;
    readonly expiresOn?: string | null;
    readonly granted?: readonly string[];
    readonly wrap?: (cloudflare: Cloudflare) => Cloudflare;
  } = {},
) {
  const clock = new ManualClock();
  const practice = createPracticeCloudflare({ now: clock.now });
  const request = change.request ?? purgeRequest;
  const wanted = permissionsOf(request);
  const order = orderFor(request, end, new Map(wanted.map((key) => [key, permissionGroup(key).id])), {
    number: 1,
    mark: 'ps-abcdefghijkl',
  });
  const keys = change.keys ?? wanted;
  const expiresOn = change.expiresOn === undefined ? end.at : change.expiresOn;
  const onScope = (scope: string) => keys.filter((key) => permissionGroup(key).scope === scope);
  const made = practice.dashboard.createToken(owner, {
    name: 'to be proven',
    ...(expiresOn === null ? {} : { expires_on: expiresOn }),
    policies: [
      {
        keys: onScope('zone'),
        resources: change.resources ?? { [`com.cloudflare.api.account.zone.${seed.zones.bakery.id}`]: '*' },
      },
      { keys: onScope('account'), resources: { [`com.cloudflare.api.account.${account.id}`]: '*' } },
    ]
      .filter((policy) => policy.keys.length > 0)
      .map((policy) => ({
        effect: 'allow',
        resources: policy.resources,
        permission_groups: policy.keys.map((key) => ({ id: permissionGroup(key).id })),
      })),
  });
  const api = createCloudflareApi({ baseUrl: practice.baseUrl, fetch: practice.fetchLike, clock });
  const before = practice.fingerprint();
  const proof = await proveSlip(
    { cloudflare: change.wrap?.(api) ?? api, clock },
    {
      token: {
        id: made.id,
        value: new Secret(made.value),
        granted: change.granted ?? order.policies.flatMap(({ permissions }) => permissions),
      },
      owner,
      request,
      order,
      until: end,
      places: lists,
    },
  );
  return {
    proof,
    changed: practice.fingerprint() !== before,
    methods: [...new Set(practice.requests.map(({ method }) => method))],
  };
}

const probing =
  (probe: (about: string) => ProbeOutcome | null) =>
  (cloudflare: Cloudflare): Cloudflare => ({
    ...cloudflare,
    probe: async (token, request, signal) =>
      probe(request.kind === 'get' ? request.path : request.kind) ?? cloudflare.probe(token, request, signal),
  });

describe('a proof', () => {
  const levels = jobIds.flatMap((job) =>
    (['read', 'change'] as const)
      .filter((access) => jobs[job].modes[access])
      .map((access) => ({ job, access })),
  );

  it.each(levels)(
    'of $job ($access) succeeds for the right token and changes nothing',
    async ({ job, access }) => {
      const { proof, changed } = await prove({ request: requestFor(job, access) });
      expect([proof.ok, changed]).toEqual([true, false]);
    },
  );

  it.each(levels)(
    'of $job ($access) is made of at most twelve requests, all of which only read',
    ({ job, access }) => {
      const probes = planProof(requestFor(job, access), lists);
      expect(probes.length).toBeLessThanOrEqual(11);
      expect(
        probes.map(({ request }) => request.kind === 'get' || !/mutation/i.test(request.query)),
      ).not.toContain(false);
    },
  );

  it('says what was not tried', async () => {
    const { proof } = await prove();
    expect(proof.ok && proof.value.untested).toEqual([
      'Changes were not tried, so that nothing on your website changes.',
    ]);
  });

  it('waits a while for a token that Cloudflare does not know yet', async () => {
    let asked = 0;
    const { proof } = await prove({
      wrap: (cloudflare) => ({
        ...cloudflare,
        verify: async (...verifying) => {
          asked += 1;
          return asked < 3
            ? { ok: false, problem: { code: 'token-refused' } }
            : cloudflare.verify(...verifying);
        },
      }),
    });
    expect(proof.ok).toBe(true);
  });

  it('waits a while for a permission that has not arrived everywhere yet', async () => {
    let asked = 0;
    const { proof } = await prove({
      wrap: probing((about) => {
        if (about !== `/zones/${seed.zones.bakery.id}`) return null;
        asked += 1;
        return asked < 3 ? { kind: 'refused' } : null;
      }),
    });
    expect(proof.ok).toBe(true);
  });
});

describe('a token that is wider than ordered fails its proof', () => {
  it('by another permission', async () => {
    const { proof, changed } = await prove({ keys: [...permissionsOf(purgeRequest), 'dns.read'] });
    expect(proof).toEqual({
      ok: false,
      problem: { code: 'proof-wider', reached: [expect.stringContaining('DNS records')] },
    });
    expect(changed).toBe(false);
  });

  it('by another website', async () => {
    const { proof } = await prove({ resources: { 'com.cloudflare.api.account.zone.*': '*' } });
    expect(proof).toEqual({
      ok: false,
      problem: {
        code: 'proof-wider',
        reached: [expect.stringContaining('cakeshop.example'), expect.stringContaining('old-bakery.example')],
      },
    });
  });

  it.each([
    ['a later end', '2027-06-01T00:00:00Z'],
    ['no end', null],
  ])('by %s', async (_what, expiresOn) => {
    expect((await prove({ expiresOn })).proof).toMatchObject({
      problem: { code: 'proof-wider', reached: [expect.stringContaining('longer')] },
    });
  });

  it("by what Cloudflare's own record of it says", async () => {
    const granted = [...permissionsOf(purgeRequest), 'billing.edit' as const].map(
      (key) => permissionGroup(key).id,
    );
    expect((await prove({ granted })).proof).toMatchObject({ problem: { code: 'proof-wider' } });
  });
});

describe('a token that is narrower than ordered fails its proof', () => {
  it('by a missing permission', async () => {
    const { proof } = await prove({ keys: ['cache.purge'] });
    expect(proof).toEqual({
      ok: false,
      problem: { code: 'proof-too-narrow', missing: [expect.stringContaining('the website itself')] },
    });
  });

  it("by what Cloudflare's own record of it says", async () => {
    expect((await prove({ granted: [permissionGroup('zone.read').id] })).proof).toMatchObject({
      problem: { code: 'proof-too-narrow' },
    });
  });

  it('by an earlier end', async () => {
    expect((await prove({ expiresOn: '2026-12-01T00:00:00Z' })).proof.ok).toBe(false);
  });
});

describe('a proof that comes to nothing is no proof', () => {
  const unclear: ProbeOutcome = { kind: 'unclear', problem: { code: 'cloudflare-down', status: 503 } };

  it('when nothing could be read', async () => {
    const { proof } = await prove({
      wrap: probing((path) => (path === `/zones/${seed.zones.bakery.id}` ? unclear : null)),
    });
    expect(proof).toEqual({ ok: false, problem: { code: 'proof-unfinished' } });
  });

  it('when nothing was refused', async () => {
    const { proof } = await prove({
      wrap: probing((path) => (path === `/zones/${seed.zones.bakery.id}` ? null : unclear)),
    });
    expect(proof).toEqual({ ok: false, problem: { code: 'proof-unfinished' } });
  });

  it('while one unclear answer among many is told, and no more', async () => {
    const { proof } = await prove({
      wrap: probing((path) => (path.includes('/dns_records') ? unclear : null)),
    });
    expect(proof.ok && proof.value.untested).toContain('Cloudflare gave no clear answer about DNS records.');
  });

  it('when there is no website to try a right for all websites on', () => {
    const request: SlipRequest = {
      ...requestFor('audit', 'read'),
      place: { ...bakeryPlace, reach: { kind: 'all-zones', reason: 'We audit all of them.' } },
    };
    expect(planProof(request, null).filter(({ expect: expected }) => expected === 'allowed')).toEqual([]);
  });
});
