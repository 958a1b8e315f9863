import { act, renderHook, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useAction } from '../../renderer/app/use-action.ts';
import { failed, ok, type Result } from '../../shared/result.ts';

type Call = {
  readonly what: string;
  readonly times: number;
  readonly answer: (result: Result<string>) => void;
};

/** An action whose calls are answered when a test says so, with what it was done with. */
function openAction() {
  const calls: Call[] = [];
  const done: unknown[] = [];
  const run = (what: string, times: number) =>
    new Promise<Result<string>>((answer) => calls.push({ what, times, answer }));
  const { result, unmount } = renderHook(() =>
    useAction(run, (value, given) => done.push([value, ...given])),
  );
  return { calls, done, unmount, action: () => result.current };
}

test('a press while it runs is ignored, and what it was given is told until it succeeds', async () => {
  const { action, calls, done } = openAction();
  act(() => void action().start('a', 1));
  act(() => void action().start('b', 2));
  expect([calls.length, action().busy, action().given]).toEqual([1, true, ['a', 1]]);
  await act(async () => calls[0]?.answer(ok('well')));
  expect([action().busy, action().given, done]).toEqual([false, null, [['well', 'a', 1]]]);
});

test('after a failure it does the very same again', async () => {
  const { action, calls, done } = openAction();
  act(() => void action().start('a', 1));
  await act(async () => calls[0]?.answer(failed({ code: 'offline' })));
  expect(action().problem).toEqual({ code: 'offline' });
  act(() => void action().again());
  expect(calls.at(1)).toMatchObject({ what: 'a', times: 1 });
  await act(async () => calls[1]?.answer(ok('well')));
  expect([action().problem, done]).toEqual([null, [['well', 'a', 1]]]);
});

test('what was put away is nobody’s: its answer changes nothing, and the next start is free', async () => {
  const { action, calls, done } = openAction();
  act(() => void action().start('a', 1));
  act(() => action().reset());
  expect(action().busy).toBe(false);
  act(() => void action().start('b', 2));
  await act(async () => calls[0]?.answer(ok('too late')));
  expect([action().busy, action().given, done]).toEqual([true, ['b', 2], []]);
  await act(async () => calls[1]?.answer(failed({ code: 'stopped' })));
  expect([action().problem, done]).toEqual([{ code: 'stopped' }, []]);
  act(() => action().reset());
  await act(() => action().again());
  expect(calls).toHaveLength(2);
});

test('the answer after a screen is gone is nobody’s', async () => {
  const { action, calls, done, unmount } = openAction();
  act(() => void action().start('a', 1));
  unmount();
  calls[0]?.answer(ok('too late'));
  await waitFor(() => expect(calls).toHaveLength(1));
  expect(done).toEqual([]);
});
