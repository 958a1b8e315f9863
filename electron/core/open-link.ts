import { addressOf, type Link, openableHosts } from '../../shared/links.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { World } from '../../shared/slip.ts';
import { holdsToken } from '../../shared/token-forms.ts';
import type { Opener, PracticeDashboard } from './ports.ts';

/** Opens a page of Cloudflare, or the practice dashboard in its place where the owner practises, or its token is. */
export async function openLink(
  parts: { readonly opener: Opener; readonly practiceDashboard: PracticeDashboard },
  world: World | null,
  link: Link,
): Promise<Result<null, Problem>> {
  if (link.to === 'token-form') {
    for (const field of ['domain', 'project'] as const) {
      if (holdsToken(link[field] ?? '')) return failed({ code: 'field-holds-secret', field });
    }
    if (typeof link.job !== 'string' && holdsToken(link.job.title)) {
      return failed({ code: 'field-holds-secret', field: 'title' });
    }
  }
  const address = addressOf(link);
  const where = 'world' in link ? link.world : world;
  if (where === 'practice' && isPlayed(link)) {
    parts.practiceDashboard.open(address);
    return ok(null);
  }
  if (!isOpenable(address)) return failed({ code: 'link-refused' });
  await parts.opener.open(address);
  return ok(null);
}

/** The last check before the browser opens: https, a known host, nothing smuggled in. */
export function isOpenable(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, username, password } = new URL(address);
  return (
    protocol === 'https:' && openableHosts.has(hostname) && port === '' && username === '' && password === ''
  );
}

/* The pages that the practice dashboard plays. A setup key for a real account, and what explains it, are real. */
function isPlayed({ to }: Link): boolean {
  return ['cloudflare-login', 'token-form', 'account-tokens', 'user-tokens'].includes(to);
}
