import { beforeEach, describe, expect, it } from 'vitest';
import { alikeMs, planLineMs } from '../../../electron/broker/allowances.ts';
import { mostInAMinute, mostWaiting } from '../../../electron/broker/floods.ts';
import { answerMs, armMs, heldUntil, holdMs, OwnersGate } from '../../../electron/broker/gate.ts';
import type { HeldChange, HeldPlan } from '../../../electron/broker/ports.ts';
import type { ApprovalAnswer } from '../../../shared/approvals/card.ts';
import type { JobChoice, JobId } from '../../../shared/catalogue/jobs.ts';
import type { Shown } from '../../../shared/policy/policy.ts';
import { purgeRules } from '../../../shared/policy/rules/purge.ts';
import { failed, ok } from '../../../shared/result.ts';
import { askedFor, heldChange, sampleRule, sampleSession } from '../../fakes/broker-sessions.ts';
import { countedLetters } from '../../fakes/counted-letters.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { account, form, id, passing, policyFor, uuid, zone } from '../shared/policy/asking.ts';

const worker = (database: string, message = '') =>
  form({
    metadata: JSON.stringify({
      main_module: 'index.js',
      bindings: [{ name: 'DB', type: 'd1', id: database }],
      annotations: { 'workers/message': message },
    }),
  });

const settings: JobChoice = {
  id: 'custom',
  title: 'Settings',
  permissions: ['zoneSettings.edit', 'botManagement.edit'],
  confirmation: '',
};
const redirects = `/zones/${zone.id}/rulesets/${id}/rules`;
const redirect = { action: 'redirect', expression: 'http.request.uri.path eq "/old"' };
const route = { pattern: `${zone.name}/*`, script: 'order-form' };

const here = new AbortController().signal;
const purgeAll = sampleRule({ id: 'pages.delete', kind: 'destructive' });

let clock: ManualClock;
let gate: OwnersGate;
let session: ReturnType<typeof sampleSession>;

beforeEach(() => {
  clock = new ManualClock(undefined, { passesByItself: 0 });
  gate = new OwnersGate({ clock, random: countedLetters() });
  session = sampleSession();
});

/** The owner looks at the first question until it can be answered, and answers it. */
async function say(answer: ApprovalAnswer) {
  const id = gate.cards()[0]?.id ?? 'none';
  gate.look(id);
  await clock.advance(armMs);
  return gate.answer(id, answer);
}

const allow: ApprovalAnswer = { say: 'allow' };
const ask = (held: HeldChange, gone: AbortSignal = here) => gate.decide(held, gone, heldUntil(clock));
const handIn = (plan: HeldPlan) => gate.decidePlan(plan, here, heldUntil(clock));
const settled = <T>(promise: Promise<T>) =>
  Promise.race([promise, new Promise((resolve) => setImmediate(() => resolve('waits')))]);

