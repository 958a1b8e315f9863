import { beforeEach, describe, expect, it } from 'vitest';
import { OwnersChanges } from '../../../electron/broker/changes.ts';
import { holdMs, OwnersGate } from '../../../electron/broker/gate.ts';
import { HeldBytes } from '../../../electron/broker/held-bytes.ts';
import { ownAnswers } from '../../../electron/broker/own-answers.ts';
import { OwnersPlans } from '../../../electron/broker/plans.ts';
import { Turns } from '../../../electron/core/turns.ts';
import { dnsChanges, dnsUpdate } from '../../../shared/policy/rules/dns.ts';
import { countedLetters } from '../../fakes/counted-letters.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { MemoryRecords } from '../../fakes/memory-records.ts';
import { type AtWork, asking, dnsRules, goToWork, recordOf } from '../../fakes/practice-at-work.ts';
import { until } from '../../fakes/settled.ts';

const here = { gone: new AbortController().signal, hold: () => true };
const till = 'till.bakery.example';

let clock: ManualClock;
let gate: OwnersGate;
let changes: OwnersChanges;
let plans: OwnersPlans;
let work: AtWork;
let zone: string;
let tillId: string;

beforeEach(async () => {
  clock = new ManualClock();
  const random = countedLetters();
  gate = new OwnersGate({ clock, random });
  changes = new OwnersChanges({ gate, records: new MemoryRecords(), clock, random, turns: new Turns() });
  plans = new OwnersPlans({ gate, changes, clock });
  work = goToWork(clock);
  zone = work.session.policy.scope.zone?.id ?? '';
  tillId = (await recordOf(work, till, 'A'))?.id ?? '';
});

const move = () => ({
  method: 'PATCH',
  path: `/zones/${zone}/dns_records/${tillId}`,
  body: { content: '198.51.100.1' },
  reason: 'The till has a new address.',
});
const add = () => ({
  method: 'POST',
  path: `/client/v4/zones/${zone}/dns_records`,
  body: { type: 'A', name: 'new.bakery.example', content: '198.51.100.2' },
});

function handIn(...requests: readonly object[]) {
  return plans.handIn(work.session, { reason: 'Move the till.', requests }, here);
}

async function allow(struck: readonly number[]) {
  await until(() => gate.cards().length > 0);
  const id = gate.cards()[0]?.id ?? '';
  gate.look(id);
  await until(() => gate.cards()[0]?.armed === true);
  gate.answer(id, { say: 'allow-plan', struck });
}

