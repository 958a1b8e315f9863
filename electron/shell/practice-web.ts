import type { LiveWeb } from '../broker/mcp/live-web.ts';
import { livePage } from '../practice/live-pages.ts';
import type { PracticeCloudflare } from '../practice/practice-cloudflare.ts';

/** The practice account's made-up websites, with no connection at all. */
export function practiceWeb(practice: Pick<PracticeCloudflare, 'export'>, now: () => Date): LiveWeb {
  return async ({ method, host, path, wantsText }) => {
    const page = livePage(practice.export(), now(), host, path);
    if (page === null) return { kind: 'no-address' };
    const { status, headers, text } = page;
    return { kind: 'answered', status, headers, text: wantsText && method === 'GET' ? text : null };
  };
}
