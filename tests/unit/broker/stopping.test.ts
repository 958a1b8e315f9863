import { describe, expect, it, vi } from 'vitest';
import { Secret } from '../../../electron/core/secret.ts';
import { bakeryZone } from '../../component/sample-slips.ts';
import { answerOf, ask, openBroker } from '../../fakes/open-broker.ts';
import { accountToken } from '../../fakes/tokens.ts';

const zone = `/client/v4/zones/${bakeryZone.id}`;

/** An answer that does not come until it is told to, or its request is given up. */
function slowAnswer() {
  const came = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  return {
    came: came.promise,
    go: () => go.resolve(),
    answer: async (_request: unknown, signal: AbortSignal) => {
      came.resolve();
      const stopped = new Promise<never>((_, reject) =>
        signal.addEventListener('abort', () => reject(new Error('stopped'))),
      );
      await Promise.race([go.promise, stopped]);
      return answerOf(null);
    },
  };
}

describe('stopping an agent', () => {
  it('cuts what is under way and turns away what comes after', async () => {
    const slow = slowAnswer();
    const open = await openBroker({ answer: slow.answer });
    const asking = ask(open, zone);
    await slow.came;
    await open.routes.stop(null);
    open.broker.sweep();
    expect((await asking).status).toBe(403);
    expect((await ask(open, zone)).status).toBe(401);
    expect(open.files.files.size).toBe(0);
    await open.routes.settle();
    expect(open.files.files.size).toBe(0);
  });

  it('ends when the owner lets it go on, with a new pass', async () => {
    const open = await openBroker();
    await open.routes.stop(open.slip.id);
    expect((await open.routes.letOn(open.slip.id)).ok).toBe(true);
    expect((await ask(open, zone)).status).toBe(401);
    const pass = /CLOUDFLARE_API_TOKEN=(\S+)/.exec(open.files.files.get(open.slip.id) ?? '')?.[1] ?? '';
    expect((await ask(open, zone, { pass })).status).toBe(200);
  });

  it.each([
    ['is revoked', { revoked: { at: '2026-11-24T10:00:00Z', cloudflare: 'deleted', keychain: 'deleted' } }],
    ['shall be stopped', { stopping: { since: '2026-11-24T10:00:00Z' } }],
    ['has another route', { route: { kind: 'keychain' } }],
    ['has ended', { until: { kind: 'at', at: '2026-11-24T09:00:00Z' } }],
  ] as const)('happens by itself when its slip %s', async (_what, change) => {
    const slow = slowAnswer();
    const open = await openBroker({ answer: slow.answer });
    const asking = ask(open, zone);
    await slow.came;
    await open.notebook.change((book) => ({
      ...book,
      slips: book.slips.map((slip) => ({ ...slip, ...change })),
    }));
    open.broker.sweep();
    expect([(await asking).status, (await ask(open, zone)).status]).toEqual([403, 401]);
    await open.routes.settle();
    expect([open.files.files.size, open.notebook.book.localPasses]).toEqual([0, []]);
  });

  it('happens at the slip’s end without anybody doing anything', async () => {
    const open = await openBroker();
    expect((await ask(open, zone)).status).toBe(200);
    open.clock.jump(40 * 86_400_000);
    expect((await ask(open, zone)).status).toBe(401);
  });
});

describe('quitting', () => {
  it('lets what is under way end', async () => {
    const slow = slowAnswer();
    const open = await openBroker({
      answer: slow.answer,
      parts: {
        clock: { now: () => new Date('2026-11-24T10:00:00Z'), wait: () => new Promise(() => undefined) },
      },
    });
    const asking = ask(open, zone);
    await slow.came;
    const closing = open.broker.close();
    slow.go();
    expect((await asking).status).toBe(200);
    await closing;
  });

  it('cuts what does not end in time', async () => {
    const slow = slowAnswer();
    const open = await openBroker({ answer: slow.answer });
    const asking = ask(open, zone).then(
      ({ status }) => status,
      () => 'cut',
    );
    await slow.came;
    await open.broker.close();
    expect([403, 'cut']).toContain(await asking);
    await expect(ask(open, zone)).rejects.toThrow();
  });
});

describe('swapping the token under an agent at work', () => {
  const newToken = accountToken.replace('cfat_', 'cfat_9');

  it('lets what is under way end, and sends what comes after with the new token', async () => {
    const slow = slowAnswer();
    const open = await openBroker({ answer: slow.answer });
    const first = ask(open, zone);
    await slow.came;
    const holding = open.traffic.hold(open.slip.id);
    const second = ask(open, zone);
    slow.go();
    const letOn = await holding;
    expect(open.arrived.length).toBe(1);
    await open.tokens.keychain.set(open.slip.id, new Secret(newToken));
    letOn();
    expect([(await first).status, (await second).status]).toEqual([200, 200]);
    expect(open.arrived.map(({ token }) => token)).toEqual([accountToken, newToken]);
  });

  it('keeps the new token, too, out of the answer to a read that waited', async () => {
    const open = await openBroker({ answer: ({ token }) => answerOf({ id: bakeryZone.id, token }) });
    const letOn = await open.traffic.hold(open.slip.id);
    const entered = vi.spyOn(open.traffic, 'enter');
    const asking = ask(open, zone);
    await vi.waitFor(() => expect(entered).toHaveBeenCalled());
    await open.tokens.keychain.set(open.slip.id, new Secret(newToken));
    letOn();
    const { text } = await asking;
    expect([text.includes('[secret]'), text.includes(newToken)]).toEqual([true, false]);
  });

  it('keeps the pass and the file', async () => {
    const open = await openBroker();
    const before = open.files.files.get(open.slip.id);
    await open.tokens.keychain.set(open.slip.id, new Secret(newToken));
    await open.notebook.change((book) => ({
      ...book,
      slips: book.slips.map((slip) => ({ ...slip, token: { ...slip.token, ending: newToken.slice(-4) } })),
    }));
    await open.routes.settle();
    expect(open.files.files.get(open.slip.id)).toBe(before);
    expect((await ask(open, zone)).status).toBe(200);
  });
});

it('says so when the keychain does not give the token', async () => {
  const open = await openBroker();
  open.keychain.mood = 'locked';
  open.tokens.forgetAll();
  expect((await ask(open, zone)).status).toBe(503);
  open.keychain.mood = 'well';
  expect((await ask(open, zone)).status).toBe(200);
});

it('answers a request that fails in a way nobody foresaw', async () => {
  const open = await openBroker({
    parts: { changes: { carryOut: () => Promise.reject(new Error('unforeseen')) } },
  });
  const record = `${zone}/dns_records/${'c'.repeat(32)}`;
  expect((await ask(open, record, { method: 'PATCH', body: '{"type":"A"}' })).status).toBe(500);
  expect((await ask(open, zone)).status).toBe(200);
});
