import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { mostAtOnce, mostUploads } from '../../../electron/broker/crowds.ts';
import { HeldBytes } from '../../../electron/broker/held-bytes.ts';
import { Paces } from '../../../electron/broker/paces.ts';
import type { Rule } from '../../../shared/policy/policy.ts';
import type { Slip } from '../../../shared/slip.ts';
import { bakery, bakeryZone, sampleSlip } from '../../component/sample-slips.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { answerOf, ask, lentToken, openBroker, samplePolicy } from '../../fakes/open-broker.ts';

const zone = `/client/v4/zones/${bakeryZone.id}`;
const files = `/client/v4/accounts/${bakery.id}/files`;
const code = (text: string) => JSON.parse(text).errors[0].code;

/** Answers that come once they are told to. */
function slowAnswers(count: number) {
  const [all, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let asked = 0;
  return {
    allAsked: all.promise,
    go: () => go.resolve(),
    answer: async () => {
      asked += 1;
      if (asked === count) all.resolve();
      await go.promise;
      return answerOf(null);
    },
  };
}

describe('an agent that asks for more than can be served at once', () => {
  it('is told to wait until some of its requests are answered', async () => {
    const slow = slowAnswers(mostAtOnce);
    const open = await openBroker({ answer: slow.answer });
    const asking = Array.from({ length: mostAtOnce }, () => ask(open, zone));
    await slow.allAsked;
    const more = await ask(open, zone);
    expect([more.status, code(more.text)]).toEqual([429, 942902]);
    slow.go();
    const seen = await Promise.all(asking);
    expect(seen.filter(({ status }) => status !== 200)).toEqual([]);
    expect((await ask(open, zone)).status).toBe(200);
  });

  it('takes no more connections to Cloudflare for uploads than a few, and can read meanwhile', async () => {
    const slow = slowAnswers(mostUploads);
    const open = await openBroker({
      answer: (request) => (request.method === 'POST' ? slow.answer() : answerOf(null)),
    });
    const send = () => ask(open, files, { method: 'POST', body: 'a' });
    const sending = Array.from({ length: mostUploads }, send);
    await slow.allAsked;
    const more = await send();
    expect([more.status, code(more.text), more.headers['retry-after']]).toEqual([429, 942902, '5']);
    expect((await ask(open, zone)).status).toBe(200);
    slow.go();
    expect((await Promise.all(sending)).filter(({ status }) => status !== 200)).toEqual([]);
    expect((await send()).status).toBe(200);
  });

  it('has no more bytes held than there is room for, and has room again once it is answered', async () => {
    const slow = slowAnswers(2);
    const upload: Rule = {
      id: 'query',
      method: 'POST',
      path: '/graphql',
      body: 'json',
      kind: 'read',
      says: () => 'Reads something.',
      allows: 'POST /graphql',
    };
    const open = await openBroker({
      answer: slow.answer,
      parts: { mostHeld: 400_000, policyOf: () => samplePolicy([upload]) },
    });
    const send = () => ask(open, '/client/v4/graphql', { method: 'POST', body: `"${'a'.repeat(100_000)}"` });
    const asking = [send(), send()];
    await slow.allAsked;
    const more = await send();
    expect([more.status, code(more.text)]).toEqual([429, 942901]);
    slow.go();
    expect((await Promise.all(asking)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await Promise.all([send(), send()])).map(({ status }) => status)).toEqual([200, 200]);
  });

  it('leaves room for what other agents send', () => {
    const held = new HeldBytes(800);
    const [first, second] = [held.share('first'), held.share('first')];
    const third = held.share('other');
    expect([first.take(400), second.take(101), second.take(100)]).toEqual([true, false, true]);
    expect([third.take(301), third.take(300)]).toEqual([false, true]);
    first.free();
    expect([second.take(401), second.take(400)]).toEqual([false, true]);
  });

  it('has no more of answers held than there is room for, where they have to be read whole', async () => {
    const narrowed: Rule = {
      id: 'list',
      method: 'GET',
      path: '/zones/{zone}/dns_records',
      body: 'none',
      kind: 'read',
      says: () => 'Reads a list.',
      allows: 'GET the records',
      narrow: (result) => result,
    };
    const open = await openBroker({
      answer: async () => ({
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: Readable.from([Buffer.from(`{"success":true,"result":["${'a'.repeat(300_000)}"]}`)]),
      }),
      parts: { mostHeld: 250_000, policyOf: () => samplePolicy([narrowed]) },
    });
    for (let turn = 0; turn < 2; turn += 1) {
      const more = await ask(open, `${zone}/dns_records`);
      expect([more.status, code(more.text)]).toEqual([429, 942901]);
    }
  });
});

describe('an agent that asks too often', () => {
  const fiveMinutes = 5 * 60_000;
  const lastly = async (open: Awaited<ReturnType<typeof openBroker>>) => {
    const { status, headers, text } = await ask(open, zone);
    return [status, headers['retry-after'], status === 200 ? null : code(text)];
  };
  const fine = [200, undefined, null];

  it('has to wait before Cloudflare would have everybody wait, and goes on five minutes later', async () => {
    const open = await openBroker({ parts: { mostAsked: 3 } });
    for (let asked = 0; asked < 3; asked += 1) await ask(open, zone);
    expect(await lastly(open)).toEqual([429, '59', 942903]);
    expect([open.arrived.length, open.activity.at(-1)?.outcome]).toEqual([3, 'refused']);
    await open.clock.advance(fiveMinutes);
    expect(await lastly(open)).toEqual(fine);
  });

  it('also where a request is sent twice, and after the clock was set back', async () => {
    let isBroken = true;
    const open = await openBroker({
      parts: { mostAsked: 2 },
      answer: () => {
        if (isBroken) throw new Error('connection lost');
        return answerOf(null);
      },
    });
    await ask(open, zone);
    isBroken = false;
    expect(await lastly(open)).toEqual([429, '59', 942903]);
    await open.clock.advance(-fiveMinutes);
    expect(await lastly(open)).toEqual(fine);
  });

  it('is not held up by what the slip answers itself, nor by what the owner asks', async () => {
    const open = await openBroker({ parts: { mostAsked: 1 } });
    expect((await ask(open, '/client/v4/user')).status).toBe(403);
    const owner = open.broker.ownersSession(open.slip);
    const request = { method: 'GET', path: '/zones', headers: {}, body: null };
    await owner?.upstream.send(request, lentToken, owner.signal);
    expect([await lastly(open), await lastly(open)]).toEqual([fine, [429, '59', 942903]]);
    expect(owner?.mayAsk()).toBe(true);
  });
});

describe('the paces of slips', () => {
  const ofAccount = { kind: 'account', accountId: bakery.id } as const;
  const slip = (id: string, owner: Slip['token']['owner']) =>
    sampleSlip({ id, token: { ...sampleSlip().token, owner } });

  it('are their own, but for tokens of a user, whom Cloudflare counts as one', () => {
    const paces = new Paces(new ManualClock(), 1);
    const [first, second] = [slip('1', ofAccount), slip('2', ofAccount)];
    const [third, fourth] = [slip('3', { kind: 'user' }), slip('4', { kind: 'user' })];
    paces.count(first);
    paces.count(third);
    expect([first, second, third, fourth].map((one) => paces.admits(one))).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });
});