describe('a change at the gate', () => {
  it('waits, and passes once the owner allows it', async () => {
    const asked = ask(heldChange(session));
    expect(await settled(asked)).toBe('waits');
    expect(await say(allow)).toEqual(ok(null));
    expect(await asked).toEqual({ kind: 'allowed', by: 'once' });
    expect(gate.cards()).toEqual([]);
  });

  it('is refused when the owner denies it, without having to wait', async () => {
    const asked = ask(heldChange(session));
    expect(gate.answer(gate.cards()[0]?.id ?? '', { say: 'deny' })).toEqual(ok(null));
    expect(await asked).toEqual({ kind: 'denied' });
  });

  it('is shown with what is there beside what will be', async () => {
    void ask(heldChange(session));
    const [card] = gate.cards();
    expect(card).toMatchObject({ agent: 'Claude', slip: { number: 7, place: 'bakery.example' } });
    expect(card?.asks).toMatchObject({
      kind: 'change',
      change: {
        says: 'Changes where www.bakery.example points.',
        lines: [
          { label: 'Type', before: 'A', after: 'A' },
          { label: 'Points to', before: '192.0.2.1', after: '203.0.113.7' },
        ],
      },
    });
  });

  it.each([
    [true, 'change', 'undo'],
    [false, 'change', 'no-undo'],
    [false, 'destructive', 'for-good'],
  ] as const)('says whether we can undo it (%s), and if not how bad that is: %s', (canUndo, kind, risk) => {
    void ask(heldChange(session, { canUndo, rule: sampleRule({ kind }) }));
    expect(gate.cards()[0]?.asks).toMatchObject({ change: { risk } });
  });

  it.each(purgeRules)('has nothing to undo for $id: what was cleared comes back by itself', (rule) => {
    void ask(heldChange(session, { canUndo: false, rule }));
    expect(gate.cards()[0]?.asks).toMatchObject({ change: { risk: 'comes-back' } });
  });

  it('can’t be allowed before it was on the screen for a moment, nor after it left it', async () => {
    const asked = ask(heldChange(session));
    const id = gate.cards()[0]?.id ?? '';
    const tooSoon = failed({ code: 'approval-too-soon' });
    expect(gate.answer(id, allow)).toEqual(tooSoon);
    gate.look(id);
    await clock.advance(armMs - 1);
    expect(gate.answer(id, allow)).toEqual(tooSoon);
    gate.look(null);
    await clock.advance(armMs);
    expect(gate.answer(id, allow)).toEqual(tooSoon);
    gate.look(id);
    await clock.advance(armMs);
    expect(gate.cards()[0]?.armed).toBe(true);
    expect(gate.answer(id, allow)).toEqual(ok(null));
    await asked;
  });

  it('can’t be allowed by a time on the screen that another question spent there', async () => {
    void ask(heldChange(session));
    void ask(heldChange(session, { to: '203.0.113.8' }));
    const [first, second] = gate.cards();
    gate.look(first?.id ?? '');
    await clock.advance(armMs);
    expect(gate.answer(second?.id ?? '', allow)).toEqual(failed({ code: 'approval-too-soon' }));
  });

  it('is told unanswered after 40 seconds, and the very same request passes once if it is allowed later', async () => {
    const held = heldChange(session);
    const asked = ask(held);
    await clock.advance(holdMs);
    expect(await asked).toEqual({ kind: 'unanswered' });
    expect(gate.cards()[0]?.heldUntil).toBeNull();
    await say(allow);
    const other = ask(heldChange(session, { to: '203.0.113.8' }));
    expect(await settled(other)).toBe('waits');
    expect(await ask(held)).toEqual({ kind: 'allowed', by: 'once' });
    expect(await settled(ask(held))).toBe('waits');
  });

  it('is held for no longer than until the moment that its request may wait for', async () => {
    const until = heldUntil(clock);
    await clock.advance(15_000);
    const asked = gate.decide(heldChange(session), here, until);
    expect(gate.cards()[0]?.heldUntil).toBe(until.toISOString());
    await clock.advance(holdMs - 15_000);
    expect(await asked).toEqual({ kind: 'unanswered' });
    const late = gate.decide(heldChange(session, { to: '203.0.113.8' }), here, until);
    await clock.advance(0);
    expect(await settled(late)).toEqual({ kind: 'unanswered' });
    expect(gate.cards()).toHaveLength(2);
  });

  it('that was allowed later is not used up by a request whose agent is gone', async () => {
    const held = heldChange(session);
    void ask(held);
    await clock.advance(holdMs);
    await say(allow);
    expect(await ask(held, AbortSignal.abort())).toEqual({ kind: 'withdrawn' });
    expect(await ask(held)).toEqual({ kind: 'allowed', by: 'once' });
  });

  it.each<[string, (held: HeldChange) => HeldChange]>([
    ['of another pass', (held) => ({ ...held, session: sampleSession({ passId: 'pass-2' }) })],
    [
      'of another slip',
      (held) => ({ ...held, session: sampleSession({ slip: { id: 'slip-bbbbbbbbbbbbbbbb' } }) }),
    ],
    ['with other bytes', (held) => ({ ...held, fingerprint: 'f'.repeat(64) })],
    ['over something else than was shown', (held) => ({ ...held, before: [] })],
  ])('lets no request %s use what was allowed later', async (_what, other) => {
    const held = heldChange(session);
    const asked = ask(held);
    await clock.advance(holdMs);
    await asked;
    await say(allow);
    expect(await settled(ask(other(held)))).toBe('waits');
  });

  it('keeps what was allowed later for ten minutes and no longer', async () => {
    const held = heldChange(session);
    void ask(held);
    await clock.advance(holdMs);
    await say(allow);
    await clock.advance(answerMs);
    expect(await settled(ask(held))).toBe('waits');
  });

  it('keeps it no longer when the clock is set back', async () => {
    const held = heldChange(session);
    void ask(held);
    await clock.advance(holdMs);
    await say(allow);
    clock.jump(-answerMs);
    await clock.advance(answerMs + answerMs);
    expect(await settled(ask(held))).toBe('waits');
  });

  it('can be answered for ten minutes, and is gone then', async () => {
    void ask(heldChange(session));
    const id = gate.cards()[0]?.id ?? '';
    await clock.advance(answerMs);
    expect(gate.cards()).toEqual([]);
    expect(gate.answer(id, { say: 'deny' })).toEqual(failed({ code: 'approval-gone' }));
  });

  it('is one question when the same request comes again after 40 seconds', async () => {
    const held = heldChange(session);
    void ask(held);
    await clock.advance(holdMs);
    const again = ask(held);
    expect(gate.cards()).toHaveLength(1);
    await say(allow);
    expect(await again).toEqual({ kind: 'allowed', by: 'once' });
    expect(await settled(ask(held))).toBe('waits');
  });

  it('passes once where two identical requests have one approval', async () => {
    const held = heldChange(session);
    const both = [ask(held), ask(held)];
    await say(allow);
    expect(await Promise.all(both.map(settled))).toEqual([{ kind: 'allowed', by: 'once' }, 'waits']);
  });

  it('is taken back when the agent is gone', async () => {
    const leave = new AbortController();
    const asked = ask(heldChange(session), leave.signal);
    leave.abort();
    expect(await asked).toEqual({ kind: 'withdrawn' });
    expect(gate.cards()).toEqual([]);
    expect(await ask(heldChange(session), leave.signal)).toEqual({ kind: 'withdrawn' });
  });

  it('is refused when its slip is stopped, and so is what comes after', async () => {
    const asked = ask(heldChange(session));
    session.stop();
    expect(await asked).toEqual({ kind: 'stopped' });
    expect(gate.cards()).toEqual([]);
    expect(await ask(heldChange(session))).toEqual({ kind: 'stopped' });
  });

  it('is refused when everything is stopped, and what was allowed is taken back', async () => {
    void ask(heldChange(session));
    await say({ say: 'allow-alike' });
    const asked = ask(heldChange(session, { rule: sampleRule({ id: 'dns.create' }) }));
    gate.stop(null);
    expect(await asked).toEqual({ kind: 'stopped' });
    expect(gate.alike()).toEqual([]);
    expect(await settled(ask(heldChange(session)))).toBe('waits');
  });

  it('tells whoever listens', async () => {
    let told = 0;
    const leave = gate.subscribe(() => (told += 1));
    void ask(heldChange(session));
    expect(told).toBeGreaterThan(0);
    leave();
    const before = told;
    gate.stop(null);
    expect(told).toBe(before);
  });
});

