/** What a permission group is measured against: the resource its policy must name. */
export type PermissionScope = 'account' | 'zone' | 'user' | 'bucket';

/** How far a permission group goes. Cloudflare's API says "Write" where its dashboard says "Edit". */
export type PermissionLevel = 'read' | 'edit' | 'purge' | 'admin';

/** The thirteen headings of Cloudflare's token form. */
export type PermissionCategory =
  | 'developer_platform'
  | 'ai_and_machine_learning'
  | 'dns_and_zones'
  | 'app_security'
  | 'rules_and_configuration'
  | 'cloudflare_one_and_zero_trust'
  | 'analytics_and_logs'
  | 'network_services'
  | 'media'
  | 'email_and_messaging'
  | 'cache_and_performance'
  | 'account_and_billing'
  | 'other';

interface Product {
  readonly scope: PermissionScope;
  /** The API's name without its last word ("DNS" of "DNS Write"). */
  readonly api: string;
  /** The row in the dashboard's form, where it differs from the API's name. */
  readonly row?: string;
  /** The dashboard's label without its last part ("dns" of "dns_write"), where anybody has seen it. */
  readonly label?: string;
  readonly category: PermissionCategory;
  /** False for products that Cloudflare's compatibility matrix excludes from account-owned tokens. */
  readonly accountTokens?: false;
  readonly editWord?: 'Edit';
  readonly ids: Readonly<Partial<Record<PermissionLevel, string>>>;
}

/*
 * Ids are the same for every Cloudflare customer; they come from public dumps of GET .../tokens/permission_groups.
 * Names are cosmetic and may change at Cloudflare; the live list wins wherever it can be read.
 */
