import { readGuided } from '../../shared/guided-request.ts';
import { type CarriedSnapshot, carry } from '../../shared/ipc/carried-snapshot.ts';
import type { Answer, Argument, Bridge, CommandName, EventName, Events } from '../../shared/ipc/contract.ts';
import { withoutNotice } from '../../shared/notices.ts';
import type { PickedUp } from '../../shared/picked-up.ts';
import type { SlipReminding } from '../../shared/reminder-settings.ts';
import { failed, ok } from '../../shared/result.ts';
import { nextReview, readReviewDay } from '../../shared/review.ts';
import type { Rotated, RotationReason } from '../../shared/rotation.ts';
import { type Slip, waitsToStop } from '../../shared/slip.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { resolveUntil } from '../../shared/until.ts';
import type { SlipRequest } from '../../shared/wizard.ts';
import {
  bakery,
  bakeryZone,
  fewPlaces,
  importedSlip,
  sampleSlip,
  sampleSnapshot,
  sampleVerdict,
  testNow,
} from './sample-slips.ts';
import { sampleTokens } from './sample-tokens.ts';

/** How a command is answered in a test. */
type Handler<N extends CommandName> = (argument: Argument<N>) => Answer<N> | Promise<Answer<N>>;
type Handlers = { [N in CommandName]: Handler<N> };

/** One call that a window made. */
export type Call = { readonly name: CommandName; readonly argument: unknown };

/** A small main process in memory: settable answers, and pushes when a test says so. */
export type FakeBridge = Bridge & {
  readonly calls: readonly Call[];
  readonly snapshot: Snapshot;
  /** Replaces how one command is answered. */
  readonly answer: <N extends CommandName>(name: N, handler: Handler<N>) => void;
  /** Changes the snapshot and tells every window. */
  readonly push: (change: Partial<Snapshot>) => void;
  readonly emit: <E extends EventName>(event: E, value: Events[E]) => void;
  /** The arguments that a command was called with. */
  readonly sent: <N extends CommandName>(name: N) => readonly Argument<N>[];
};