describe('changes like an allowed one', () => {
  it('pass for 15 minutes, by the same rule and slip and of the same thing alone', async () => {
    void ask(heldChange(session));
    expect(await say({ say: 'allow-alike' })).toEqual(ok(null));
    const alike = heldChange(session, { to: '203.0.113.99' });
    expect(await ask(alike)).toEqual({ kind: 'allowed', by: 'like-this' });
    expect(await ask(alike)).toEqual({ kind: 'allowed', by: 'like-this' });
    expect(gate.alike()).toMatchObject([{ slip: session.slip.id, rule: 'dns.update' }]);
    const others = [
      heldChange(session, { rule: sampleRule({ id: 'dns.create' }) }),
      heldChange(session, { asked: askedFor('203.0.113.7', 'd'.repeat(32)) }),
      heldChange(session, { says: 'Adds a DNS record for mail.bakery.example.' }),
      heldChange(sampleSession({ slip: { id: 'slip-bbbbbbbbbbbbbbbb' } })),
      heldChange(sampleSession({ passId: 'pass-2' })),
    ];
    for (const other of others) expect(await settled(ask(other))).toBe('waits');
    await clock.advance(alikeMs);
    expect(gate.alike()).toEqual([]);
    expect(await settled(ask(alike))).toBe('waits');
  });

  it.each<
    readonly [
      what: string,
      job: JobId,
      request: string,
      first: unknown,
      alike: unknown,
      other: unknown,
      present: unknown,
    ]
  >([
    [
      'a preview of a website, not the live one',
      'pages-project',
      `POST /accounts/${account}/pages/projects/shop/deployments`,
      form({ manifest: '{}', branch: 'try-out' }),
      form({ manifest: '{"/a": "b"}', branch: 'try-out' }),
      form({ manifest: '{}', branch: 'main' }),
      { production_branch: 'main' },
    ],
    [
      'a DNS record under its name, and under no other',
      'change-dns',
      `PATCH /zones/${zone.id}/dns_records/${id}`,
      { content: '192.0.2.1' },
      { content: '192.0.2.2' },
      { content: '192.0.2.2', name: zone.name },
      { name: `test.${zone.name}`, type: 'A', content: '192.0.2.9' },
    ],
    [
      'a Worker with what it may use, and nothing else',
      'deploy-worker',
      `PUT /accounts/${account}/workers/scripts/order-form`,
      worker('first'),
      worker('first', 'New prices'),
      worker('second'),
      null,
    ],
    [
      'what a DNS record says, and not whether Cloudflare stands before it',
      'change-dns',
      `PATCH /zones/${zone.id}/dns_records/${id}`,
      { content: '192.0.2.1', proxied: true },
      { content: '192.0.2.2' },
      { content: '192.0.2.2', proxied: false },
      { name: `test.${zone.name}`, type: 'A', content: '192.0.2.9', proxied: true },
    ],
    [
      'a DNS record past Cloudflare, and not back behind it',
      'change-dns',
      `PATCH /zones/${zone.id}/dns_records/${id}`,
      { content: '192.0.2.1', proxied: false },
      { content: '192.0.2.2', proxied: false },
      { content: '192.0.2.2', proxied: true },
      { name: `test.${zone.name}`, type: 'A', content: '192.0.2.9', proxied: true },
    ],
    [
      'the parts of a thing that were changed, and no others',
      'change-dns',
      `PATCH /zones/${zone.id}/dns_records/${id}`,
      { content: '192.0.2.1', ttl: 60 },
      { content: '192.0.2.2' },
      { content: '192.0.2.2', comment: 'Pay here' },
      { name: `test.${zone.name}`, type: 'A', content: '192.0.2.9', comment: 'Our till' },
    ],
    [
      'labels of a Worker, and not where its logs go',
      'deploy-worker',
      `PATCH /accounts/${account}/workers/scripts/order-form/script-settings`,
      { tags: ['a'], logpush: false },
      { tags: ['b'], logpush: false },
      { tags: ['b'], logpush: true },
      null,
    ],
    [
      'labels of a Worker, and not how much of its logs is kept',
      'deploy-worker',
      `PATCH /accounts/${account}/workers/scripts/order-form/script-settings`,
      { tags: ['a'], observability: { enabled: true, head_sampling_rate: 1 } },
      { tags: ['b'], observability: { enabled: true, head_sampling_rate: 1 } },
      { tags: ['b'], observability: { enabled: true, head_sampling_rate: 0 } },
      null,
    ],
  ])('are %s', async (_what, job, request, first, alike, other, present) => {
    const [method = '', path = ''] = request.split(' ');
    const held = (body: unknown) => {
      const { rule, asked } = passing(policyFor(job, { project: 'shop' }), method, path, body);
      const says = rule.says(asked, session.policy.scope);
      const before = present === null ? null : (rule.watch?.show(present, asked) ?? null);
      const planned = rule.watch?.planned(asked, present, session.policy.scope) ?? [];
      return heldChange(session, { rule, asked, says, before, planned });
    };
    void ask(held(first));
    await say({ say: 'allow-alike' });
    expect(await ask(held(alike))).toEqual({ kind: 'allowed', by: 'like-this' });
    expect(await settled(ask(held(other)))).toBe('waits');
  });

  it('are allowed for each thing by itself', async () => {
    const other = heldChange(session, { asked: askedFor('203.0.113.7', 'd'.repeat(32)) });
    for (const held of [heldChange(session), other]) {
      void ask(held);
      await say({ say: 'allow-alike' });
    }
    expect(gate.alike()).toHaveLength(2);
    for (const held of [heldChange(session), other]) {
      expect(await ask(held)).toEqual({ kind: 'allowed', by: 'like-this' });
    }
  });

  it('are those of all that was allowed of one thing, one after the other', async () => {
    const of = (points: string, ttl: string): readonly Shown[] => [
      { label: 'Points to', value: points },
      { label: 'Remembered for', value: ttl },
    ];
    const change = (points: string, ttl: string) =>
      heldChange(session, { before: of('192.0.2.1', '1 hour'), planned: of(points, ttl) });
    const pointed = change('192.0.2.2', '1 hour');
    const remembered = change('192.0.2.1', '1 day');
    for (const held of [pointed, remembered]) {
      void ask(held);
      await say({ say: 'allow-alike' });
    }
    for (const held of [pointed, remembered]) {
      expect(await settled(ask(held))).toEqual({ kind: 'allowed', by: 'like-this' });
    }
    void ask(change('192.0.2.2', '1 day'));
    await say({ say: 'allow-alike' });
    expect(gate.alike()).toHaveLength(1);
  });

  it.each<readonly [string, JobChoice, string, unknown]>([
    ['a new redirect', 'redirects', `POST ${redirects}`, redirect],
    ['a redirect', 'redirects', `PATCH ${redirects}/${id}`, { ...redirect, enabled: false }],
    [
      'which version of a Worker is live',
      'deploy-worker',
      `POST /accounts/${account}/workers/scripts/order-form/deployments`,
      { versions: [{ version_id: uuid, percentage: 100 }] },
    ],
    ['a setting', settings, `PATCH /zones/${zone.id}/settings/ssl`, { value: 'strict' }],
    ['what bots may do', settings, `PUT /zones/${zone.id}/bot_management`, { fight_mode: true }],
    ['a new route of a Worker', 'deploy-worker', `POST /zones/${zone.id}/workers/routes`, route],
    ['a route of a Worker', 'deploy-worker', `PUT /zones/${zone.id}/workers/routes/${id}`, route],
    [
      'the address of a Worker',
      'deploy-worker',
      `POST /accounts/${account}/workers/scripts/order-form/subdomain`,
      { enabled: true },
    ],
  ])('are never allowed of what is switched or led elsewhere: %s', async (_what, job, request, body) => {
    const [method = '', path = ''] = request.split(' ');
    const { rule, asked } = passing(policyFor(job), method, path, body);
    void ask(heldChange(session, { rule, asked }));
    expect(gate.cards()[0]?.asks).toMatchObject({ mayAllowAlike: false });
    expect(await say({ say: 'allow-alike' })).toEqual(failed({ code: 'request-malformed' }));
  });

  it('never pass where they can’t be taken back', async () => {
    void ask(heldChange(session, { rule: purgeAll }));
    expect(gate.cards()[0]?.asks).toMatchObject({ mayAllowAlike: false });
    expect(await say({ say: 'allow-alike' })).toEqual(failed({ code: 'request-malformed' }));
    expect(gate.cards()).toHaveLength(1);
  });

  it('are asked for again when the owner says so, or the slip is stopped', async () => {
    for (const end of [() => gate.askAgain(session.slip.id), () => session.stop()]) {
      void ask(heldChange(session));
      await say({ say: 'allow-alike' });
      end();
      await clock.advance(0);
      expect(gate.alike()).toEqual([]);
    }
  });
});

