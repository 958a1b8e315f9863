/** The ruleset phases that the practice Cloudflare has, with the product whose right opens each. */
const phaseProducts = {
  http_request_dynamic_redirect: 'singleRedirect',
  http_request_cache_settings: 'cacheRules',
  http_request_firewall_custom: 'zoneWaf',
  http_ratelimit: 'zoneWaf',
  http_request_firewall_managed: 'zoneWaf',
  http_config_settings: 'configRules',
  http_request_transform: 'transformRules',
  http_request_origin: 'originRules',
} as const;

type Phase = keyof typeof phaseProducts;

/** Every phase by name. */
export const phases = Object.keys(phaseProducts) as readonly Phase[];

/** The product whose right opens a phase; null for a phase that does not exist. */
export function phaseProduct(phase: string): (typeof phaseProducts)[Phase] | null {
  return Object.hasOwn(phaseProducts, phase) ? phaseProducts[phase as Phase] : null;
}