export function createFakeBridge(start: Partial<Snapshot> = {}): FakeBridge {
  let snapshot = sampleSnapshot(start);
  const calls: Call[] = [];
  const listeners = {
    'snapshot:changed': new Set<(value: CarriedSnapshot) => void>(),
    'screen:show': new Set<(value: Events['screen:show']) => void>(),
  };

  function push(change: Partial<Snapshot>): void {
    const connected = change.connection === undefined ? {} : { hasOwnKey: change.connection !== null };
    snapshot = { ...snapshot, ...connected, ...change, revision: snapshot.revision + 1 };
    for (const listener of listeners['snapshot:changed']) listener(carry(snapshot));
  }

  function issue(request: SlipRequest): { readonly id: string } {
    const until = resolveUntil(request.until, testNow);
    const id = 'slip-zzzzzzzzzzzzzzzz';
    const slip = sampleSlip({
      ...request,
      id,
      number: snapshot.nextNumber,
      world: snapshot.world ?? 'practice',
      until: until.ok ? until.value : { kind: 'never', reason: 'a test went wrong' },
    });
    push({ slips: [...snapshot.slips, slip], nextNumber: snapshot.nextNumber + 1, draft: null });
    return { id };
  }

  function remind(id: string, change: Partial<SlipReminding>): void {
    const usual = { daysBefore: null, snoozedUntil: null };
    push({
      slips: snapshot.slips.map((slip) =>
        slip.id === id ? { ...slip, reminding: { ...usual, ...slip.reminding, ...change } } : slip,
      ),
    });
  }

  function changeSlip(id: string, change: (slip: Slip) => Partial<Slip>): void {
    push({ slips: snapshot.slips.map((slip) => (slip.id === id ? { ...slip, ...change(slip) } : slip)) });
  }

  function swap(id: string, why: RotationReason): Rotated {
    const at = testNow.toISOString();
    const told = why === 'leaked' ? [{ at, what: 'leaked' as const }] : [];
    push({
      slips: snapshot.slips.map((slip) =>
        slip.id === id
          ? { ...slip, rotating: null, events: [...slip.events, ...told, { at, what: 'rotated' }] }
          : slip,
      ),
    });
    return { old: 'refused', proof: 'as-before' };
  }

  function take(ending: string): PickedUp {
    const token: PickedUp = { kind: 'account', ending, accountId: bakery.id };
    push({ pickUp: { token, watching: false, problem: null } });
    return token;
  }

  const handlers: Handlers = {
    'snapshot:get': () => ok(carry(snapshot)),
    'world:choose': ({ world }) => {
      push({ world });
      return ok(null);
    },
    'key:offer': ({ pasted }) => ok({ kind: 'account', ending: pasted.slice(-4), accountId: bakery.id }),
    'key:offer-clipboard': () => ok({ kind: 'account', ending: 'x9Q2', accountId: bakery.id }),
    'key:connect': ({ keep }) => {
      push({
        connection: {
          account: bakery,
          kind: 'account',
          ending: 'x9Q2',
          kept: keep ? 'in-keychain' : 'until-quit',
        },
      });
      return ok({ kind: 'connected' });
    },
    'key:drop': () => ok(null),
    'key:forget': () => {
      push({ connection: null, lostKey: null });
      return ok(null);
    },
    'places:list': () =>
      snapshot.world === 'cloudflare' && snapshot.connection === null
        ? failed({ code: 'no-setup-key' })
        : ok(fewPlaces),
    'permissions:list': () => ok({ source: 'live', gone: [], unknown: [] }),
    'own-job:save': ({ title, permissions }) => {
      const id = 'own-aaaaaaaaaaaa';
      push({ ownJobs: [...snapshot.ownJobs.filter((job) => job.id !== id), { id, title, permissions }] });
      return ok(null);
    },
    'own-job:remove': ({ id }) => {
      push({ ownJobs: snapshot.ownJobs.filter((job) => job.id !== id) });
      return ok(null);
    },
    'draft:save': ({ draft }) => {
      push({ draft });
      return ok(null);
    },
    'draft:begin': ({ draft }) => {
      push({ draft });
      return ok(null);
    },
    'draft:discard': () => {
      push({ draft: null });
      return ok(null);
    },
    'slip:issue': ({ request }) => ok(issue(request)),
    'slip:stop-issuing': () => ok(null),
    'slip:prompt': ({ id }) => ok({ text: `# Permission slip\n\n${samplePrompt}\n\nItem: ${id}` }),
    'slip:copy-prompt': () => ok(null),
    'agents:copy-wiring': () => ok(null),
    'agents:stop': ({ id }) => {
      const { letIn, stopped } = snapshot.agents;
      const gone = letIn.filter((one) => id === null || one === id);
      push({
        agents: {
          ...snapshot.agents,
          letIn: letIn.filter((one) => !gone.includes(one)),
          stopped: [...stopped, ...gone],
        },
      });
      return ok(null);
    },
    'agents:let-on': ({ id }) => {
      const { letIn, stopped } = snapshot.agents;
      push({
        agents: { ...snapshot.agents, letIn: [...letIn, id], stopped: stopped.filter((one) => one !== id) },
      });
      return ok(null);
    },
    'agents:changes': () => ok([]),
    'agents:undo': () => ok(null),
    'agents:save-activity': () => ok({ how: 'saved' as const, isUntouched: true, missing: 0 }),
    'practice-agent:start': () => ok(null),
    'practice-agent:stop': () => ok(null),
    'agents:ask-again': () => ok(null),
    'agents:show-questions': () => ok(null),
    'slip:set-route': ({ id, route }) => {
      const event = { at: testNow.toISOString(), what: 'route-changed' as const, route };
      push({
        slips: snapshot.slips.map((slip) =>
          slip.id === id ? { ...slip, route, events: [...slip.events, event] } : slip,
        ),
      });
      return ok(null);
    },
    'slip:copy-token': () => ok({ seconds: 45 }),
    'slip:clear-copied-token': () => ok(null),
    'slip:rotate': ({ id, why }) => ok(swap(id, why)),
    'hand-swap:begin': ({ id, why }) => {
      const rotating = { since: testNow.toISOString(), why, lost: false };
      push({ slips: snapshot.slips.map((slip) => (slip.id === id ? { ...slip, rotating } : slip)) });
      return ok(null);
    },
    'hand-swap:keep': ({ id }) => {
      push({ pickUp: { token: null, watching: false, problem: null } });
      return ok(swap(id, 'asked'));
    },
    'hand-swap:leave': ({ id }) => {
      push({ slips: snapshot.slips.map((slip) => (slip.id === id ? { ...slip, rotating: null } : slip)) });
      return ok(null);
    },
    'slip:revoke': ({ id }) => {
      const revoked = {
        at: testNow.toISOString(),
        cloudflare: 'deleted' as const,
        keychain: 'deleted' as const,
      };
      push({ slips: snapshot.slips.map((slip) => (slip.id === id ? { ...slip, revoked } : slip)) });
      return ok(revoked);
    },
    'slip:revoke-all': () => {
      const ids = snapshot.slips.filter(({ revoked }) => revoked === null).map(({ id }) => id);
      const at = testNow.toISOString();
      const revoked = { at, cloudflare: 'deleted' as const, keychain: 'deleted' as const };
      push({ slips: snapshot.slips.map((slip) => ({ ...slip, revoked: slip.revoked ?? revoked })) });
      return ok(ids.map((id) => ({ id, outcome: 'stopped' })));
    },
    'pick-up:take': ({ pasted }) => ok(take(pasted.slice(-4))),
    'pick-up:take-clipboard': () => ok(take('x9Q2')),
    'pick-up:watch': ({ on }) => {
      push({ pickUp: { ...snapshot.pickUp, watching: on } });
      return ok(null);
    },
    'pick-up:drop': () => {
      push({ pickUp: { token: null, watching: false, problem: null } });
      return ok(null);
    },
    'pick-up:prove': () => ok(sampleVerdict()),
    'pick-up:keep': () => {
      const { draft } = snapshot;
      const request = draft === null ? null : readGuided(draft);
      if (request === null || !request.ok) return failed({ code: 'no-token-in-hand' });
      const reach = { kind: 'one-zone', zone: bakeryZone } as const;
      push({ pickUp: { token: null, watching: false, problem: null } });
      return ok(issue({ ...request.value, place: { ...request.value.place, account: bakery, reach } }));
    },
    'guide:beside': () => ok(null),
    'reminders:set': ({ settings }) => {
      push({ reminding: { ...snapshot.reminding, settings } });
      return ok(null);
    },
    'reminders:pause': () => ok(null),
    'slip:remind': ({ id, daysBefore }) => {
      remind(id, { daysBefore });
      return ok(null);
    },
    'slip:snooze': ({ id, days }) => {
      const end = days === null ? null : new Date(testNow.getTime() + days * 86_400_000).toISOString();
      remind(id, { snoozedUntil: end });
      return ok(null);
    },
    'tokens:list': () => ok({ owner: { kind: 'account', accountId: bakery.id }, tokens: sampleTokens }),
    'tokens:delete': ({ id }) => {
      push({
        slips: snapshot.slips.map((slip) => (slip.replaces?.id === id ? { ...slip, replaces: null } : slip)),
      });
      return ok('deleted');
    },
    'tokens:keep-replaced': ({ id }) => {
      push({ slips: snapshot.slips.map((slip) => (slip.id === id ? { ...slip, replaces: null } : slip)) });
      return ok(null);
    },
    'slips:export': () => ok('saved'),
    'slips:read-import': () =>
      ok({
        exportedAt: '2026-11-20T09:00:00Z',
        added: [importedSlip],
        elsewhere: 1,
        known: 1,
        practice: 0,
      }),
    'slips:import': () => {
      push({ slips: [...snapshot.slips, importedSlip] });
      return ok({ added: 1 });
    },
    'slip:take-off': ({ id }) => {
      push({ slips: snapshot.slips.filter((slip) => slip.id !== id) });
      return ok(null);
    },
    'diagnostics:make': ({ withNames }) =>
      ok({
        text: `Permission Slip diagnostics\napp: 0.1.0\n${withNames ? 'for Codex, on bakery.example' : ''}`,
      }),
    'diagnostics:save': () => ok('saved'),
    'licences:read': () => ok({ text: 'one package 1.0.0 (MIT)\n\nPermission is hereby granted.' }),
    'settings:look': () =>
      ok({
        loginItem: 'off',
        dataFolder: { path: '/home/owner/.config/Permission Slip', isWritable: true },
      }),
    'login-item:set': ({ on }) => {
      push({ preferences: { ...snapshot.preferences, loginAsked: true } });
      return ok(on ? 'on' : 'off');
    },
    'dates:set': ({ dates }) => {
      push({ preferences: { ...snapshot.preferences, dates } });
      return ok(null);
    },
    'updates:look': () => {
      push({ update: { kind: 'found', version: '0.2.0' } });
      return ok(null);
    },
    'updates:fetch': () => {
      push({ update: { kind: 'ready', version: '0.2.0' } });
      return ok(null);
    },
    'updates:install': () => ok(null),
    'updates:daily': ({ on }) => {
      push({ preferences: { ...snapshot.preferences, dailyLook: on } });
      return ok(null);
    },
    'data-folder:open': () => ok(null),
    'slip:note': ({ id, notes }) => {
      changeSlip(id, () => ({ notes }));
      return ok(null);
    },
    'slip:say': ({ id, what }) => {
      const at = testNow.toISOString();
      changeSlip(id, ({ events, concerns }) => ({
        events: [...events, { at, what }],
        ...(what === 'leaked' ? {} : { concerns: [...concerns, { what, at }] }),
      }));
      return ok(null);
    },
    'slip:take-back': ({ id, what }) => {
      changeSlip(id, ({ concerns }) => ({ concerns: concerns.filter((one) => one.what !== what) }));
      return ok(null);
    },
    'slip:keep': ({ id }) => {
      changeSlip(id, (slip) => ({ reviewAt: nextReview(slip, testNow), concerns: [] }));
      return ok(null);
    },
    'slip:review-on': ({ id, day }) => {
      const at = day === null ? null : readReviewDay(day, testNow);
      if (at?.ok === false) return at;
      changeSlip(id, () => ({ reviewAt: at?.value ?? null }));
      return ok(null);
    },
    'clean-up:check': ({ mark }) => {
      push({ cleanUps: snapshot.cleanUps.filter((one) => one.mark !== mark) });
      return ok(null);
    },
    'clean-up:retry': ({ marks }) => {
      push({ cleanUps: snapshot.cleanUps.filter(({ mark }) => !marks.includes(mark)) });
      return ok(null);
    },
    'slip:stop-waiting': () => {
      const at = testNow.toISOString();
      const revoked = { at, cloudflare: 'deleted' as const, keychain: 'deleted' as const };
      for (const { id } of snapshot.slips.filter(waitsToStop)) changeSlip(id, () => ({ revoked }));
      return ok(null);
    },
    'keychain:check': () => {
      push({ keychain: null });
      return ok(null);
    },
    'notice:dismiss': ({ about }) => {
      push({ notices: withoutNotice(snapshot.notices, about) });
      return ok(null);
    },
    'link:open': () => ok(null),
  };

  /* Values cross the real bridge by structured clone; so do they here. */
  async function send(name: CommandName, argument: unknown): Promise<unknown> {
    calls.push({ name, argument: structuredClone(argument) });
    const handler = handlers[name] as (one: unknown) => unknown;
    return structuredClone(await handler(argument));
  }

  const call = Object.fromEntries(
    (Object.keys(handlers) as CommandName[]).map((name) => [
      name,
      (argument: unknown) => send(name, argument),
    ]),
  ) as unknown as Bridge['call'];

  return {
    call,
    on: {
      'snapshot:changed': (listener) => {
        listeners['snapshot:changed'].add(listener);
        return () => listeners['snapshot:changed'].delete(listener);
      },
      'screen:show': (listener) => {
        listeners['screen:show'].add(listener);
        return () => listeners['screen:show'].delete(listener);
      },
    },
    calls,
    get snapshot() {
      return snapshot;
    },
    answer(name, handler) {
      handlers[name] = handler as Handlers[typeof name];
    },
    push,
    emit(event, value) {
      for (const listener of listeners[event]) (listener as (one: typeof value) => void)(value);
    },
    sent(name) {
      return calls
        .filter((one) => one.name === name)
        .map(({ argument }) => argument as Argument<typeof name>);
    },
  };
}

const samplePrompt = `## Your task

You are "Codex". Do this one task at Cloudflare for me, and nothing else:

"After I publish a change, clear the saved copy of that page on bakery.example."

## The credential

Route: the keychain of this computer, service "permission-slip".
Load it only for the one command that needs it. Never print, log, store or repeat it.`;
