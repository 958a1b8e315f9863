import { permissionGroup } from '../../shared/catalogue/permission-groups.ts';
import type { Result } from '../../shared/result.ts';
import type { Slip } from '../../shared/slip.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { stopAllWord } from '../../shared/stop-all.ts';
import { type Draft, startDraft } from '../../shared/wizard.ts';
import { practiceRequest } from '../bench/practice-request.ts';
import type { CutHouse } from './cut-house.ts';

/** What was promised by an answer, and so has to be true after a power cut: says what is missing, or null. */
export type Kept = (after: Snapshot) => string | null;

/** Something that an owner does and that writes, in the app as it is after `prepare`. */
export type Errand = {
  readonly name: string;
  readonly prepare: (house: CutHouse) => Promise<void>;
  /** Null where the power failed before the answer. */
  readonly run: (house: CutHouse) => Promise<Kept | null>;
};

const live = ({ slips }: Snapshot) => slips.filter(({ revoked }) => revoked === null);

/** The errands by which tokens are made, changed, stopped and brought, and the book is written. */
export const errands: readonly Errand[] = [
  {
    name: 'connect',
    prepare: async (house) => {
      await connect(house);
      done(await house.call('key:forget', undefined));
    },
    run: async (house) => {
      const connected = await offerAndConnect(house);
      return kept(
        connected,
        () =>
          ({ connection }) =>
            connection === null ? 'the setup key' : null,
      );
    },
  },
  { name: 'create', prepare: (house) => haveLive(house, 0, 3), run: create },
  { name: 'swap', prepare: (house) => haveLive(house, 1, 3), run: (house) => swap(house, 'asked') },
  { name: 'swap a leak', prepare: (house) => haveLive(house, 1, 3), run: (house) => swap(house, 'leaked') },
  { name: 'change', prepare: (house) => haveLive(house, 1, 3), run: change },
  {
    name: 'stop',
    prepare: (house) => haveLive(house, 1, 3),
    run: async (house) => {
      const seen = await house.look();
      if (seen === null) return null;
      const id = live(seen).at(-1)?.id ?? '';
      return kept(
        await house.call('slip:revoke', { id }),
        () => (after) => (live(after).some((slip) => slip.id === id) ? `that slip ${id} was stopped` : null),
      );
    },
  },
  {
    name: 'stop all',
    prepare: (house) => haveLive(house, 2, 2),
    run: async (house) =>
      kept(
        await house.call('slip:revoke-all', { typed: stopAllWord }),
        () => (after) => (live(after).length > 0 ? 'that all were stopped' : null),
      ),
  },
  { name: 'bring', prepare: (house) => haveLive(house, 0, 2), run: bring },
  {
    name: 'save',
    prepare: (house) => connect(house),
    run: async (house) => {
      const seen = await house.look();
      if (seen === null) return null;
      const draft = { ...byHandDraft(), task: `Draft ${seen.revision}.` };
      return kept(
        await house.call('draft:save', { draft }),
        () => (after) => (after.draft?.task === draft.task ? null : 'a draft'),
      );
    },
  },
];

/** Connects with a setup key that stays in the keychain, unless the app is. */
export async function connect(house: CutHouse): Promise<void> {
  if ((await house.snapshot()).connection === null) await connectAnew(house);
}

/** Connects as an owner does whose power failed while connecting. */
export async function connectAnew(house: CutHouse): Promise<void> {
  done(await offerAndConnect(house));
}

async function offerAndConnect(house: CutHouse) {
  const { practice, call } = house;
  const chosen = await call('world:choose', { world: 'cloudflare' });
  const offered =
    chosen && (await call('key:offer', { pasted: practice.readyToken('accountSetupKey').value }));
  return offered && call('key:connect', { account: practice.seed.accounts.bakery.id, keep: true });
}

