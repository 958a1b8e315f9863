import { cloudflareBaseUrl } from '../adapters/cloudflare/cloudflare-api.ts';

/** What a start of the app can be told by its environment, while it is not packaged. */
export type LaunchOptions = {
  /** Where the app keeps its files, instead of the usual place. */
  readonly dataFolder: string | null;
  readonly apiBaseUrl: string;
  /** A file that says by how many milliseconds the clock is moved; null for the computer's own clock. */
  readonly clockFile: string | null;
  /** The program that a login item starts; null where an app that is not installed has none. */
  readonly loginCommand: string | null;
  /** Whether a tray that was made counts as seen, without asking the desktop. */
  readonly traySeen: boolean;
};

/**
 * Reads the launch options. A packaged app takes none: an address in the environment could otherwise send the owner's
 * setup key somewhere else.
 */
export function readLaunchOptions(env: NodeJS.ProcessEnv, isPackaged: boolean): LaunchOptions {
  if (isPackaged) {
    return {
      dataFolder: null,
      apiBaseUrl: cloudflareBaseUrl,
      clockFile: null,
      loginCommand: null,
      traySeen: false,
    };
  }
  const api = env.PERMISSION_SLIP_API;
  return {
    dataFolder: env.PERMISSION_SLIP_DATA || null,
    clockFile: env.PERMISSION_SLIP_CLOCK || null,
    loginCommand: env.PERMISSION_SLIP_LOGIN_COMMAND || null,
    traySeen: env.PERMISSION_SLIP_TRAY === 'seen',
    apiBaseUrl: api !== undefined && isUsable(api) ? api.replace(/\/+$/, '') : cloudflareBaseUrl,
  };
}

function isUsable(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return (
    protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname))
  );
}

/**
 * Takes variables out of the environment that the Cloudflare SDK would heed and that children would inherit, those that
 * name a file for the keyring to load, and that by which Node takes any certificate for Cloudflare's. It is read at each
 * connection. NODE_EXTRA_CA_CERTS stays: it only adds who may sign one, and a packaged app has the fuse off that it needs.
 */
export function dropVariables(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(env)) {
    /* Windows tells no capitals from small letters here. */
    if (/^(CLOUDFLARE|CF|NAPI_RS|NODE_TLS)_/i.test(name)) delete env[name];
  }
}