const products = {
  zone: {
    scope: 'zone',
    api: 'Zone',
    label: 'zone',
    category: 'dns_and_zones',
    ids: { read: 'c8fed203ed3043cba015a93ad1616f1f', edit: 'e6d2666161e84845a636613608cee8d5' },
  },
  zoneSettings: {
    scope: 'zone',
    api: 'Zone Settings',
    label: 'zone_settings',
    category: 'dns_and_zones',
    ids: { read: '517b21aee92c4d89936c976ba6e4be55', edit: '3030687196b94b638145a3953da2b699' },
  },
  dns: {
    scope: 'zone',
    api: 'DNS',
    label: 'dns',
    category: 'dns_and_zones',
    ids: { read: '82e64a83756745bbbb1c9c2701bf816b', edit: '4755a26eedb94da69e1066d98aa820be' },
  },
  /** Settings of the zone's DNS service, not its records. */
  zoneDnsSettings: {
    scope: 'zone',
    api: 'Zone DNS Settings',
    category: 'dns_and_zones',
    ids: { read: '0a6cfe8cd3ed445e918579e2fb13087b', edit: 'c4df38be41c247b3b4b7702e76eadae0' },
  },
  cache: {
    scope: 'zone',
    api: 'Cache',
    row: 'Cache Purge',
    label: 'cache',
    category: 'cache_and_performance',
    ids: { purge: 'e17beae8b8cb423a99b1730f21238bed' },
  },
  cacheRules: {
    scope: 'zone',
    api: 'Cache Settings',
    row: 'Cache Rules',
    label: 'cache_settings',
    category: 'cache_and_performance',
    ids: { read: '3245da1cf36c45c3847bb9b483c62f97', edit: '9ff81cbbe65c400b97d92c3c1033cab6' },
  },
  pageRules: {
    scope: 'zone',
    api: 'Page Rules',
    label: 'page_rules',
    category: 'rules_and_configuration',
    accountTokens: false,
    ids: { read: 'b415b70a4fd1412886f164451f20405c', edit: 'ed07f6c337da4195b4e72a1fb2c6bcae' },
  },
  analytics: {
    scope: 'zone',
    api: 'Analytics',
    label: 'analytics',
    category: 'analytics_and_logs',
    ids: { read: '9c88f9c5bce24ce7af9a958ba9c504db' },
  },
  botManagement: {
    scope: 'zone',
    api: 'Bot Management',
    label: 'bot_management',
    category: 'app_security',
    ids: { read: '07bea2220b2343fa9fae15656c0d8e88', edit: '3b94c49258ec4573b06d51d99b6416c0' },
  },
  /** Called "AI Audit" in older lists; the ids did not change. */
  aiCrawlControl: {
    scope: 'zone',
    api: 'AI Crawl Control',
    category: 'app_security',
    ids: { read: '19637fbb73d242c0a92845d8db0b95b1', edit: '1ba6ab4cacdb454b913bbb93e1b8cb8c' },
  },
  firewallServices: {
    scope: 'zone',
    api: 'Firewall Services',
    label: 'firewall_services',
    category: 'app_security',
    ids: { read: '4ec32dfcb35641c5bb32d5ef1ab963b4', edit: '43137f8d07884d3198dc0ee77ca6e79b' },
  },
  zoneWaf: {
    scope: 'zone',
    api: 'Zone WAF',
    label: 'zone_waf',
    category: 'app_security',
    ids: { read: 'dbc512b354774852af2b5a5f4ba3d470', edit: 'fb6778dc191143babbfaa57993f1d275' },
  },
  singleRedirect: {
    scope: 'zone',
    api: 'Dynamic URL Redirects',
    row: 'Single Redirect',
    label: 'dynamic_redirect',
    category: 'rules_and_configuration',
    ids: { read: 'd8e12db741544d1586ec1d6f5d3c7786', edit: '74e1036f577a48528b78d2413b40538d' },
  },
  configRules: {
    scope: 'zone',
    api: 'Config Settings',
    row: 'Config Rules',
    label: 'config_settings',
    category: 'rules_and_configuration',
    ids: { read: '20e5ea084b2f491c86b8d8d90abff905', edit: '06f0526e6e464647bd61b63c54935235' },
  },
  transformRules: {
    scope: 'zone',
    api: 'Zone Transform Rules',
    row: 'Transform Rules',
    label: 'zone_transform_rules',
    category: 'rules_and_configuration',
    ids: { read: '211a4c0feb3e43b3a2d41f1443a433e7', edit: '0ac90a90249747bca6b047d97f0803e9' },
  },
  originRules: {
    scope: 'zone',
    api: 'Origin',
    row: 'Origin Rules',
    label: 'origin',
    category: 'rules_and_configuration',
    ids: { read: '7b32a91ece3140d4b3c2c56f23fc8e35', edit: 'a4308c6855c84eb2873e01b6cc85cbb3' },
  },
  managedHeaders: {
    scope: 'zone',
    api: 'Managed headers',
    row: 'Managed Headers',
    category: 'rules_and_configuration',
    ids: { read: '319f5059d33a410da0fac4d35a716157', edit: '0fd9d56bc2da43ad8ea22d610dd8cab1' },
  },
  customPages: {
    scope: 'zone',
    api: 'Custom Pages',
    label: 'custom_pages',
    category: 'rules_and_configuration',
    ids: { read: 'a2431ca73b7d41f99c53303027392586', edit: 'c244ec076974430a88bda1cdd992d0d9' },
  },
  ssl: {
    scope: 'zone',
    api: 'SSL and Certificates',
    label: 'ssl_and_certificates',
    category: 'app_security',
    ids: { read: '7b7216b327b04b8fbc8f524e1f9b7531', edit: 'c03055bc037c4ea9afb9a9f104b7b721' },
  },
  logs: {
    scope: 'zone',
    api: 'Logs',
    label: 'logs',
    category: 'analytics_and_logs',
    ids: { read: 'c4a30cd58c5d42619c86a3c36c441e2d', edit: '3e0b5820118e47f3922f7c989e673882' },
  },
  workersRoutes: {
    scope: 'zone',
    api: 'Workers Routes',
    label: 'workers_routes',
    category: 'developer_platform',
    ids: { read: '2072033d694d415a936eaeb94e6405b8', edit: '28f4b596e7d643029c524985477ae49a' },
  },
  snippets: {
    scope: 'zone',
    api: 'Snippets',
    category: 'rules_and_configuration',
    ids: { read: '74c654eb4aac40e28d6c6caa4c5aeb3d', edit: 'dadeaf3abdf14126a77a35e0c92fc36e' },
  },
  healthChecks: {
    scope: 'zone',
    api: 'Health Checks',
    category: 'network_services',
    ids: { read: 'fac65912d42144aa86b7dd33281bf79e', edit: 'e0dc25a0fbdf4286b1ea100e3256b0e3' },
  },
  emailRoutingRules: {
    scope: 'zone',
    api: 'Email Routing Rules',
    label: 'email_routing_rule',
    category: 'email_and_messaging',
    ids: { read: '1b600d9d8062443e986a973f097e728a', edit: '79b3ec0d10ce4148a8f8bdc0cc5f97f2' },
  },
  loadBalancers: {
    scope: 'zone',
    api: 'Load Balancers',
    label: 'load_balancers',
    category: 'network_services',
    ids: { read: 'e9a975f628014f1d85b723993116f7d5', edit: '6d7f2f5f5b1d4a0e9081fdc98d432fd1' },
  },
  zaraz: {
    scope: 'zone',
    api: 'Zaraz',
    category: 'other',
    editWord: 'Edit',
    ids: {
      read: '5bdbde7e76144204a244274eac3eb0eb',
      edit: '89d5bf002389496e9994b8c30608b5d0',
      admin: 'cdeb15b336e640a2965df8c65052f1e0',
    },
  },
  /** Reaches every Pages project of the account: Cloudflare has no narrower resource for one project. */
  pages: {
    scope: 'account',
    api: 'Pages',
    row: 'Cloudflare Pages',
    label: 'page',
    category: 'developer_platform',
    ids: { read: 'e247aedd66bd41cc9193af0213416666', edit: '8d28297797f24fb8a0c332fe0866ec89' },
  },
  pagesMetadata: {
    scope: 'account',
    api: 'Pages Metadata',
    category: 'developer_platform',
    ids: { read: '968749a9f34041cf88ad0e29c86e6f96' },
  },
  /** Editing account settings includes the members: never for an agent. */
  accountSettings: {
    scope: 'account',
    api: 'Account Settings',
    label: 'account_settings',
    category: 'account_and_billing',
    ids: { read: 'c1fde68c7bcc44588cbb6ddbc16d6480', edit: '1af1fa2adc104452b74a9a3364202f20' },
  },
  accountAnalytics: {
    scope: 'account',
    api: 'Account Analytics',
    label: 'account_analytics',
    category: 'analytics_and_logs',
    ids: { read: 'b89a480218d04ceb98b4fe57ca29dc1f' },
  },
  billing: {
    scope: 'account',
    api: 'Billing',
    label: 'billing',
    category: 'account_and_billing',
    ids: { read: '7cf72faf220841aabcfdfab81c43c4f6', edit: '6c80e02421494afc9ae14414ed442632' },
  },
  accountApiTokens: {
    scope: 'account',
    api: 'Account API Tokens',
    label: 'account_api_tokens',
    category: 'account_and_billing',
    ids: { read: 'eb56a6953c034b9d97dd838155666f06', edit: '5bc3f8b21c554832afc660159ab75fa4' },
  },
  workersScripts: {
    scope: 'account',
    api: 'Workers Scripts',
    label: 'workers_scripts',
    category: 'developer_platform',
    ids: { read: '1a71c399035b4950a1bd1466bbe4f420', edit: 'e086da7e2179491d91ee5f35b3ca210a' },
  },
  workersTail: {
    scope: 'account',
    api: 'Workers Tail',
    label: 'workers_tail',
    category: 'developer_platform',
    ids: { read: '05880cd1bdc24d8bae0be2136972816b' },
  },
  workersKv: {
    scope: 'account',
    api: 'Workers KV Storage',
    label: 'workers_kv_storage',
    category: 'developer_platform',
    ids: { read: '8b47d2786a534c08a1f94ee8f9f599ef', edit: 'f7f0eda5697f475c90846e879bab8666' },
  },
  workersR2: {
    scope: 'account',
    api: 'Workers R2 Storage',
    label: 'workers_r2',
    category: 'developer_platform',
    ids: { read: 'b4992e1108244f5d8bfbd5744320c2e1', edit: 'bf7481a1826f439697cb59a20b22293e' },
  },
  r2BucketItem: {
    scope: 'bucket',
    api: 'Workers R2 Storage Bucket Item',
    category: 'developer_platform',
    ids: { read: '6a018a9f2fc74eb6b293b0c548f38b39', edit: '2efd5506f9c8494dacb1fa10a3e7d5b6' },
  },
  d1: {
    scope: 'account',
    api: 'D1',
    label: 'd1',
    category: 'developer_platform',
    ids: { read: '192192df92ee43ac90f2aeeffce67e35', edit: '09b2857d1c31407795e75e3fed8617a1' },
  },
  accountLogs: {
    scope: 'account',
    api: 'Logs',
    label: 'account_logs',
    category: 'analytics_and_logs',
    ids: { read: '6a315a56f18441e59ed03352369ae956', edit: '96163bd1b0784f62b3e44ed8c2ab1eb6' },
  },
  accountRulesets: {
    scope: 'account',
    api: 'Account Rulesets',
    category: 'rules_and_configuration',
    ids: { read: 'fb39996ee9044d2a8725921e02744b39', edit: '56907406c3d548ed902070ec4df0e328' },
  },
  accountWaf: {
    scope: 'account',
    api: 'Account WAF',
    category: 'app_security',
    ids: { read: '56b2af4817c84ad99187911dc3986c23', edit: 'cde8c82463b6414ca06e46b9633f52a6' },
  },
  accountRuleLists: {
    scope: 'account',
    api: 'Account Rule Lists',
    category: 'rules_and_configuration',
    ids: { read: '4f1071168de8466e9808de86febfc516', edit: '2edbf20661fd4661b0fe10e9e12f485c' },
  },
  bulkRedirects: {
    scope: 'account',
    api: 'Mass URL Redirects',
    row: 'Bulk URL Redirects',
    label: 'mass_url_redirects',
    category: 'rules_and_configuration',
    ids: { read: '429a068902904c5a9ed9fc267c67da9a', edit: 'abe78e2276664f4db588c1f675a77486' },
  },
  tunnel: {
    scope: 'account',
    api: 'Cloudflare Tunnel',
    row: 'Argo Tunnel (Legacy)',
    label: 'argotunnel',
    category: 'cloudflare_one_and_zero_trust',
    ids: { read: 'efea2ab8357b47888938f101ae5e053f', edit: 'c07321b023e944ff818fec44d8203567' },
  },
  registrarDomains: {
    scope: 'account',
    api: 'Registrar Domains',
    category: 'dns_and_zones',
    accountTokens: false,
    ids: { read: '9bb90620717647a39679e1d951f140d6' },
  },
  turnstile: {
    scope: 'account',
    api: 'Turnstile Sites',
    row: 'Turnstile',
    label: 'challenge_widgets',
    category: 'app_security',
    accountTokens: false,
    ids: { read: '5d78fd7895974fd0bdbbbb079482721b', edit: '755c05aa014b4f9ab263aa80b8167bd8' },
  },
  emailRoutingAddresses: {
    scope: 'account',
    api: 'Email Routing Addresses',
    label: 'email_routing_address',
    category: 'email_and_messaging',
    ids: { read: '5272e56105d04b5897466995b9bd4643', edit: 'e4589eb09e63436686cd64252a3aebeb' },
  },
  notifications: {
    scope: 'account',
    api: 'Notifications',
    category: 'other',
    ids: { read: 'ce18edbdcebf465e9d6d1d2fc80ffd42', edit: 'c3c847c5802d4ce3ba00e3e97b3c8555' },
  },
  /** Write exists only in the template "Create additional tokens", never in the custom form. */
  userApiTokens: {
    scope: 'user',
    api: 'API Tokens',
    label: 'api_tokens',
    category: 'account_and_billing',
    accountTokens: false,
    ids: { read: '0cc3a61731504c89b99ec1be78b77aa0', edit: '686d18d5ac6c441c867cbf6771e58a0a' },
  },
  userDetails: {
    scope: 'user',
    api: 'User Details',
    label: 'user_details',
    category: 'account_and_billing',
    accountTokens: false,
    ids: { read: '8acbe5bb0d54464ab867149d7f7cf8ac', edit: '55a5e17cc99e4a3fa1f3432d262f2e55' },
  },
  memberships: {
    scope: 'user',
    api: 'Memberships',
    label: 'memberships',
    category: 'account_and_billing',
    accountTokens: false,
    ids: { read: '3518d0f75557482e952c6762d3e64903', edit: '9201bc6f42d440968aaab0c6f17ebb1d' },
  },
} as const satisfies Readonly<Record<string, Product>>;

