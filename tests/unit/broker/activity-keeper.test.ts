import { describe, expect, it } from 'vitest';
import type { ActivityEntry, ActivityLine } from '../../../electron/broker/activity.ts';
import { ActivityKeeper } from '../../../electron/broker/activity-keeper.ts';
import type { AgentAtWork } from '../../../shared/agents-at-work.ts';
import { sampleSession } from '../../fakes/broker-sessions.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';

const session = sampleSession();
const slip = session.slip.id;

function entry(clock: ManualClock, outcome: ActivityEntry['outcome'] = 'read'): ActivityEntry {
  const at = clock.now().toISOString();
  return { at, slip, pass: 'p', rule: null, method: 'GET', path: '/', status: 200, outcome, bytes: 0, ms: 1 };
}

async function openKeeper(lines: readonly ActivityLine[] = []) {
  const clock = new ManualClock(undefined, { passesByItself: 0 });
  const written: ActivityEntry[] = [];
  const shown: (AgentAtWork | undefined)[] = [];
  const log = {
    open: async () => ({ isDamaged: false, lines }),
    append: (one: ActivityEntry) => written.push(one),
    read: async () => ({ isUntouched: true, lines }),
    flush: async () => undefined,
  };
  const keeper = new ActivityKeeper({ log, clock, show: ([one]) => shown.push(one) });
  await keeper.open();
  await clock.advance(1000);
  const ask = (outcome?: ActivityEntry['outcome']) => {
    keeper.began(session);
    keeper.ended(session, entry(clock, outcome));
  };
  return { clock, written, shown, keeper, ask };
}

describe('what the owner is shown of agents', () => {
  it('is who is at work, at once, and no more than once a second', async () => {
    const { clock, shown, ask, written } = await openKeeper();
    const before = shown.length;
    for (let count = 0; count < 500; count += 1) ask();
    expect(shown.length).toBe(before + 1);
    await clock.advance(1000);
    expect(shown.length).toBe(before + 2);
    expect(shown.at(-1)).toMatchObject({ slip, inUse: true, today: 500 });
    expect(written.length).toBe(500);
  });

  it.each([
    ['what the slip does not allow', 403, null, 'not-on-slip'],
    ['a body that asks for more than its rule takes', 400, 'purge.files', 'not-on-slip'],
    ['what can be read in two ways', 400, null, 'unclear'],
    ['a body that is no JSON', 415, 'dns.update', 'unclear'],
    ['too much at once', 429, null, 'too-many'],
    ['a token that can not be read', 503, 'dns.update', 'failed'],
  ] as const)('says why a request was turned away: %s', async (_, status, rule, told) => {
    const { clock, shown, keeper } = await openKeeper();
    keeper.began(session);
    keeper.ended(session, { ...entry(clock, 'refused'), status, rule });
    await clock.advance(1000);
    expect(shown.at(-1)?.lastOutcome).toBe(told);
  });

  it('ends some seconds after the last request', async () => {
    const { clock, shown, ask } = await openKeeper();
    ask();
    for (let second = 0; second < 14; second += 1) await clock.advance(1000);
    expect(shown.at(-1)).toMatchObject({ inUse: false, today: 1 });
  });

  it('stays while a request is under way, however long', async () => {
    const { clock, shown, keeper } = await openKeeper();
    keeper.began(session);
    for (let second = 0; second < 40; second += 1) await clock.advance(1000);
    expect(shown.at(-1)?.inUse).toBe(true);
  });

  it('names the last change, and counts anew each day', async () => {
    const clock = new ManualClock();
    const yesterday = new Date(clock.now().getTime() - 86_400_000).toISOString();
    const { shown } = await openKeeper([{ ...entry(clock, 'changed'), at: yesterday }]);
    expect(shown.at(-1)).toMatchObject({ today: 0, lastChange: yesterday, inUse: false });
  });

  it('counts what was let go on its day, also where nothing else of the slip is left', async () => {
    const clock = new ManualClock();
    const now = clock.now().toISOString();
    const yesterday = new Date(clock.now().getTime() - 86_400_000).toISOString();
    const gaps = [
      { at: yesterday, slip, missing: 40 },
      { at: now, slip, missing: 3 },
    ];
    const { shown } = await openKeeper(gaps);
    expect(shown.at(-1)).toMatchObject({ today: 3, lastRequest: now });
    expect((await openKeeper([...gaps, entry(clock)])).shown.at(-1)?.today).toBe(4);
  });
});
