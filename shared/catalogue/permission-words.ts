import type { PermissionGroup, PermissionProduct } from './permission-groups.ts';

/** How careful an owner should be with a permission. */
export type Care =
  | { readonly kind: 'fine' }
  /** Reaches far; the reason stands beside it. */
  | { readonly kind: 'broad'; readonly why: string }
  /** Never for an agent without a second, typed confirmation. */
  | { readonly kind: 'dangerous'; readonly why: string; readonly topic: string };

type Words = {
  /** Completes "The agent can see ...". */
  readonly sees: string;
  /** Completes "The agent can ..."; null where there is nothing to change. */
  readonly does: string | null;
  readonly reading?: Care;
  readonly changing?: Care;
};

const fine: Care = { kind: 'fine' };
const broad = (why: string): Care => ({ kind: 'broad', why });
const dangerous = (topic: string, why: string): Care => ({ kind: 'dangerous', why, topic });

const money = dangerous('billing', 'It is about your money.');
const people = dangerous('members', 'It can let other people into your account.');
const keys = dangerous('tokens', 'It can make new permissions, wider than this one.');

const words: Readonly<Record<PermissionProduct, Words>> = {
  zone: {
    sees: 'that the website is there, and its plan',
    does: 'pause the website, or change how it is set up',
    changing: broad('It can switch Cloudflare off for the whole website.'),
  },
  zoneSettings: {
    sees: 'the settings of the website',
    does: 'change any setting of the website',
    changing: broad('A setting can touch every page.'),
  },
  dns: {
    sees: 'where your domain and your mail point',
    does: 'change where your domain and your mail point',
    changing: broad('A wrong record can take the website or your mail down.'),
  },
  zoneDnsSettings: {
    sees: 'how DNS itself is set up',
    does: 'change how DNS itself is set up',
    changing: broad('It changes how your whole domain is found, not one record.'),
  },
  cache: { sees: 'nothing', does: 'clear saved copies of pages, also all of them at once' },
  cacheRules: { sees: 'the rules for saved copies', does: 'change the rules for saved copies' },
  pageRules: {
    sees: 'the older page rules',
    does: 'change the older page rules',
    changing: broad('A page rule can redirect or slow down the whole website.'),
  },
  analytics: { sees: 'visits and missing pages', does: null },
  botManagement: { sees: 'how bots are treated', does: 'change how bots are treated' },
  aiCrawlControl: {
    sees: 'which AI crawlers come and are blocked',
    does: 'change which AI crawlers are blocked',
  },
  firewallServices: {
    sees: 'the firewall and what it stopped',
    does: 'change the firewall',
    changing: broad('It can let attackers in, or shut visitors out.'),
  },
  zoneWaf: {
    sees: 'the firewall rules (WAF)',
    does: 'change the firewall rules (WAF)',
    changing: broad('It can let attackers in, or shut visitors out.'),
  },
  singleRedirect: { sees: 'where old addresses lead', does: 'change where old addresses lead' },
  configRules: {
    sees: 'settings for parts of the website',
    does: 'change settings for parts of the website',
  },
  transformRules: { sees: 'how addresses and headers are rewritten', does: 'change how they are rewritten' },
  originRules: {
    sees: 'which server answers for what',
    does: 'change which server answers for what',
    changing: broad('It can send visitors to a server that is not yours.'),
  },
  managedHeaders: { sees: 'which headers Cloudflare adds', does: 'change which headers Cloudflare adds' },
  customPages: { sees: 'your error pages', does: 'change your error pages' },
  ssl: {
    sees: 'the certificates',
    does: 'change or take away certificates',
    changing: broad('Without one, browsers warn people away from your website.'),
  },
  logs: { sees: 'logs of visits, with visitors’ addresses', does: 'change where logs are sent' },
  workersRoutes: { sees: 'which Worker runs where', does: 'change which Worker runs where' },
  snippets: { sees: 'small programs of the website', does: 'change small programs of the website' },
  healthChecks: { sees: 'the checks of your server', does: 'change the checks of your server' },
  emailRoutingRules: {
    sees: 'where mail is sent on',
    does: 'change where mail is sent on',
    changing: broad('It can send your mail to somebody else.'),
  },
  loadBalancers: {
    sees: 'how visits are spread over servers',
    does: 'change how visits are spread over servers',
    changing: broad('It can send visitors to a server that is not yours.'),
  },
  zaraz: {
    sees: 'the tools that watch visitors',
    does: 'change the tools that watch visitors',
    changing: broad('It can add scripts to every page.'),
  },
  pages: {
    sees: 'all your Pages projects, their files and settings',
    does: 'publish, change and delete all your Pages projects',
    changing: broad('Cloudflare cannot limit it to one project.'),
  },
  pagesMetadata: { sees: 'names and dates of your Pages projects', does: null },
  accountSettings: {
    sees: 'the settings and the members of the account',
    does: 'change the account and invite or remove members',
    reading: broad('It shows who works in your account.'),
    changing: people,
  },
  accountAnalytics: {
    sees: 'numbers of all your websites',
    does: null,
    reading: broad('It covers all your websites.'),
  },
  billing: {
    sees: 'your bills and how you pay',
    does: 'change what you pay for',
    reading: money,
    changing: money,
  },
  accountApiTokens: {
    sees: 'which tokens there are',
    does: 'make, change and delete tokens',
    reading: keys,
    changing: keys,
  },
  workersScripts: {
    sees: 'the code of all your Workers',
    does: 'publish, change and delete all your Workers',
    changing: broad('This app cannot limit it to one Worker.'),
  },
  workersTail: { sees: 'what your Workers print while they run', does: null },
  workersKv: {
    sees: 'everything your Workers have stored',
    does: 'change everything your Workers have stored',
    reading: broad('It can hold data of your customers.'),
    changing: broad('It covers every store of the account.'),
  },
  workersR2: {
    sees: 'all your stored files (R2)',
    does: 'change and delete all your stored files (R2)',
    reading: broad('It can hold files of your customers.'),
    changing: broad('It covers all buckets of the account.'),
  },
  r2BucketItem: {
    sees: 'the files of one bucket (R2)',
    does: 'change and delete the files of one bucket (R2)',
  },
  d1: {
    sees: 'all your databases (D1)',
    does: 'change and delete all your databases (D1)',
    reading: broad('It can hold data of your customers.'),
    changing: broad('It covers all of them.'),
  },
  accountLogs: {
    sees: 'logs of all your websites',
    does: 'change where logs are sent',
    reading: broad('It covers all your websites.'),
  },
  accountRulesets: {
    sees: 'rules for all your websites',
    does: 'change rules for all your websites',
    changing: broad('It covers all your websites.'),
  },
  accountWaf: {
    sees: 'the firewall of the account',
    does: 'change the firewall of the account',
    changing: broad('It covers all your websites.'),
  },
  accountRuleLists: { sees: 'lists that rules use', does: 'change lists that rules use' },
  bulkRedirects: {
    sees: 'the redirects of all your websites',
    does: 'change the redirects of all your websites',
    changing: broad('It covers all your websites.'),
  },
  tunnel: {
    sees: 'the tunnels to your own computers',
    does: 'open and change tunnels to your own computers',
    changing: dangerous('tunnels', 'It can open a way into your own network.'),
  },
  registrarDomains: { sees: 'the domains you bought', does: null },
  turnstile: { sees: 'your “are you human” checks', does: 'change your “are you human” checks' },
  emailRoutingAddresses: {
    sees: 'addresses that mail may go to',
    does: 'add addresses that mail may go to',
    changing: broad('It can add somebody else’s address.'),
  },
  notifications: { sees: 'who is told of trouble', does: 'change who is told of trouble' },
  userApiTokens: {
    sees: 'which tokens you have',
    does: 'make, change and delete your tokens',
    reading: keys,
    changing: keys,
  },
  userDetails: {
    sees: 'your name and e-mail address',
    does: 'change your name and e-mail address',
    changing: people,
  },
  memberships: { sees: 'which accounts you belong to', does: 'leave or join accounts', changing: people },
};

/** What a permission lets an agent do; completes "The agent can ...". */
export function permissionPhrase({ product, level }: Pick<PermissionGroup, 'product' | 'level'>): string {
  const { sees, does } = words[product];
  return level === 'read' || does === null ? `see ${sees}` : does;
}

/** How careful an owner should be with a permission. */
export function permissionCare({ product, level }: Pick<PermissionGroup, 'product' | 'level'>): Care {
  const { reading, changing } = words[product];
  return (level === 'read' ? reading : changing) ?? fine;
}
