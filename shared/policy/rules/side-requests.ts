import type { Asked, PolicyScope, Rule } from '../policy.ts';
import { anyText, isFirstPage, listIn, oneOf, paging, textIn } from './shapes.ts';

/*
 * What command lines and libraries ask for beside the job, to find out who and where they are. All of it is answered
 * with what stands on the slip, and nothing more.
 */

const read = { method: 'GET', body: 'none', kind: 'read' } as const;

const accountOf = ({ account, accountName }: PolicyScope) => ({
  id: account,
  name: accountName,
  type: 'standard',
});

function ownAccount(asked: Asked, scope: PolicyScope): boolean {
  const name = asked.target.query.get('name') ?? asked.target.query.get('account.name');
  return isFirstPage(asked) && (name === undefined || name === scope.accountName);
}

const verifyQuietly = (path: string): Rule => ({
  ...read,
  id: path.startsWith('/user') ? 'verify.user' : 'verify.account',
  path,
  says: () => 'Checks that the slip’s token works.',
  allows: `GET ${path}`,
  instead: (_asked, { account, token }) => ({
    method: 'GET',
    segments:
      token.owner === 'user' ? ['user', 'tokens', 'verify'] : ['accounts', account, 'tokens', 'verify'],
  }),
});

/** Who am I, which accounts are there: the same for every slip. */
const whoAmI: readonly Rule[] = [
  verifyQuietly('/user/tokens/verify'),
  verifyQuietly('/accounts/{account}/tokens/verify'),
  {
    ...read,
    id: 'user',
    path: '/user',
    says: () => 'Asks who you are.',
    allows: 'GET /user (always refused, as Cloudflare does where a token may not see it)',
    answer: () => ({
      kind: 'error',
      status: 403,
      code: 9109,
      says: 'Unauthorized to access requested resource: who owns the account is not on this slip.',
    }),
  },
  {
    ...read,
    id: 'accounts.list',
    path: '/accounts',
    query: { ...paging, name: anyText },
    says: () => 'Asks for the account on the slip.',
    allows: 'GET /accounts',
    answer: (asked, scope) => ({
      kind: 'result',
      result: ownAccount(asked, scope) ? [accountOf(scope)] : [],
    }),
  },
  {
    ...read,
    id: 'accounts.read',
    path: '/accounts/{account}',
    says: () => 'Asks for the account on the slip.',
    allows: 'GET /accounts/{account}',
    answer: (_asked, scope) => ({ kind: 'result', result: accountOf(scope) }),
  },
  {
    ...read,
    id: 'memberships',
    path: '/memberships',
    query: {
      ...paging,
      status: oneOf('accepted', 'pending', 'rejected'),
      name: anyText,
      'account.name': anyText,
    },
    says: () => 'Asks for the account on the slip.',
    allows: 'GET /memberships',
    answer: (asked, scope) => ({
      kind: 'result',
      result: ownAccount(asked, scope)
        ? [{ id: scope.account, status: 'accepted', account: accountOf(scope), roles: [], permissions: {} }]
        : [],
    }),
  },
];

const zoneQuery = {
  ...paging,
  name: anyText,
  status: oneOf('initializing', 'pending', 'active', 'moved'),
  'account.id': anyText,
  'account.name': anyText,
} as const;

function fitsFilter(asked: Asked, scope: PolicyScope, name: string): boolean {
  const { query } = asked.target;
  const account = query.get('account.id') ?? scope.account;
  const accountName = query.get('account.name') ?? scope.accountName;
  const wanted = (query.get('name') ?? name).toLowerCase().replace(/^equal:/, '');
  const fits = wanted.startsWith('contains:') ? name.includes(wanted.slice(9)) : wanted === name;
  return fits && account === scope.account && accountName === scope.accountName;
}

const zoneList = {
  ...read,
  id: 'zones.list',
  path: '/zones',
  query: zoneQuery,
  says: () => 'Asks for the websites on the slip.',
  allows: 'GET /zones (only the slip’s own)',
} as const satisfies Rule;

const oneZone: Rule = {
  ...zoneList,
  instead: (_asked, { zone }) => ({ method: 'GET', segments: ['zones', zone?.id ?? ''] }),
  narrow: (result, scope, asked) => {
    const { zone } = scope;
    const isOwn = zone !== null && textIn(result, 'id') === zone.id;
    return isOwn && isFirstPage(asked) && fitsFilter(asked, scope, zone.name.toLowerCase()) ? [result] : [];
  },
};

/* `account.id` is written in for whatever was asked, so that no other account's websites are counted. */
const allZones: Rule = {
  ...zoneList,
  instead: ({ target }, { account }) => ({
    method: 'GET',
    segments: ['zones'],
    query: new Map([...target.query, ['account.id', account]]),
  }),
  narrow: (result, { account }) => listIn(result).filter((zone) => textIn(zone.account, 'id') === account),
};

const noZone: Rule = { ...zoneList, answer: () => ({ kind: 'result', result: [] }) };

/** What clients ask for beside the job, for this slip. */
export function sideRequests(scope: PolicyScope): readonly Rule[] {
  return [...whoAmI, scope.zone !== null ? oneZone : scope.allZones ? allZones : noZone];
}
