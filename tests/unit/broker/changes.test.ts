import { beforeEach, describe, expect, it } from 'vitest';
import { heldChange, mostLooks, OwnersChanges } from '../../../electron/broker/changes.ts';
import { mostWaiting } from '../../../electron/broker/floods.ts';
import { holdMs, OwnersGate } from '../../../electron/broker/gate.ts';
import { HeldBytes } from '../../../electron/broker/held-bytes.ts';
import { ownAnswers } from '../../../electron/broker/own-answers.ts';
import { readEnvelope, readWhole } from '../../../electron/broker/own-request.ts';
import { readFormBody } from '../../../electron/broker/read-body.ts';
import { undoChange } from '../../../electron/broker/undo-change.ts';
import { Secret } from '../../../electron/core/secret.ts';
import { Turns } from '../../../electron/core/turns.ts';
import { recordedChange } from '../../../shared/approvals/record.ts';
import type { Asked, Rule } from '../../../shared/policy/policy.ts';
import { failed, ok } from '../../../shared/result.ts';
import { countedLetters } from '../../fakes/counted-letters.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { MemoryRecords } from '../../fakes/memory-records.ts';
import { type AtWork, asking, dnsRules, goToWork, recordOf } from '../../fakes/practice-at-work.ts';
import { settled, until } from '../../fakes/settled.ts';
import { accountToken } from '../../fakes/tokens.ts';

const till = 'till.bakery.example';
const { update, create, remove } = dnsRules;
const secretName = `cfat_${'a'.repeat(16)}`;

let clock: ManualClock;
let gate: OwnersGate;
let records: MemoryRecords;
let work: AtWork;
let changes: OwnersChanges;
let turns: Turns;

beforeEach(() => {
  clock = new ManualClock();
  const random = countedLetters();
  gate = new OwnersGate({ clock, random });
  records = new MemoryRecords();
  turns = new Turns();
  changes = new OwnersChanges({ gate, records, clock, random, turns });
  work = goToWork(clock);
});

const hold = () => true;

function carryOut(rule: Rule, id: string | null, body?: unknown, gone = new AbortController().signal) {
  const { asked, request, bytes } = asking(rule, id, body);
  return changes.carryOut(work.session, rule, asked, { request, bytes, gone, hold });
}

/** The owner answers the next question. */
async function answerNext(say: 'allow' | 'deny') {
  await until(() => gate.cards().length > 0);
  const id = gate.cards()[0]?.id ?? '';
  gate.look(id);
  await until(() => gate.cards()[0]?.armed === true);
  return gate.answer(id, { say });
}

async function allowed(rule: Rule, id: string | null, body?: unknown) {
  const doing = carryOut(rule, id, body);
  await answerNext('allow');
  return doing;
}

const idOf = async (name: string, type = 'A') => (await recordOf(work, name, type))?.id ?? '';
const contentOf = async (name: string, type = 'A') => (await recordOf(work, name, type))?.content;
const sentChanges = () => work.sent.filter(({ method }) => method !== 'GET');