describe('a plan', () => {
  it('is one card, with each change as it would be by itself and what the agent says of it', async () => {
    void handIn(move(), add());
    await until(() => gate.cards().length > 0);
    expect(gate.cards()).toHaveLength(1);
    expect(gate.cards()[0]?.asks).toMatchObject({
      kind: 'plan',
      reason: 'Move the till.',
      lines: [
        {
          says: 'Changes where a name points.',
          why: 'The till has a new address.',
          lines: expect.arrayContaining([
            { label: 'Points to', before: '203.0.113.7', after: '198.51.100.1' },
          ]),
        },
        { says: 'Adds a name.', why: null, isNew: true },
      ],
    });
  });

  it('lets the lines pass that the owner left in, once each, however their bodies are written', async () => {
    const handed = handIn(move(), add());
    await allow([1]);
    expect(await handed).toMatchObject({
      kind: 'answered',
      status: 200,
      result: { requests: [{ allowed: true }, { allowed: false }] },
    });
    const { asked, request } = asking(dnsRules.update, tillId, { content: '198.51.100.1' });
    const bytes = Buffer.from('{ "content" : "198.51.100.1" }');
    const send = () =>
      changes.carryOut(work.session, dnsRules.update, asked, {
        request: { ...request, body: bytes },
        bytes,
        ...here,
      });
    expect((await send()).kind).toBe('answered');
    expect((await recordOf(work, till, 'A'))?.content).toBe('198.51.100.1');
    void send();
    await until(() => gate.cards().length > 0);
    expect(gate.cards()).toHaveLength(1);
  });

  it('lets two changes of one record pass, and asks again where somebody else called it otherwise', async () => {
    const session = { ...work.session, policy: { ...work.session.policy, rules: dnsChanges } };
    const path = `/zones/${zone}/dns_records/${tillId}`;
    const steps = [{ content: '198.51.100.1' }, { ttl: 300 }, { comment: 'The new till' }];
    const requests = steps.map((body) => ({ method: 'PATCH', path, body }));
    const handed = plans.handIn(session, { reason: 'Move the till.', requests }, here);
    await allow([]);
    expect(await handed).toMatchObject({ kind: 'answered', status: 200 });
    const send = (body: unknown) => {
      const { asked, request, bytes } = asking(dnsUpdate, tillId, body);
      return changes.carryOut(session, dnsUpdate, asked, { request, bytes, ...here });
    };
    expect((await send(steps[0])).kind).toBe('answered');
    expect((await send(steps[1])).kind).toBe('answered');
    const segments = ['zones', zone, 'dns_records', tillId];
    await work.ask({ method: 'PATCH', segments, body: { name: 'other.bakery.example' } });
    void send(steps[2]);
    await until(() => gate.cards().length > 0);
    expect(gate.cards()).toHaveLength(1);
  });

  it('is refused without asking the owner where a single request of it is', async () => {
    const elsewhere = { ...move(), path: `/zones/${'9'.repeat(32)}/dns_records/${tillId}` };
    for (const wrong of [
      elsewhere,
      { ...move(), path: `/zones/${zone}/../x` },
      { ...move(), body: undefined },
      { method: 'DELETE', path: `/zones/${zone}` },
    ]) {
      expect(await handIn(add(), wrong)).toMatchObject({
        kind: 'answered',
        status: 422,
        result: { requests: [{ allowed: false }, { allowed: false }] },
      });
    }
    expect(gate.cards()).toEqual([]);
  });

  it.each([
    ['no list', { reason: 'x' }],
    ['no reason', { requests: [{ method: 'GET', path: '/user' }] }],
    ['an empty list', { reason: 'x', requests: [] }],
    [
      'too many lines',
      { reason: 'x', requests: Array.from({ length: 21 }, () => ({ method: 'GET', path: '/' })) },
    ],
    ['something beyond', { reason: 'x', requests: [{ method: 'GET', path: '/', token: 'x' }] }],
    ['nothing', null],
  ])('of another form is refused: %s', async (_what, body) => {
    expect(await plans.handIn(work.session, body, here)).toMatchObject({
      kind: 'refused',
      own: { status: 400 },
    });
  });

  it('that is more than an owner can be shown is not asked for', async () => {
    const long = (name: string) => ({
      ...add(),
      body: { type: 'TXT', name: `${name}.bakery.example`, content: 'x'.repeat(220_000) },
    });
    expect(await handIn(long('one'), long('two'))).toMatchObject({
      kind: 'refused',
      own: { status: 413, code: 941310 },
    });
    expect(gate.cards()).toEqual([]);
  });

  it('for whose looks there is no room is not refused for good', async () => {
    const full = { ...here, hold: new HeldBytes(100).share(null).take };
    const plan = { reason: 'Move the till.', requests: [add(), move()] };
    expect(await plans.handIn(work.session, plan, full)).toEqual({ kind: 'refused', own: ownAnswers.noRoom });
    expect(gate.cards()).toEqual([]);
  });

  it('of an agent that has to wait is not refused for good', async () => {
    const plan = { reason: 'Move the till.', requests: [move()] };
    const session = { ...work.session, mayAsk: () => false };
    expect(await plans.handIn(session, plan, here)).toEqual({ kind: 'refused', own: ownAnswers.tooOften });
    expect(gate.cards()).toEqual([]);
  });

  it('that nobody answers is refused, and says how to go on', async () => {
    const handed = handIn(move());
    await until(() => gate.cards().length > 0);
    await clock.advance(holdMs);
    expect(await handed).toMatchObject({ kind: 'refused', own: { status: 403 } });
    await allow([]);
    expect(await handIn(move())).toMatchObject({
      kind: 'answered',
      result: { requests: [{ allowed: true }] },
    });
  });

  it('shows signs that can’t be seen, and hides what looks like a secret', async () => {
    void plans.handIn(
      work.session,
      { reason: `Look\u202e here ${work.token}`, requests: [{ ...move(), reason: 'Turn\u202e it' }] },
      here,
    );
    await until(() => gate.cards().length > 0);
    expect(gate.cards()[0]?.asks).toMatchObject({
      reason: '[hidden: it looks like a secret]',
      lines: [{ why: 'Turn\\u{202e} it' }],
    });
  });
});
