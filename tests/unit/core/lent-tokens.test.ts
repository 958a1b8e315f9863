import { describe, expect, it } from 'vitest';
import { failureMs, LentTokens } from '../../../electron/core/lent-tokens.ts';
import { Secret } from '../../../electron/core/secret.ts';
import { Traffic } from '../../../electron/core/traffic.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { MemoryKeychain } from '../../fakes/memory-keychain.ts';
import { accountToken, userToken } from '../../fakes/tokens.ts';

const item = 'slip-aaaaaaaaaaaaaaaa';

async function value(tokens: LentTokens): Promise<string | null> {
  const read = await tokens.of(item);
  return read.ok ? read.value.reveal() : null;
}

describe('a lent token', () => {
  it('is read once, and anew after every change of its keychain item', async () => {
    const keychain = new MemoryKeychain();
    keychain.items.set(item, accountToken);
    const tokens = new LentTokens(keychain, new ManualClock());
    expect(await value(tokens)).toBe(accountToken);
    keychain.mood = 'locked';
    expect(await value(tokens)).toBe(accountToken);
    keychain.mood = 'well';
    await tokens.keychain.set(item, new Secret(userToken));
    expect(await value(tokens)).toBe(userToken);
    await tokens.keychain.remove(item);
    expect(await value(tokens)).toBeNull();
  });

  it('is asked for again after the keychain could not give it', async () => {
    const keychain = new MemoryKeychain();
    keychain.mood = 'locked';
    const tokens = new LentTokens(keychain, new ManualClock());
    expect(await value(tokens)).toBeNull();
    keychain.mood = 'well';
    keychain.items.set(item, accountToken);
    expect(await value(tokens)).toBe(accountToken);
  });

  it('is asked for no more for a moment after the keychain gave no answer, whoever asks', async () => {
    const keychain = new MemoryKeychain();
    keychain.items.set(item, accountToken);
    keychain.mood = 'failed';
    const clock = new ManualClock();
    const tokens = new LentTokens(keychain, clock);
    expect(await value(tokens)).toBeNull();
    keychain.mood = 'well';
    await clock.advance(failureMs - 1);
    expect(await value(tokens)).toBeNull();
    await clock.advance(1);
    expect(await value(tokens)).toBe(accountToken);
  });

  it.each([
    ['it is written anew', (tokens: LentTokens) => tokens.keychain.set(item, new Secret(accountToken))],
    ['it is forgotten', async (tokens: LentTokens) => tokens.forget(item)],
    ['all are forgotten', async (tokens: LentTokens) => tokens.forgetAll()],
  ])('is asked for at once after a failure where %s', async (_why, change) => {
    const keychain = new MemoryKeychain();
    keychain.items.set(item, accountToken);
    keychain.mood = 'failed';
    const tokens = new LentTokens(keychain, new ManualClock());
    expect(await value(tokens)).toBeNull();
    keychain.mood = 'well';
    await change(tokens);
    expect(await value(tokens)).toBe(accountToken);
  });

  it('is held for nobody once all are forgotten, and read anew at the next need', async () => {
    const keychain = new MemoryKeychain();
    keychain.items.set(item, accountToken);
    const tokens = new LentTokens(keychain, new ManualClock());
    await value(tokens);
    tokens.forgetAll();
    keychain.mood = 'locked';
    expect(await value(tokens)).toBeNull();
    keychain.mood = 'well';
    expect(await value(tokens)).toBe(accountToken);
  });

  it('is forgotten even where taking it out of the keychain fails', async () => {
    const keychain = new MemoryKeychain();
    keychain.items.set(item, accountToken);
    const tokens = new LentTokens(keychain, new ManualClock());
    await value(tokens);
    keychain.moods.remove = 'failed';
    await tokens.keychain.remove(item);
    keychain.moods.get = 'locked';
    expect(await value(tokens)).toBeNull();
  });
});

describe('a swap', () => {
  it('waits for requests under way, and holds new ones until it is over', async () => {
    const traffic = new Traffic(new ManualClock(undefined, { passesByItself: 0 }));
    const order: string[] = [];
    const leave = await traffic.enter(item);
    const holding = traffic.hold(item).then((letOn) => {
      order.push('swap');
      return letOn;
    });
    const next = traffic.enter(item).then(() => order.push('next'));
    await Promise.resolve();
    order.push('answered');
    leave();
    (await holding)();
    await next;
    expect(order).toEqual(['answered', 'swap', 'next']);
  });

  it('does not wait for ever for one that is slow', async () => {
    const clock = new ManualClock(undefined, { passesByItself: 0 });
    const traffic = new Traffic(clock);
    await traffic.enter(item);
    const holding = traffic.hold(item);
    await clock.advance(5000);
    expect(typeof (await holding)).toBe('function');
  });

  it('holds nobody else’s requests', async () => {
    const traffic = new Traffic(new ManualClock());
    await traffic.hold(item);
    expect(typeof (await traffic.enter('slip-bbbbbbbbbbbbbbbb'))).toBe('function');
  });
});