describe('a change', () => {
  it('that is more than an owner can be shown is not asked for', async () => {
    const content = (length: number) => ({
      type: 'TXT',
      name: 'long.bakery.example',
      content: 'x'.repeat(length),
    });
    expect(await carryOut(create, null, content(400_000))).toMatchObject({
      kind: 'refused',
      own: { status: 413, code: 941310 },
    });
    expect([gate.cards(), sentChanges()]).toEqual([[], []]);
    void carryOut(create, null, content(90_000));
    await until(() => gate.cards().length > 0);
    expect(gate.cards()).toHaveLength(1);
  });

  it('is made once it is allowed, and the agent is told what became of it', async () => {
    const done = await allowed(update, await idOf(till), { content: '198.51.100.1' });
    expect(await contentOf(till)).toBe('198.51.100.1');
    if (done.kind !== 'answered') throw new Error('refused');
    const envelope = readEnvelope((await readWhole(done.answer.body)) ?? Buffer.alloc(0));
    expect(envelope).toMatchObject({ success: true, result: { content: '198.51.100.1' } });
    const note =
      'Changed: Points to: 203.0.113.7 -> 198.51.100.1. Seen after the change. The owner can undo it.';
    expect(envelope?.messages).toEqual([{ code: 920000, message: note }]);
    expect(done.note).toBe(note);
  });

  it('is told and written down as made also where what came of it is of no known shape', async () => {
    const { watch } = update;
    if (watch === undefined) throw new Error('no watch');
    const undo = () => {
      throw new TypeError('no such field');
    };
    const done = await allowed({ ...update, watch: { ...watch, undo } }, await idOf(till), {
      content: '198.51.100.1',
    });
    expect([done.kind, await contentOf(till)]).toEqual(['answered', '198.51.100.1']);
    expect(await records.list(null)).toMatchObject([{ outcome: 'done', status: 200, undo: null }]);
  });

  it('is shown with what is there now, which the broker reads itself', async () => {
    void carryOut(update, await idOf(till), { content: '198.51.100.1' });
    await until(() => gate.cards().length > 0);
    expect(gate.cards()[0]?.asks).toMatchObject({
      change: {
        lines: [
          { label: 'Type', before: 'A', after: 'A' },
          { label: 'Name', before: till, after: till },
          { label: 'Points to', before: '203.0.113.7', after: '198.51.100.1' },
        ],
      },
    });
  });

  it('is shown with what nobody looked at, where a part is read', async () => {
    const { watch } = update;
    if (watch === undefined) throw new Error('no watch');
    const show = (result: unknown, asked: Asked) =>
      watch.show(result, asked).filter(({ label }) => label === 'Type');
    const partly: Rule = { ...update, watch: { ...watch, show, readsPart: true } };
    void carryOut(partly, await idOf(till), { content: '198.51.100.1' });
    await until(() => gate.cards().length > 0);
    const { asks } = gate.cards()[0] ?? {};
    expect(asks?.kind === 'change' ? asks.change.lines.slice(0, 3) : []).toEqual([
      { label: 'Type', before: 'A', after: 'A' },
      { label: 'Name', before: null, after: till, unread: true },
      { label: 'Points to', before: null, after: '198.51.100.1', unread: true },
    ]);
  });

  it('is held against what is looked at beside it, at each look', async () => {
    const { watch } = create;
    if (watch === undefined) throw new Error('no watch');
    const segments = ['zones', work.session.policy.scope.zone?.id ?? ''];
    const beside = (path: readonly string[]): Rule => ({
      ...create,
      watch: {
        ...watch,
        beside: () => ({ method: 'GET', segments: path }),
        limits: (_before, _asked, _scope, found) =>
          (found as { name?: string } | null)?.name === 'bakery.example'
            ? null
            : { code: 'elsewhere', says: 'That is another website.' },
      },
    });
    const record = { type: 'A', name: 'new.bakery.example', content: '198.51.100.1' };
    expect((await allowed(beside(segments), null, record)).kind).toBe('answered');
    const looks = work.sent.filter(({ path }) => path.endsWith(segments.join('/')));
    expect(looks).toHaveLength(2);
    expect(await carryOut(beside([...segments, 'dns_records', 'f'.repeat(32)]), null, record)).toMatchObject({
      own: { says: 'That is another website.' },
    });
    expect(await carryOut(beside(['accounts', 'other']), null, record)).toMatchObject({ kind: 'refused' });
    expect(sentChanges()).toHaveLength(1);
  });

  it('is sent as the very bytes that were read', async () => {
    const id = await idOf(till);
    const { asked, request } = asking(update, id, { content: '198.51.100.1' });
    const bytes = Buffer.from('{ "content" :\n"198.51.100.1" }');
    const sent = { request: { ...request, body: bytes }, bytes, gone: new AbortController().signal, hold };
    const doing = changes.carryOut(work.session, update, asked, sent);
    await answerNext('allow');
    await doing;
    expect(sentChanges()).toHaveLength(1);
    expect(sentChanges()[0]?.body).toBe(bytes);
  });

  it.each(['deny', 'nobody'] as const)('changes nothing when the answer is: %s', async (answer) => {
    const doing = carryOut(update, await idOf(till), { content: '198.51.100.1' });
    if (answer === 'deny') await answerNext('deny');
    else {
      await until(() => gate.cards().length > 0);
      await clock.advance(holdMs);
    }
    const done = await doing;
    expect(done).toMatchObject({ kind: 'refused', own: { status: 403 } });
    expect(done.kind === 'refused' && done.own.says).toContain('Nothing was changed.');
    expect(sentChanges()).toEqual([]);
    expect(records.written).toEqual([]);
  });

  it('is held for no longer where it took a while to see what is there', async () => {
    const { asked, request, bytes } = asking(update, await idOf(till), { content: '198.51.100.1' });
    const slow: typeof work.session = {
      ...work.session,
      upstream: {
        send: (...sent) => {
          clock.jump(15_000);
          return work.session.upstream.send(...sent);
        },
      },
    };
    const gone = new AbortController();
    const doing = changes.carryOut(slow, update, asked, { request, bytes, gone: gone.signal, hold });
    await until(() => gate.cards().length > 0);
    await clock.advance(holdMs - 15_000);
    await until(() => gate.cards()[0]?.heldUntil === null);
    gone.abort();
    expect(await doing).toMatchObject({ own: { code: 940311 } });
  });

  it('is looked at in its turn where an agent asks for many at once', async () => {
    const id = await idOf(till);
    const [go, looks] = [Promise.withResolvers<void>(), { under: 0, most: 0 }];
    const slow: typeof work.session = {
      ...work.session,
      upstream: {
        send: async (...sent) => {
          looks.under += 1;
          looks.most = Math.max(looks.most, looks.under);
          await go.promise;
          looks.under -= 1;
          return work.session.upstream.send(...sent);
        },
      },
    };
    const many = Array.from({ length: mostWaiting }, (_, at) => asking(update, id, { ttl: 300 + at }));
    for (const { asked, request, bytes } of many) {
      const { signal } = new AbortController();
      void changes.carryOut(slow, update, asked, { request, bytes, gone: signal, hold });
    }
    await settled();
    expect(looks.most).toBe(mostLooks);
    go.resolve();
    await until(() => gate.cards().length === mostWaiting);
    expect([gate.cards().length, looks.most]).toEqual([mostWaiting, mostLooks]);
  });

  it.each([
    ['whose agent is gone', 408, (_stop: () => void, leave: () => void) => leave()],
    ['of a slip that was stopped', 403, (stop: () => void) => stop()],
  ])('%s while it waits for its turn is not looked at', async (_which, status, end) => {
    const id = await idOf(till);
    const go = Promise.withResolvers<void>();
    let looks = 0;
    const slow: typeof work.session = {
      ...work.session,
      upstream: {
        send: async (...sent) => {
          looks += 1;
          await go.promise;
          return work.session.upstream.send(...sent);
        },
      },
    };
    const leaving = new AbortController();
    const begin = (ttl: number, gone: AbortSignal) => {
      const { asked, request, bytes } = asking(update, id, { ttl });
      return changes.carryOut(slow, update, asked, { request, bytes, gone, hold });
    };
    for (let at = 0; at < mostLooks; at += 1) void begin(300 + at, new AbortController().signal);
    const waiting = begin(400, leaving.signal);
    await until(() => looks === mostLooks);
    end(work.session.stop, () => leaving.abort());
    go.resolve();
    expect(await waiting).toMatchObject({ kind: 'refused', own: { status } });
    expect(looks).toBe(mostLooks);
  });

  it('is not asked for where there is no room for what stands there, and may be sent again', async () => {
    const { asked, request, bytes } = asking(update, await idOf(till), { content: '198.51.100.1' });
    const { signal } = new AbortController();
    const sent = { request, bytes, gone: signal, hold: new HeldBytes(100).share(null).take };
    expect(await changes.carryOut(work.session, update, asked, sent)).toEqual({
      kind: 'refused',
      own: ownAnswers.noRoom,
    });
    expect(gate.cards()).toEqual([]);
  });

  it('of an agent that has to wait is not looked at, but is finished once it was asked for', async () => {
    const { asked, request, bytes } = asking(update, await idOf(till), { content: '198.51.100.1' });
    const sent = { request, bytes, gone: new AbortController().signal, hold };
    let mayAsk = false;
    const session = { ...work.session, mayAsk: () => mayAsk };
    const send = () => changes.carryOut(session, update, asked, sent);
    const before = work.sent.length;
    expect(await send()).toEqual({ kind: 'refused', own: ownAnswers.tooOften });
    expect([gate.cards(), work.sent.length]).toEqual([[], before]);
    mayAsk = true;
    const sending = send();
    await until(() => gate.cards().length > 0);
    mayAsk = false;
    await answerNext('allow');
    expect((await sending).kind).toBe('answered');
  });

  it('is sent once it is allowed, however little room there is by then', async () => {
    const { asked, request, bytes } = asking(update, await idOf(till), { content: '198.51.100.1' });
    const { signal } = new AbortController();
    let isFull = false;
    const sent = { request, bytes, gone: signal, hold: () => !isFull };
    const doing = changes.carryOut(work.session, update, asked, sent);
    await until(() => gate.cards().length > 0);
    isFull = true;
    await answerNext('allow');
    expect((await doing).kind).toBe('answered');
  });

  it('passes once without a question when it was allowed after the agent had stopped waiting', async () => {
    const id = await idOf(till);
    const first = carryOut(update, id, { content: '198.51.100.1' });
    await until(() => gate.cards().length > 0);
    await clock.advance(holdMs);
    await first;
    await answerNext('allow');
    expect(await contentOf(till)).toBe('203.0.113.7');
    expect((await carryOut(update, id, { content: '198.51.100.1' })).kind).toBe('answered');
    expect(await contentOf(till)).toBe('198.51.100.1');
  });

  it('is the same request again where a form is sent with another mark between its parts', () => {
    const fingerprint = (mark: string, branch: string) => {
      const text = `--${mark}\r\nContent-Disposition: form-data; name="branch"\r\n\r\n${branch}\r\n--${mark}--\r\n`;
      const bytes = Buffer.from(text);
      const read = readFormBody(bytes, `multipart/form-data; boundary=${mark}`);
      if (!read.ok) throw new Error(read.refusal.says);
      const { asked, request } = asking(create, null, {});
      return heldChange({
        session: work.session,
        rule: { ...create, body: 'form', says: () => 'Publishes the website.' },
        asked: { ...asked, body: read.form },
        sent: { request, bytes },
        seen: { shown: null, planned: [], canUndo: false },
        token: new Secret(accountToken),
      }).fingerprint;
    };
    expect(fingerprint('first', 'main')).toBe(fingerprint('second', 'main'));
    expect(fingerprint('first', 'main')).not.toBe(fingerprint('first', 'other'));
  });

  it('is refused without a question where the slip does not allow what stands there', async () => {
    const id = await idOf('partners.bakery.example', 'NS');
    expect(await carryOut(update, id, { content: 'ns.evil.example' })).toMatchObject({
      kind: 'refused',
      own: { says: 'This slip does not allow NS records.' },
    });
    expect(await carryOut(update, 'f'.repeat(32), { content: '198.51.100.1' })).toMatchObject({
      own: { says: 'There is no such record.' },
    });
    expect(gate.cards()).toEqual([]);
  });

  it('is shown anew when what stands there changed while the owner looked at it', async () => {
    const id = await idOf(till);
    const doing = carryOut(update, id, { content: '198.51.100.1' });
    await until(() => gate.cards().length > 0);
    const [first] = gate.cards();
    await work.ask({
      method: 'PATCH',
      segments: ['zones', work.session.policy.scope.zone?.id ?? '', 'dns_records', id],
      body: { content: '192.0.2.99' },
    });
    await answerNext('allow');
    await until(() => gate.cards()[0] !== undefined && gate.cards()[0]?.id !== first?.id);
    expect(await contentOf(till)).toBe('192.0.2.99');
    expect(gate.cards()[0]?.asks).toMatchObject({ change: { changedMeanwhile: true } });
    await answerNext('allow');
    expect((await doing).kind).toBe('answered');
    expect(await contentOf(till)).toBe('198.51.100.1');
    expect((await records.list(null))[0]?.before).toContainEqual({ label: 'Points to', value: '192.0.2.99' });
  });

  it('is given up when what stands there changes each time', async () => {
    const id = await idOf(till);
    const doing = carryOut(update, id, { content: '198.51.100.1' });
    for (const round of [1, 2, 3]) {
      await until(() => gate.cards().length > 0);
      await work.ask({
        method: 'PATCH',
        segments: ['zones', work.session.policy.scope.zone?.id ?? '', 'dns_records', id],
        body: { content: `192.0.2.${round}` },
      });
      await answerNext('allow');
    }
    expect(await doing).toMatchObject({ kind: 'refused', own: { status: 409 } });
    expect(sentChanges()).toEqual([]);
  });

  it('is not sent when the slip is stopped between the answer and the change', async () => {
    const doing = carryOut(update, await idOf(till), { content: '198.51.100.1' });
    await answerNext('allow');
    work.session.stop();
    expect(await doing).toMatchObject({ kind: 'refused', own: { status: 403 } });
    expect(sentChanges()).toEqual([]);
  });

  it('is not sent when it can’t be written down', async () => {
    records.full = true;
    expect(await allowed(update, await idOf(till), { content: '198.51.100.1' })).toMatchObject({
      kind: 'refused',
      own: { status: 503 },
    });
    expect(sentChanges()).toEqual([]);
  });

  it('is written down before it is sent, and again with what was found afterwards', async () => {
    let before: string[] = [];
    work.before = async () => (before = [...records.written]);
    await allowed(update, await idOf(till), { content: '198.51.100.1' });
    expect(before.map((text) => JSON.parse(text).outcome)).toEqual(['under-way']);
    expect(await records.list(null)).toMatchObject([
      {
        outcome: 'done',
        by: 'once',
        status: 200,
        after: expect.arrayContaining([{ label: 'Points to', value: '198.51.100.1' }]),
      },
    ]);
  });

  it('is told with what is there since only where somebody looked', async () => {
    await allowed(update, await idOf(till), { content: '198.51.100.1' });
    const told = (await records.list(null)).flatMap((record) =>
      [record, { ...record, after: null }, { ...record, outcome: 'unknown' as const }].map(
        (one) => recordedChange(one).isSeen,
      ),
    );
    expect(told).toEqual([true, false, false]);
  });

  it('that Cloudflare refuses is written down as refused, and its answer handed on', async () => {
    const done = await allowed(update, await idOf(till), { content: 'no address' });
    expect(done).toMatchObject({
      kind: 'answered',
      note: 'Cloudflare refused the change. Nothing was changed.',
    });
    expect(await records.list(null)).toMatchObject([{ outcome: 'refused', undo: null }]);
  });

  it.each([
    ['lost-before', '203.0.113.7'],
    ['lost-after', '198.51.100.1'],
  ] as const)('without an answer (%s) is written down with what is there since', async (mood, content) => {
    work.mood = mood;
    const done = await allowed(update, await idOf(till), { content: '198.51.100.1' });
    expect(done).toMatchObject({ kind: 'refused', own: { status: 502 } });
    expect(await records.list(null)).toMatchObject([
      { outcome: 'unknown', after: expect.arrayContaining([{ label: 'Points to', value: content }]) },
    ]);
  });

  it.each([
    ['in a line', { type: 'TXT', name: 'x.bakery.example', content: () => work.token }],
    [
      'in the form of a name',
      { type: 'CNAME', name: 'x.bakery.example', content: () => `${secretName}.example` },
    ],
  ])('that would hide from the owner what it sends is refused: %s', async (_what, { content, ...record }) => {
    expect(await carryOut(create, null, { ...record, content: content() })).toMatchObject({
      kind: 'refused',
      own: { status: 403, code: 940321 },
    });
    const says = () => `Sends visitors to ${secretName}.`;
    expect(await carryOut({ ...create, says }, null, { ...record, content: 'here' })).toMatchObject({
      own: { code: 940321 },
    });
    expect([gate.cards(), sentChanges(), records.written]).toEqual([[], [], []]);
  });

  it('of what holds a secret already is shown and written down without it, and promises no undoing', async () => {
    const segments = ['zones', work.session.policy.scope.zone?.id ?? '', 'dns_records'];
    const body = { type: 'TXT', name: 'x.bakery.example', content: work.token };
    await work.ask({ method: 'POST', segments, body });
    const doing = carryOut(update, await idOf('x.bakery.example', 'TXT'), { ttl: 300 });
    await until(() => gate.cards().length > 0);
    expect(gate.cards()[0]?.asks).toMatchObject({
      change: {
        risk: 'no-undo',
        lines: [
          {},
          {},
          { before: '[hidden: it looks like a secret]', after: '[hidden: it looks like a secret]' },
        ],
      },
    });
    await answerNext('allow');
    expect((await doing).kind).toBe('answered');
    expect(records.written.join()).not.toContain(work.token);
    expect((await records.list(null))[0]).toMatchObject({ outcome: 'done', undo: null });
  });
});

