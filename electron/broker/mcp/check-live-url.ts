import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import type { ActivityOutcome } from '../activity.ts';
import { looksSecret } from '../hide-secrets.ts';
import type { LiveChecks } from './live-checks.ts';
import type { LiveLook, LiveWeb } from './live-web.ts';
import type { Message } from './mcp-server.ts';
import { isOwnHost, ownHosts } from './own-hosts.ts';
import type { toolInputs } from './tool-inputs.ts';

/** What a look at a live page is told as, or why there was none. */
export type LiveChecked =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly says: string;
      readonly outcome: Extract<ActivityOutcome, 'refused' | 'failed'>;
    };

type Asked = z.infer<(typeof toolInputs)['check_live_url']>;

/** Headers of a page that say how it is served. Cookies stay out of it. */
const shownHeaders = [
  'content-type',
  'cache-control',
  'cdn-cache-control',
  'expires',
  'age',
  'cf-cache-status',
  'cf-ray',
  'cf-mitigated',
  'etag',
  'last-modified',
  'vary',
  'location',
  'server',
  'x-robots-tag',
  'strict-transport-security',
  'retry-after',
] as const;
const longestHeader = 500;

/** Looks at a page of the slip's own website, as a visitor without a login would. */
export async function checkLiveUrl(checks: LiveChecks, message: Message, asked: Asked): Promise<LiveChecked> {
  const { session } = message;
  const read = readAddress(asked.url);
  if (typeof read === 'string') return refused(read);
  const token = await session.token();
  if (!token.ok || looksSecret(asked.url, token.value)) {
    return refused('This address holds something of the form of a secret, so it was not opened.');
  }
  /* Before the hostnames, since Cloudflare is asked for those. */
  if (!checks.admits(session.slip.id)) return refused('Too many pages in one minute. Wait a minute.');
  const hosts = await ownHosts(message);
  if (!isOwnHost(hosts, read.hostname)) return refused(notOwn(hosts));
  const web = checks.webOf(session.slip.world);
  const signal = AbortSignal.any([message.gone, session.signal]);
  const page = await web(
    {
      method: asked.method ?? 'GET',
      host: read.hostname,
      path: read.pathname + read.search,
      wantsText: false,
    },
    signal,
  );
  if (page.kind !== 'answered') return { ok: false, says: sayingOf(page), outcome: 'failed' };
  const files = asked.robots === true ? await crawlerFiles(web, read.hostname, signal) : {};
  return { ok: true, value: { ...shownPage(read, page), ...files } };
}

function refused(says: string): LiveChecked {
  return { ok: false, says, outcome: 'refused' };
}

/** The address, or why it is not looked at. */
function readAddress(text: string): URL | string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.protocol !== 'https:') return 'Give a whole address that begins with https://.';
  if (url.username !== '' || url.password !== '') return 'The address may not hold a name or password.';
  if (url.port !== '') return 'Only the usual port of https is looked at. Leave the port out.';
  return url;
}

function notOwn(hosts: readonly string[]): string {
  return hosts.length === 0
    ? 'This slip names no website of its own, so no page can be looked at.'
    : `Only pages of this slip’s own hostnames are looked at: ${hosts.join(', ')}.`;
}

function shownPage(url: URL, { status, headers }: Extract<LiveLook, { kind: 'answered' }>) {
  const location = headers.location;
  const leadsTo =
    location !== undefined && URL.canParse(location, url.href) ? new URL(location, url.href).href : null;
  return {
    url: url.href,
    status,
    redirects_to: status >= 300 && status < 400 ? leadsTo : null,
    cache: cacheState(headers),
    headers: Object.fromEntries(
      shownHeaders.flatMap((name) => {
        const value = headers[name];
        return typeof value === 'string' ? [[name, value.slice(0, longestHeader)]] : [];
      }),
    ),
  };
}

function cacheState(headers: IncomingHttpHeaders): {
  readonly status: string;
  readonly age_seconds: number | null;
} {
  const status = headers['cf-cache-status'];
  const age = headers.age;
  return {
    status: typeof status === 'string' ? status.slice(0, 40) : 'not said',
    age_seconds: age !== undefined && /^\d{1,9}$/.test(age) ? Number(age) : null,
  };
}

/* The files that tell crawlers what they may read. */
async function crawlerFiles(web: LiveWeb, host: string, signal: AbortSignal) {
  const [robots, llms] = await Promise.all(
    ['/robots.txt', '/llms.txt'].map((path) => web({ method: 'GET', host, path, wantsText: true }, signal)),
  );
  return { robots_txt: shownFile(robots), llms_txt: shownFile(llms) };
}

function shownFile(look: LiveLook | undefined) {
  if (look?.kind !== 'answered') return { says: look === undefined ? '' : sayingOf(look) };
  const isText = look.headers['content-type']?.startsWith('text/') === true;
  return { status: look.status, text: look.status === 200 && isText ? look.text : null };
}

function sayingOf({ kind }: Exclude<LiveLook, { readonly kind: 'answered' }>): string {
  switch (kind) {
    case 'not-public':
      return 'This name leads to an address that is not public, so it was not opened.';
    case 'no-address':
      return 'This name leads nowhere: DNS has no address for it.';
    case 'too-slow':
      return 'The page did not answer within ten seconds.';
    case 'failed':
      return 'The page could not be reached over https.';
  }
}
