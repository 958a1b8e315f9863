import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { type Office, type OfficeParts, openDesk } from '../../fakes/open-desk.ts';
import { purgeRequest } from '../../fakes/requests.ts';
import { settled } from '../../fakes/settled.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A watched office with a slip of 30 days. It rests at least until a test moves its clock. */
async function watchedOffice(parts: OfficeParts = {}): Promise<Office> {
  const office = await openDesk({
    clock: new ManualClock(new Date(2026, 10, 24, 12), { passesByItself: 0 }),
    ...parts,
  });
  await office.call['slip:issue']({ request: purgeRequest });
  await office.call['slip:copy-prompt']({ id: idOf(office) });
  office.desk.startWatching();
  await settled();
  return office;
}

const idOf = ({ desk }: Office) => desk.store.snapshot.slips[0]?.id ?? '';
const titles = ({ notifier }: Office) => notifier.shown.map(({ title }) => title);
async function pass({ clock }: Office, milliseconds: number): Promise<void> {
  await clock.advance(milliseconds);
  await settled();
}

describe('the watcher', () => {
  it('tells once of a slip that ends soon, and a click leads to it', async () => {
    const office = await watchedOffice();
    await pass(office, 22 * dayMs);
    expect(titles(office)).toEqual([]);
    await pass(office, dayMs + 1000);
    await pass(office, hourMs);
    expect(office.notifier.shown).toMatchObject([
      { title: 'Practice slip 1 ends in 7 days.', screen: { name: 'slip', id: idOf(office) } },
    ]);
  });

  it('tells nothing again after a restart', async () => {
    const office = await watchedOffice();
    await pass(office, 23 * dayMs + 1000);
    const again = await office.restart();
    again.desk.startWatching();
    await settled();
    await pass(again, hourMs);
    expect(titles(again)).toEqual(['Practice slip 1 ends in 7 days.']);
  });

  it('tells at the start what came up while the app was closed', async () => {
    const office = await watchedOffice();
    await office.desk.close();
    await office.clock.advance(29.5 * dayMs);
    const again = await office.restart();
    again.desk.startWatching();
    await settled();
    expect(titles(again)).toEqual([]);
    await pass(again, 9 * hourMs);
    expect(titles(again)).toEqual(['Practice slip 1 ends within a day.']);
  });

  it('looks when the computer wakes up, though no timer has run out', async () => {
    const office = await watchedOffice();
    office.clock.jump(25 * dayMs);
    await settled();
    expect(titles(office)).toEqual([]);
    await office.awakenings.wake();
    await settled();
    expect(titles(office)).toEqual(['Practice slip 1 ends in 5 days.']);
  });

  it('tells nothing twice when the clock is set back and forward again', async () => {
    const office = await watchedOffice();
    for (const jump of [24, -400, 400, 1]) {
      office.clock.jump(jump * dayMs);
      await office.awakenings.wake();
      await settled();
    }
    expect(titles(office)).toEqual(['Practice slip 1 ends in 6 days.']);
  });

  it('makes one notification of several slips', async () => {
    const office = await watchedOffice();
    await office.call['slip:issue']({ request: purgeRequest });
    await settled();
    await pass(office, 23 * dayMs + 1000);
    expect(office.notifier.shown).toMatchObject([
      { title: '2 slips need a look.', screen: { name: 'home' } },
    ]);
  });

  it('goes on telling, once each, when the disk is full', async () => {
    const office = await watchedOffice();
    office.book.mood = 'full';
    await pass(office, 23 * dayMs + 1000);
    await pass(office, hourMs);
    expect(titles(office)).toEqual(['Practice slip 1 ends in 7 days.']);
  });

  it('has windows and the tray drawn anew when something comes up', async () => {
    const office = await watchedOffice();
    const before = office.desk.store.snapshot.revision;
    await pass(office, hourMs);
    expect(office.desk.store.snapshot.revision).toBe(before);
    await pass(office, 23 * dayMs);
    expect(office.desk.store.snapshot.revision).toBeGreaterThan(before);
  });

  it('looks at once when a slip is snoozed, and again when that ends', async () => {
    const office = await watchedOffice();
    await office.call['slip:snooze']({ id: idOf(office), days: 25 });
    await settled();
    await pass(office, 24 * dayMs);
    expect(titles(office)).toEqual([]);
    await pass(office, dayMs + 1000);
    expect(titles(office)).toEqual(['Practice slip 1 ends in 5 days.']);
  });

  it('keeps quiet while paused, and forgets what is of no use any more', async () => {
    const office = await watchedOffice();
    await pass(office, 23 * dayMs - hourMs / 2);
    await office.call['reminders:pause']({ pause: 'hour' });
    await pass(office, hourMs * 0.75);
    expect(titles(office)).toEqual([]);
    await pass(office, hourMs / 2);
    expect(titles(office)).toEqual(['Practice slip 1 ends in 7 days.']);
    await office.call['slip:revoke']({ id: idOf(office) });
    await office.call['slip:issue']({ request: { ...purgeRequest, until: { kind: 'days', days: 1 } } });
    await pass(office, 20 * hourMs);
    await pass(office, 3 * hourMs);
    expect(titles(office)).toHaveLength(2);
    expect(office.book.text).not.toContain(`${idOf(office)}:ends-soon`);
  });

  it('stops when the app quits', async () => {
    const office = await watchedOffice();
    await office.desk.close();
    await pass(office, 23 * dayMs + 1000);
    expect(titles(office)).toEqual([]);
  });

  it('follows the settings, and the days that a slip has for itself', async () => {
    const office = await watchedOffice();
    const { settings } = office.desk.store.snapshot.reminding;
    await office.call['reminders:set']({ settings: { ...settings, daysBefore: [3], showNames: true } });
    await office.call['slip:remind']({ id: idOf(office), daysBefore: [2] });
    await pass(office, 27.9 * dayMs);
    expect(titles(office)).toEqual([]);
    await pass(office, 0.2 * dayMs);
    expect(office.notifier.shown.map(({ body }) => body)).toEqual([
      expect.stringContaining('Claude loses access to bakery.example'),
    ]);
  });

  it('goes on after something that nobody foresaw', async () => {
    const office = await watchedOffice();
    const { show } = office.notifier;
    Object.assign(office.notifier, {
      show: () => {
        throw new TypeError('no bus');
      },
    });
    await pass(office, 23 * dayMs + 1000);
    Object.assign(office.notifier, { show });
    await pass(office, 6 * dayMs);
    expect(titles(office)).toEqual(['Practice slip 1 ends within a day.']);
  });
});