describe('undoing', () => {
  const undo = async () => {
    const made = (await records.list(null)).find(({ undoes }) => undoes === null);
    return undoChange({ records, clock, random: countedLetters(), turns }, work.session, made?.id ?? '');
  };

  it('brings a changed record back, and is written down as a change of its own', async () => {
    await allowed(update, await idOf(till), { content: '198.51.100.1' });
    expect(await undo()).toEqual(ok(null));
    expect(await contentOf(till)).toBe('203.0.113.7');
    const [undone, original] = (await records.list(null)).toSorted((a) => (a.undoes === null ? 1 : -1));
    expect(undone).toMatchObject({ by: 'undo', outcome: 'done', undoes: original?.id });
    expect(original === undefined ? null : recordedChange(original).undo).toBe('done');
  });

  it('takes an added record away', async () => {
    await allowed(create, null, { type: 'A', name: 'new.bakery.example', content: '198.51.100.1' });
    expect(await contentOf('new.bakery.example')).toBe('198.51.100.1');
    expect(await undo()).toEqual(ok(null));
    expect(await contentOf('new.bakery.example')).toBeUndefined();
  });

  it('makes a removed record anew', async () => {
    await allowed(remove, await idOf(till));
    expect(await contentOf(till)).toBeUndefined();
    expect(await undo()).toEqual(ok(null));
    expect(await contentOf(till)).toBe('203.0.113.7');
  });

  it('leaves alone what was changed again since', async () => {
    const id = await idOf(till);
    await allowed(update, id, { content: '198.51.100.1' });
    await work.ask({
      method: 'PATCH',
      segments: ['zones', work.session.policy.scope.zone?.id ?? '', 'dns_records', id],
      body: { content: '192.0.2.99' },
    });
    expect(await undo()).toEqual(failed({ code: 'undo-differs' }));
    expect(await contentOf(till)).toBe('192.0.2.99');
  });

  describe('what moves on by itself', () => {
    const { watch } = update;
    if (watch === undefined) throw new Error('no watch');
    const moving: Rule = {
      ...update,
      watch: { ...watch, same: (result) => (result as { readonly content: string }).content },
    };
    const undoMoving = async () => {
      const [made] = await records.list(null);
      const session = { ...work.session, policy: { ...work.session.policy, rules: [moving] } };
      return undoChange({ records, clock, random: countedLetters(), turns }, session, made?.id ?? '');
    };
    const changeBeside = async (id: string, body: object) => {
      const zone = work.session.policy.scope.zone?.id ?? '';
      await work.ask({ method: 'PATCH', segments: ['zones', zone, 'dns_records', id], body });
    };

    it('is brought back while what the rule names of it is as the change left it', async () => {
      const id = await idOf(till);
      await allowed(moving, id, { content: '198.51.100.1' });
      await changeBeside(id, { comment: 'active' });
      expect(await undoMoving()).toEqual(ok(null));
      expect(await contentOf(till)).toBe('203.0.113.7');
    });

    it('is left alone once that is another', async () => {
      const id = await idOf(till);
      await allowed(moving, id, { content: '198.51.100.1' });
      await changeBeside(id, { content: '192.0.2.99' });
      expect(await undoMoving()).toEqual(failed({ code: 'undo-differs' }));
    });

    it('is brought back by an older record, too, where all of it is as it was', async () => {
      await allowed(update, await idOf(till), { content: '198.51.100.1' });
      expect(await undoMoving()).toEqual(ok(null));
      expect(await contentOf(till)).toBe('203.0.113.7');
    });
  });

  it('says so where Cloudflare does not answer, and can be tried again', async () => {
    await allowed(update, await idOf(till), { content: '198.51.100.1' });
    work.mood = 'lost-before';
    expect(await undo()).toEqual(failed({ code: 'undo-refused' }));
    work.mood = 'well';
    expect(await contentOf(till)).toBe('198.51.100.1');
    expect(await undo()).toEqual(ok(null));
    expect(await contentOf(till)).toBe('203.0.113.7');
  });

  it('waits for the change that is under way, and for none that the agent sent after it', async () => {
    await allowed(update, await idOf(till), { content: '198.51.100.1' });
    const [made] = await records.list(null);
    const parts = { records, clock, random: countedLetters(), turns };
    const go = Promise.withResolvers<void>();
    const found = () => contentOf(till);
    const first = turns.take(work.session.slip.id, () => go.promise.then(found));
    const second = turns.take(work.session.slip.id, found);
    const undone = undoChange(parts, work.session, made?.id ?? '');
    go.resolve();
    expect(await Promise.all([first, undone, second])).toEqual(['198.51.100.1', ok(null), '203.0.113.7']);
  });

  it('happens once', async () => {
    await allowed(update, await idOf(till), { content: '198.51.100.1' });
    const [latest] = await records.list(null);
    const parts = { records, clock, random: countedLetters(), turns };
    const both = [1, 2].map(() => undoChange(parts, work.session, latest?.id ?? ''));
    expect(await Promise.all(both)).toEqual([ok(null), failed({ code: 'undo-impossible' })]);
  });

  it('asks for nothing outside of the slip, whatever the record says', async () => {
    await allowed(update, await idOf(till), { content: '198.51.100.1' });
    const [latest] = await records.list(null);
    if (latest?.undo == null) throw new Error('no undo');
    const elsewhere = {
      ...latest.undo.request,
      segments: ['zones', '9'.repeat(32), 'dns_records', '1'.repeat(32)],
    };
    await records.save({ ...latest, undo: { ...latest.undo, request: elsewhere } });
    const before = work.sent.length;
    expect(await undo()).toEqual(failed({ code: 'undo-impossible' }));
    expect(work.sent.length).toBe(before);
  });

  it.each([
    ['that the slip has not got', 'dns.other'],
    ['that nothing brings back', 'cache.purge'],
  ])('asks for nothing where the record names a rule %s', async (_which, named) => {
    await allowed(update, await idOf(till), { content: '198.51.100.1' });
    const [latest] = await records.list(null);
    if (latest === undefined) throw new Error('no record');
    await records.save({ ...latest, rule: named });
    const before = work.sent.length;
    const { watch: _none, ...rest } = update;
    const purge: Rule = { ...rest, id: 'cache.purge' };
    const { policy } = work.session;
    const session = { ...work.session, policy: { ...policy, rules: [...policy.rules, purge] } };
    expect(await undoChange({ records, clock, random: countedLetters(), turns }, session, latest.id)).toEqual(
      failed({ code: 'undo-impossible' }),
    );
    expect(work.sent.length).toBe(before);
  });
});
