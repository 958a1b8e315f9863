import { expect, it } from 'vitest';
import { Turns } from '../../../electron/core/turns.ts';

it('what is to be done next is done before all that waits, in the order in which it came', async () => {
  const turns = new Turns();
  const done: string[] = [];
  const doing = (what: string) => async () => {
    done.push(what);
  };
  await Promise.all([
    turns.take('slip', doing('first')),
    turns.take('slip', doing('waits')),
    turns.takeNext('slip', doing('undo')),
    turns.takeNext('slip', doing('undo of before')),
    turns.take('slip', doing('waits, too')),
  ]);
  expect(done).toEqual(['first', 'undo', 'undo of before', 'waits', 'waits, too']);
});