type Products = typeof products;

/** A product of the table, such as `dns` or `accountApiTokens`. */
export type PermissionProduct = keyof Products;

/** A permission group by our own name, such as `dns.edit` or `cache.purge`. */
export type PermissionKey = {
  [P in PermissionProduct]: `${P}.${keyof Products[P]['ids'] & PermissionLevel}`;
}[PermissionProduct];

/** One tick on Cloudflare's token form. */
export interface PermissionGroup {
  readonly key: PermissionKey;
  readonly product: PermissionProduct;
  /** Cloudflare's id; what the API is sent. */
  readonly id: string;
  /** The API's name, such as "DNS Write". */
  readonly name: string;
  /** The row in the dashboard's form, such as "Single Redirect". */
  readonly row: string;
  readonly level: PermissionLevel;
  readonly scope: PermissionScope;
  readonly category: PermissionCategory;
  /** The dashboard's label, such as `dns_write`; absent where nobody has published it. */
  readonly label?: string;
  /** Whether an account-owned token can hold it. */
  readonly accountTokens: boolean;
}

const levels: readonly PermissionLevel[] = ['read', 'edit', 'purge', 'admin'];
const labelEnding = { read: 'read', edit: 'write', purge: 'purge', admin: 'admin' } as const;

function levelWord(product: Product, level: PermissionLevel): string {
  if (level === 'edit') return product.editWord ?? 'Write';
  return level === 'read' ? 'Read' : level === 'purge' ? 'Purge' : 'Admin';
}