describe('an agent that asks too often', () => {
  it('has no more than a few questions waiting', async () => {
    const asked = Array.from({ length: mostWaiting + 1 }, (_, at) =>
      ask(heldChange(session, { to: `203.0.113.${at}` })),
    );
    expect(await settled(asked.at(-1) ?? ask(heldChange(session)))).toEqual({ kind: 'too-many' });
    expect(gate.cards()).toHaveLength(mostWaiting);
    expect(await settled(ask(heldChange(sampleSession({ slip: { id: 'slip-bbbbbbbbbbbbbbbb' } }))))).toBe(
      'waits',
    );
  });

  it('can put no more than some questions in a minute, whatever became of them', async () => {
    const put = async () => {
      const asked = ask(heldChange(session));
      const id = gate.cards()[0]?.id;
      if (id !== undefined) gate.answer(id, { say: 'deny' });
      return (await asked).kind;
    };
    const answers: string[] = [];
    for (let at = 0; at <= mostInAMinute; at += 1) answers.push(await put());
    expect(answers.filter((kind) => kind === 'denied')).toHaveLength(mostInAMinute);
    expect(answers.at(-1)).toBe('too-many');
    await clock.advance(60_000);
    expect(await put()).toBe('denied');
  });

  it('leaves only its latest questions on the screen when it does not wait for them', async () => {
    for (let at = 0; at < 12; at += 1) {
      void ask(heldChange(session, { to: `203.0.113.${at}` }));
      await clock.advance(holdMs);
    }
    expect(gate.cards()).toHaveLength(mostWaiting);
  });
});

