import { dayMs, hourMs } from '../../../shared/instant.ts';
import type { Traffic } from '../state.ts';
import type { Dimensions } from './filter.ts';

/** Requests of one kind in one span of time. */
export interface Row {
  readonly dimensions: Dimensions;
  readonly traffic: Traffic;
  readonly count: number;
}

/* How an ordinary day's visits are spread over its hours, in UTC. */
const hourly = [1, 1, 1, 1, 1, 2, 4, 6, 7, 7, 7, 8, 8, 6, 5, 5, 6, 6, 5, 4, 4, 3, 2, 1];
const whole = hourly.reduce((sum, share) => sum + share, 0);

/** How many requests there have been up to a moment; counting so makes the parts of a day add up to the day. */
function countUntil(traffic: Traffic, time: number): number {
  const sinceMidnight = time % dayMs;
  const full = Math.floor(sinceMidnight / hourMs);
  const passed = hourly.slice(0, full).reduce((sum, share) => sum + share, 0);
  const started = ((sinceMidnight % hourMs) / hourMs) * (hourly[full] ?? 0);
  return Math.floor(traffic.perDay * (Math.floor(time / dayMs) + (passed + started) / whole));
}

const units: readonly (readonly [string, number])[] = [
  ['datetime', 60_000],
  ['datetimeMinute', 60_000],
  ['datetimeFiveMinutes', 300_000],
  ['datetimeFifteenMinutes', 900_000],
  ['datetimeHour', hourMs],
  ['datetimeDay', dayMs],
  ['date', dayMs],
];
const mostBuckets = 3000;

/** The names of the dimensions that speak of time. */
export const timeDimensions: readonly string[] = units.map(([name]) => name);

function timesOf(start: number): Record<string, string> {
  return Object.fromEntries(
    units.map(([name, unit]) => {
      const text = new Date(start - (start % unit)).toISOString().replace('.000Z', 'Z');
      return [name, name === 'date' ? text.slice(0, 10) : text];
    }),
  );
}

const ipOf = (traffic: Traffic): string => `198.51.100.${(traffic.path.length * 7) % 250}`;

/** What can be asked, filtered and grouped by of a request. */
export function dimensionsOf(traffic: Traffic): Dimensions {
  return {
    clientRequestPath: traffic.path,
    clientRequestHTTPHost: traffic.host,
    clientRequestHTTPMethodName: traffic.method,
    clientRequestQuery: '',
    clientCountryName: traffic.country,
    clientRequestReferer: traffic.referer,
    clientRefererHost: traffic.referer === '' ? '' : new URL(traffic.referer).host,
    clientIP: ipOf(traffic),
    clientAsn: '64500',
    clientASNDescription: 'PRACTICE-NET',
    userAgent: traffic.agent,
    edgeResponseStatus: traffic.status,
    originResponseStatus: traffic.cache === 'hit' || traffic.cache === 'none' ? 0 : traffic.status,
    cacheStatus: traffic.cache,
    action: traffic.blocked?.action ?? '',
    securityAction: traffic.blocked?.action ?? '',
    securitySource: traffic.blocked?.source ?? '',
    source: traffic.blocked?.source ?? '',
    ruleId: traffic.blocked?.ruleId ?? '',
    zoneVersion: 1,
    sampleInterval: 1,
  };
}

/** Requests in a span of time, cut by the finest of the wanted time dimensions. */
export function rowsIn(
  traffic: readonly Traffic[],
  range: { readonly from: number; readonly to: number },
  wanted: readonly string[],
): Row[] {
  const finest = units.find(([name]) => wanted.includes(name))?.[1] ?? Number.POSITIVE_INFINITY;
  const unit = Math.max(finest, Math.ceil((range.to - range.from) / mostBuckets / 60_000) * 60_000);
  const kinds = traffic.map((one) => ({ traffic: one, dimensions: dimensionsOf(one) }));
  const rows: Row[] = [];
  let start = range.from;
  while (start < range.to) {
    const end =
      finest === Number.POSITIVE_INFINITY ? range.to : Math.min(range.to, start - (start % unit) + unit);
    const times = timesOf(start);
    for (const { traffic: one, dimensions } of kinds) {
      const count = countUntil(one, end) - countUntil(one, start);
      if (count > 0) rows.push({ traffic: one, count, dimensions: { ...dimensions, ...times } });
    }
    start = end;
  }
  return rows;
}
