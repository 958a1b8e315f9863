import type { PermissionKey } from './catalogue/permission-groups.ts';

/** What of Cloudflare's list of permissions can be picked. */
export type PermissionList = {
  /** Whether Cloudflare's own list could be read; else the built-in one stands in for it. */
  readonly source: 'live' | 'built-in';
  /** Permissions of the built-in list that Cloudflare does not offer any more. */
  readonly gone: readonly PermissionKey[];
  /** Names at Cloudflare that this app has no words for yet, in their order of the alphabet. */
  readonly unknown: readonly string[];
};
