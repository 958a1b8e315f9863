import type { PermissionCategory } from '../catalogue/permission-groups.ts';

/** The headings of Cloudflare's list of permissions, as its form shows them. Order as in the form. */
export const categoryNames: Readonly<Record<PermissionCategory, string>> = {
  developer_platform: 'Developer Platform',
  ai_and_machine_learning: 'AI & Machine Learning',
  dns_and_zones: 'DNS & Zones',
  app_security: 'App Security',
  rules_and_configuration: 'Rules & Configuration',
  cloudflare_one_and_zero_trust: 'Cloudflare One / Zero Trust',
  analytics_and_logs: 'Analytics & Logs',
  network_services: 'Network Services',
  media: 'Media',
  email_and_messaging: 'Email & Messaging',
  cache_and_performance: 'Cache & Performance',
  account_and_billing: 'Account & Billing',
  other: 'Other',
};
