/** An hour and a day in milliseconds. */
export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

const known = new Map<string, number>();
/* More than the dates of ten thousand slips. */
const mostKnown = 50_000;

/** A written instant in milliseconds since 1970. Reading a date is slow, and slips are gone through often, so it is kept. */
export function instantOf(written: string): number {
  const before = known.get(written);
  if (before !== undefined) return before;
  const instant = Date.parse(written);
  if (known.size >= mostKnown) known.clear();
  known.set(written, instant);
  return instant;
}