describe('a plan at the gate', () => {
  const other = sampleRule({ id: 'dns.create', method: 'POST', says: () => 'Adds a record.' });
  const planOf = (lines: readonly HeldChange[]): HeldPlan => ({
    session,
    fingerprint: 'a'.repeat(64),
    reason: 'Move the shop to its new host.',
    lines,
  });
  const lines = () => [heldChange(session), heldChange(session, { to: '203.0.113.8', rule: other })];

  it('is one question, and each line that the owner left in passes once', async () => {
    const [first, second] = lines();
    if (first === undefined || second === undefined) throw new Error('no lines');
    const decided = handIn(planOf([first, second]));
    expect(gate.cards()).toHaveLength(1);
    expect(gate.waiting()).toMatchObject([{ says: 'A plan with 2 changes.' }]);
    expect(await say({ say: 'allow-plan', struck: [1] })).toEqual(ok(null));
    expect(await decided).toEqual({ kind: 'allowed', lines: [true, false] });
    expect(await ask({ ...first, fingerprint: 'written otherwise' })).toEqual({
      kind: 'allowed',
      by: 'plan',
    });
    expect(await settled(ask(first))).toBe('waits');
    expect(await settled(ask(second))).toBe('waits');
  });

  it('lets a line pass once another has changed what it leaves alone, and not once its own changed', async () => {
    const of = (first: string, second: string): readonly Shown[] => [
      { label: 'Redirect “Cakes”', value: first },
      { label: 'Redirect “Menu”', value: second },
    ];
    const line = (before: readonly Shown[], planned: readonly Shown[]) =>
      heldChange(session, { before, planned });
    const allowed = line(of('/a', '/b'), of('/a', '/c'));
    void handIn(planOf([allowed]));
    await say({ say: 'allow-plan', struck: [] });
    expect(await settled(ask(line(of('/a', '/x'), of('/a', '/c'))))).toBe('waits');
    expect(await ask(line(of('/new', '/b'), of('/new', '/c')))).toEqual({ kind: 'allowed', by: 'plan' });
  });

  it('lets a record be led elsewhere by one line after Cloudflare was put before it by another', async () => {
    const present = { name: `test.${zone.name}`, type: 'A', content: '192.0.2.9', proxied: false };
    const line = (body: object, record: object) => {
      const path = `/zones/${zone.id}/dns_records/${id}`;
      const { rule, asked } = passing(policyFor('change-dns'), 'PATCH', path, body);
      const before = rule.watch?.show(record, asked) ?? null;
      const planned = rule.watch?.planned(asked, record, session.policy.scope) ?? [];
      return heldChange(session, { rule, asked, before, planned, meaning: JSON.stringify(body) });
    };
    const [proxied, content] = [{ proxied: true }, { content: '192.0.2.1' }];
    void handIn(planOf([line(proxied, present), line(content, present)]));
    await say({ say: 'allow-plan', struck: [] });
    expect(await ask(line(proxied, present))).toEqual({ kind: 'allowed', by: 'plan' });
    expect(await settled(ask(line(content, { ...present, ...proxied, name: zone.name })))).toBe('waits');
    const asShown = line(content, { ...present, ...proxied });
    expect(await settled(ask(asShown))).toEqual({ kind: 'allowed', by: 'plan' });
  });

  it('holds for an hour', async () => {
    const [first] = lines();
    if (first === undefined) throw new Error('no line');
    void handIn(planOf([first]));
    await say({ say: 'allow-plan', struck: [] });
    await clock.advance(planLineMs);
    expect(await settled(ask(first))).toBe('waits');
  });

  it('can’t be allowed as a single change, nor a single change as a plan', async () => {
    void handIn(planOf(lines()));
    expect(await say(allow)).toEqual(failed({ code: 'request-malformed' }));
    gate.stop(null);
    void ask(heldChange(session));
    expect(await say({ say: 'allow-plan', struck: [] })).toEqual(failed({ code: 'request-malformed' }));
  });

  it('that was answered late gives its answer when the agent hands it in again', async () => {
    const plan = planOf(lines());
    const decided = handIn(plan);
    await clock.advance(holdMs);
    expect(await decided).toEqual({ kind: 'unanswered' });
    await say({ say: 'allow-plan', struck: [0] });
    expect(await handIn(plan)).toEqual({ kind: 'allowed', lines: [false, true] });
  });

  it.each<[string, () => void, string]>([
    ['is asked for again once its slip is', () => gate.askAgain(session.slip.id), 'waits'],
    ['is asked for again once everything was stopped', () => gate.stop(null), 'waits'],
    ['keeps its answer where another slip is stopped', () => gate.stop('slip-bbbbbbbbbbbbbbbb'), 'allowed'],
  ])('that was answered late %s', async (_what, happen, then) => {
    const plan = planOf(lines());
    void handIn(plan);
    await clock.advance(holdMs);
    await say({ say: 'allow-plan', struck: [] });
    happen();
    const again = await settled(handIn(plan));
    expect(typeof again === 'string' ? again : (again as { kind: string }).kind).toBe(then);
  });
});
