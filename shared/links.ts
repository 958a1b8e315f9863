import type { z } from 'zod';
import { modeOf } from './catalogue/jobs.ts';
import { guideTokenName } from './guide/guide-plan.ts';
import { prefilledLink } from './guide/prefilled-link.ts';
import type { link } from './schemas/links.ts';

/** One page of the closed set that the app opens in the owner's browser. */
export type Link = z.infer<typeof link>;

/** The only hosts that any link may lead to. */
export const openableHosts: ReadonlySet<string> = new Set([
  'dash.cloudflare.com',
  'developers.cloudflare.com',
]);

/** The address of a link. Account pages go through the dashboard's router, the only form that is documented. */
export function addressOf(target: Link): string {
  switch (target.to) {
    case 'cloudflare-login':
      return 'https://dash.cloudflare.com/';
    case 'account-tokens':
      return `https://dash.cloudflare.com/?to=/${target.accountId ?? ':account'}/api-tokens`;
    case 'audit-log':
      return `https://dash.cloudflare.com/?to=/${target.accountId}/audit-log`;
    case 'user-tokens':
      return 'https://dash.cloudflare.com/profile/api-tokens';
    case 'setup-key-form': {
      const keys = encodeURIComponent(JSON.stringify([{ key: 'account_api_tokens', type: 'edit' }]));
      return `https://dash.cloudflare.com/?to=/:account/api-tokens&permissionGroupKeys=${keys}&name=Permission%20Slip%20setup%20key`;
    }
    case 'token-docs':
      return 'https://developers.cloudflare.com/fundamentals/api/get-started/account-owned-tokens/';
    case 'token-form': {
      const { form, job, access, domain, project, accountId, zoneId, hasEndDate, version } = target;
      const permissions = modeOf(job, access)?.permissions ?? [];
      const name = guideTokenName(job, domain ?? project, version);
      return prefilledLink({ form, permissions, name, accountId, zoneId, hasEndDate }).address;
    }
  }
}
