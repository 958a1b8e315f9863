import type { Slip, SlipEvent } from '../../shared/slip.ts';

/** One line of a timeline: something that happened, once or several times in a row. */
export type TimelineEntry = {
  /** The newest of them. */
  readonly event: SlipEvent;
  readonly times: number;
  /** Its place in the story, from the beginning. */
  readonly order: number;
};

/** What happened to a slip, the newest first. What happened several times in a row is one line, with its last time. */
export function timelineOf({ events }: Pick<Slip, 'events'>): readonly TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  for (const event of events) {
    const last = entries.at(-1);
    if (last !== undefined && isSame(last.event, event))
      entries[entries.length - 1] = { ...last, event, times: last.times + 1 };
    else entries.push({ event, times: 1, order: entries.length });
  }
  return entries.reverse();
}

function isSame(one: SlipEvent, other: SlipEvent): boolean {
  return (
    one.what === other.what &&
    one.reason === other.reason &&
    JSON.stringify(one.route) === JSON.stringify(other.route)
  );
}

/** How often and when the prompt of a slip was copied; null for never. */
export function promptCopies({
  events,
}: Pick<Slip, 'events'>): { readonly times: number; readonly at: string } | null {
  const copies = events.filter(({ what }) => what === 'prompt-copied');
  const last = copies.at(-1);
  return last === undefined ? null : { times: copies.length, at: last.at };
}
