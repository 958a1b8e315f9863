import { writeTarget } from '../../../shared/policy/write-target.ts';
import type { Message } from './mcp-server.ts';
import { askOwnPort } from './own-port.ts';

/** The hostnames of a slip, as a page's address names them. `*.` before a name stands for any below it. */
export type OwnHosts = readonly string[];

/** Whether a hostname is one of a slip's. */
export function isOwnHost(hosts: OwnHosts, host: string): boolean {
  return hosts.some((own) => (own.startsWith('*.') ? host.endsWith(own.slice(1)) : host === own));
}

/** The hostnames that a slip is for: of its website, and of its Pages project, which Cloudflare is asked for. */
export async function ownHosts(message: Message): Promise<OwnHosts> {
  const { zone, hostname, project } = message.session.policy.scope;
  const site = hostname === null ? (zone === null ? [] : [zone.name, `*.${zone.name}`]) : [hostname];
  const names = project === null ? site : [...site, ...(await projectHosts(message, project))];
  return names.flatMap((name) => asInAddress(name) ?? []);
}

async function projectHosts(
  { ownPort, gone, session }: Message,
  project: string,
): Promise<readonly string[]> {
  const path = writeTarget({
    segments: ['accounts', session.policy.scope.account, 'pages', 'projects', project],
  });
  const answer = await askOwnPort(ownPort, { method: 'GET', path, body: undefined }, gone);
  if (answer.kind !== 'answered' || answer.status !== 200 || answer.text === null) return [];
  const { subdomain, domains } = resultIn(answer.text);
  const live = typeof subdomain === 'string' ? [subdomain, `*.${subdomain}`] : [];
  const own = Array.isArray(domains) ? domains.filter((name) => typeof name === 'string') : [];
  return [...live, ...own];
}

function resultIn(text: string): { readonly subdomain?: unknown; readonly domains?: unknown } {
  try {
    const { result }: { result?: unknown } = JSON.parse(text);
    return typeof result === 'object' && result !== null ? result : {};
  } catch {
    return {};
  }
}

/* A name of other letters stands in an address as xn--. */
function asInAddress(name: string): string | null {
  const [star, host] = name.startsWith('*.') ? ['*.', name.slice(2)] : ['', name];
  const url = URL.canParse(`https://${host}/`) ? new URL(`https://${host}/`) : null;
  return url === null || url.pathname !== '/' || /^[\d.]+$|^\[/.test(url.hostname)
    ? null
    : star + url.hostname;
}