function groupsOf(name: PermissionProduct): PermissionGroup[] {
  const product: Product = products[name];
  return levels.flatMap((level) => {
    const id = product.ids[level];
    if (id === undefined) return [];
    return {
      key: `${name}.${level}` as PermissionKey,
      product: name,
      id,
      name: `${product.api} ${levelWord(product, level)}`,
      row: product.row ?? product.api,
      level,
      scope: product.scope,
      category: product.category,
      ...(product.label === undefined ? {} : { label: `${product.label}_${labelEnding[level]}` }),
      accountTokens: product.accountTokens ?? true,
    };
  });
}

/** The built-in list of permission groups: the fallback where Cloudflare's live list can't be read. */
export const permissionGroups: readonly PermissionGroup[] = (
  Object.keys(products) as PermissionProduct[]
).flatMap(groupsOf);

const byKey = new Map(permissionGroups.map((group) => [group.key, group]));
const byId = new Map(permissionGroups.map((group) => [group.id, group]));

/** The group with this key. */
export function permissionGroup(key: PermissionKey): PermissionGroup {
  const group = byKey.get(key);
  if (group === undefined) throw new Error(`No permission group ${key}`);
  return group;
}

/** The group with this Cloudflare id, if the built-in list knows it. */
export function permissionGroupById(id: string): PermissionGroup | undefined {
  return byId.get(id);
}

/** Whether a string is one of our keys. */
export function isPermissionKey(text: string): text is PermissionKey {
  return byKey.has(text as PermissionKey);
}

/** Every key that carries the right of `key`, itself first: at Cloudflare the right to edit includes reading. */
export function keysThatGrant(key: PermissionKey): readonly PermissionKey[] {
  const group = permissionGroup(key);
  const wider: readonly PermissionLevel[] =
    group.level === 'read' ? ['edit', 'admin'] : group.level === 'edit' ? ['admin'] : [];
  const others = permissionGroups.filter((g) => g.product === group.product && wider.includes(g.level));
  return [key, ...others.map((g) => g.key)];
}