/** Makes or stops slips until so many are in force. */
async function haveLive(house: CutHouse, least: number, most: number): Promise<void> {
  await connect(house);
  let slips = live(await house.snapshot());
  for (const { id } of slips.slice(most)) done(await house.call('slip:revoke', { id }));
  for (; slips.length < least; slips = live(await house.snapshot())) await create(house);
}

async function create(house: CutHouse): Promise<Kept | null> {
  const issued = await house.call('slip:issue', { request: practiceRequest });
  return kept(
    issued,
    ({ id }) =>
      (after) =>
        live(after).some((slip) => slip.id === id) ? null : `slip ${id}`,
  );
}

async function swap(house: CutHouse, why: 'asked' | 'leaked'): Promise<Kept | null> {
  const seen = await house.look();
  if (seen === null) return null;
  const slip = live(seen).at(-1);
  const id = slip?.id ?? '';
  return kept(
    await house.call('slip:rotate', { id, why, again: false }),
    () => (after) =>
      times('rotated', find(after, id)) === times('rotated', slip) + 1
        ? null
        : `that slip ${id} was swapped once`,
  );
}

/** Gives the newest slip another end date, which takes another token. */
async function change(house: CutHouse): Promise<Kept | null> {
  const seen = await house.look();
  if (seen === null) return null;
  const slip = live(seen).at(-1);
  const id = slip?.id ?? '';
  const request = { ...practiceRequest, until: { kind: 'days', days: 7 } } as const;
  return kept(await house.call('slip:issue', { request, changes: id }), () => (after) => {
    const changed = find(after, id);
    const isSame = changed?.number === slip?.number && changed?.token.id !== slip?.token.id;
    return isSame && times('changed', changed) === times('changed', slip) + 1
      ? null
      : `that slip ${id} was changed once`;
  });
}

function find({ slips }: Snapshot, id: string): Slip | undefined {
  return slips.find((slip) => slip.id === id);
}

function times(what: Slip['events'][number]['what'], slip: Slip | undefined): number {
  return slip?.events.filter((event) => event.what === what).length ?? 0;
}

async function bring(house: CutHouse): Promise<Kept | null> {
  const { practice, call } = house;
  const account = practice.seed.accounts.bakery.id;
  const zone = `com.cloudflare.api.account.zone.${practice.seed.zones.bakery.id}`;
  const { value } = practice.dashboard.createToken(
    { kind: 'account', accountId: account },
    {
      name: 'made by hand',
      policies: [
        {
          effect: 'allow',
          resources: { [zone]: '*' },
          permission_groups: (['cache.purge', 'zone.read'] as const).map((key) => ({
            id: permissionGroup(key).id,
          })),
        },
      ],
    },
  );
  const taken = await call('pick-up:take', { pasted: value });
  const proven = taken && (await call('pick-up:prove', { draft: byHandDraft(), account }));
  if (proven === null) return null;
  const reason = done(proven).kind === 'as-planned' ? '' : 'It has no end date.';
  return kept(
    await call('pick-up:keep', { reason }),
    ({ id }) =>
      (after) =>
        live(after).some((slip) => slip.id === id) ? null : `slip ${id}, brought by hand`,
  );
}

function byHandDraft(): Draft {
  const { who, access, task, until } = practiceRequest;
  return {
    ...startDraft(who),
    step: 'terms',
    job: { id: 'purge-pages', access },
    where: { ...startDraft().where, domain: 'bakery.example' },
    task,
    until,
    guide: { form: 'account', step: 12 },
  };
}

/* Nothing but a power cut may keep an errand from being done. */
function done<T>(answer: Result<T> | null): T {
  if (answer === null) throw new Error('The power failed where nobody cut it.');
  if (!answer.ok) throw new Error(`An errand could not be done: ${JSON.stringify(answer.problem)}`);
  return answer.value;
}

function kept<T>(answer: Result<T> | null, promise: (value: T) => Kept): Kept | null {
  return answer === null ? null : promise(done(answer));
}
