import { decoded } from '../../shared/decoded.ts';
import { refusal } from './answers.ts';
import type { Route } from './route.ts';

/** A row of the table that fits a request, with what the path's places hold. */
export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

const hexId = /^[0-9a-f]{32}$/;
/** Places of a path that hold one of Cloudflare's 32-digit ids. */
const idPlaces = new Set([
  'account_id',
  'zone_id',
  'token_id',
  'record_id',
  'ruleset_id',
  'rule_id',
  'route_id',
]);

/** The answer to a path that leads nowhere. */
export const noRoute = (path: string) =>
  refusal(404, 7003, `Could not route to ${path}, perhaps your object identifier is invalid?`);

const split = (path: string) => path.split('/').slice(1);
/* The table is the same for each request, so its rows are split once. */
const splitRows = new WeakMap<Route, readonly string[]>();

function placesOf(route: Route): readonly string[] {
  const places = splitRows.get(route) ?? split(route.path);
  splitRows.set(route, places);
  return places;
}

function read(route: Route, segments: readonly string[]): RouteMatch | null {
  const places = placesOf(route);
  if (places.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [index, place] of places.entries()) {
    const segment = segments[index] ?? '';
    if (!place.startsWith(':')) {
      if (place !== segment) return null;
      continue;
    }
    const name = place.slice(1);
    if (segment === '' || (idPlaces.has(name) && !hexId.test(segment))) return null;
    params[name] = segment;
  }
  return { route, params };
}

const literals = (match: RouteMatch): number =>
  match.route.path.split('/').filter((place) => !place.startsWith(':')).length;

/** Finds the row for a method and a path below the base; the row with the most fixed words wins. */
export function matchRoute(routes: readonly Route[], method: string, path: string): RouteMatch {
  const segments = split(path).map(decoded);
  if (segments.includes(null)) throw noRoute(path);
  const found = routes.flatMap((route) => read(route, segments as string[]) ?? []);
  if (found.length === 0) throw noRoute(path);
  const fitting = found.filter((match) => match.route.method === method);
  const [best] = fitting.toSorted((one, other) => literals(other) - literals(one));
  if (best === undefined) throw refusal(405, 10405, 'Method not allowed for this authentication scheme');
  return best;
}
