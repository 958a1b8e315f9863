import { zoneOf } from './place.ts';
import type { Slip } from './slip.ts';

/** The folder of the routes' files in the owner's home, and the names in it. */
export const routeFolder = ['.permission-slip', 'routes'] as const;

/** The file of a slip's local route, by its slip's id. */
export function routeFileName(id: string): string {
  return `${id}.env`;
}

/**
 * The variables that a route's file sets, in their order. Those that are emptied would count more than the pass. The pass
 * has a name of the app's own, too: lines that stay in a program's settings must never send a token of the owner's.
 */
export const routeVariables = [
  'CLOUDFLARE_API_TOKEN',
  'CLOUDFLARE_API_BASE_URL',
  'CLOUDFLARE_BASE_URL',
  'CLOUDFLARE_ACCOUNT_ID',
  'CLOUDFLARE_ZONE_ID',
  'PERMISSION_SLIP_URL',
  'PERMISSION_SLIP_PASS',
  'CLOUDFLARE_API_KEY',
  'CLOUDFLARE_EMAIL',
  'CLOUDFLARE_API_USER_SERVICE_KEY',
] as const;

/** Where the app is found on this computer: Cloudflare's API below `/client/v4`, and what is its own beside it. */
export function localUrl(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/**
 * What stands in the file of a slip's local route: one `NAME=value` a line, which shells read as it is. No value holds a
 * sign that a shell gives a meaning.
 */
export function routeFileText({ place }: Pick<Slip, 'place'>, port: number, pass: string): string {
  const url = `${localUrl(port)}/client/v4`;
  const values: Record<(typeof routeVariables)[number], string> = {
    CLOUDFLARE_API_TOKEN: pass,
    CLOUDFLARE_API_BASE_URL: url,
    CLOUDFLARE_BASE_URL: url,
    CLOUDFLARE_ACCOUNT_ID: place.account.id,
    CLOUDFLARE_ZONE_ID: zoneOf(place)?.id ?? '',
    PERMISSION_SLIP_URL: localUrl(port),
    PERMISSION_SLIP_PASS: pass,
    CLOUDFLARE_API_KEY: '',
    CLOUDFLARE_EMAIL: '',
    CLOUDFLARE_API_USER_SERVICE_KEY: '',
  };
  const lines = routeVariables.map((name) => `${name}=${values[name]}`);
  return ['# Made by Permission Slip. Works on this computer only, while the app runs.', ...lines, ''].join(
    '\n',
  );
}

/** The address of Cloudflare's API as it stands in a route's file; null where there is none. */
export function baseUrlIn(text: string): string | null {
  return /^CLOUDFLARE_BASE_URL=(\S+)$/m.exec(text)?.[1] ?? null;
}

/** The pass that stands in a route's file; null where there is none. */
export function passIn(text: string): string | null {
  return /^CLOUDFLARE_API_TOKEN=(\S+)$/m.exec(text)?.[1] ?? null;
}
