import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { movedClock } from '../../../electron/adapters/moved-clock.ts';
import { tempFolder } from './temp-folder.ts';

const hourMs = 3_600_000;
/* Adding 0 makes a zero of the minus zero that a rounded moment ago is. */
const hoursAhead = (now: Date) => Math.round((now.getTime() - Date.now()) / hourMs) + 0;

it('goes as far ahead or behind as the file says, and by the computer where it says nothing', async () => {
  const path = join(await tempFolder(), 'clock');
  const clock = movedClock(path);
  const seen = [hoursAhead(clock.now())];
  for (const text of [String(5 * hourMs), String(-9000 * hourMs), 'soon']) {
    await writeFile(path, text);
    seen.push(hoursAhead(clock.now()));
  }
  expect(seen).toEqual([0, 5, -9000, 0]);
});

it('ends a wait once the clock is moved past its end, or the wait is stopped', async () => {
  const path = join(await tempFolder(), 'clock');
  const clock = movedClock(path);
  const waiting = clock.wait(5 * hourMs);
  await writeFile(path, String(5 * hourMs));
  await waiting;
  const stop = new AbortController();
  const stopped = clock.wait(5 * hourMs, stop.signal);
  stop.abort();
  await stopped;
  const begun = Date.now();
  await clock.wait(30);
  expect(Date.now() - begun).toBeLessThan(5000);
});
