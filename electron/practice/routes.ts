import { accountRoutes } from './products/accounts.ts';
import { analyticsRoutes } from './products/analytics.ts';
import { botRoutes } from './products/bots.ts';
import { cacheRoutes } from './products/cache.ts';
import { dnsRoutes } from './products/dns.ts';
import { otherReads } from './products/other-reads.ts';
import { pagesRoutes } from './products/pages.ts';
import { rulesetRoutes } from './products/rulesets.ts';
import { tokenRoutes } from './products/tokens.ts';
import { workerRoutes } from './products/workers.ts';
import { settingRoutes } from './products/zone-settings.ts';
import type { Route } from './route.ts';

/** The router's table: what can be asked, and what it needs. */
export const routes: readonly Route[] = [
  ...tokenRoutes,
  ...accountRoutes,
  ...dnsRoutes,
  ...cacheRoutes,
  ...pagesRoutes,
  ...settingRoutes,
  ...botRoutes,
  ...rulesetRoutes,
  ...analyticsRoutes,
  ...workerRoutes,
  ...otherReads,
];
