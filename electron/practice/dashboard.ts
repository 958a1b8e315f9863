import { type PermissionKey, permissionGroupById } from '../../shared/catalogue/permission-groups.ts';
import type { PracticeScene, PracticeToken } from '../../shared/ipc/practice-contract.ts';
import { refusal } from './answers.ts';
import { isExpired } from './caller.ts';
import type { PracticeState, StoredToken } from './state.ts';
import { addToken, checkTokenRequest } from './token-request.ts';

/** What a person can do in the practice account's dashboard. */
export interface PracticeDashboard {
  /** What the person sees of the accounts they are a member of; of a token everything but its value. */
  readonly look: () => Omit<PracticeScene, 'start'>;
  /** Makes a token as the form does; throws a refusal in Cloudflare's words. The value is shown this once. */
  readonly createToken: (
    owner: { readonly kind: 'user' } | { readonly kind: 'account'; readonly accountId: string },
    request: unknown,
  ) => { readonly id: string; readonly value: string };
}

/** The dashboard of the one person that the practice account has. */
export function createDashboard(state: PracticeState, now: () => Date): PracticeDashboard {
  return {
    look: () => ({
      userId: state.user.id,
      email: state.user.email,
      accounts: state.memberships.flatMap(({ accountId }) =>
        state.accounts.filter(({ id }) => id === accountId).map(({ id, name }) => ({ id, name })),
      ),
      zones: state.zones.map(({ id, name, accountId }) => ({ id, name, account: accountId })),
      tokens: state.tokens.map((token) => listed(token, now())),
    }),
    createToken(who, sent) {
      if (who.kind === 'account') {
        const role = state.memberships.find((membership) => membership.accountId === who.accountId)?.role;
        if (role !== 'Super Administrator - All Privileges') {
          throw refusal(
            403,
            10000,
            'Creating an account owned token requires Super Administrator permission',
          );
        }
      }
      const owner = who.kind === 'user' ? { kind: who.kind, userId: state.user.id } : who;
      const request = checkTokenRequest(state, owner, sent, now());
      const origin = { madeBy: 'dashboard', readyMade: null, form: who.kind } as const;
      const { token, value } = addToken(state, owner, request, origin, now());
      return { id: token.id, value };
    },
  };
}

function listed(token: StoredToken, now: Date): PracticeToken {
  const keys = token.policies.flatMap((policy) =>
    policy.permission_groups.flatMap(({ id }): PermissionKey[] => {
      const group = permissionGroupById(id);
      return group === undefined ? [] : [group.key];
    }),
  );
  return {
    id: token.id,
    name: token.name,
    owner:
      token.owner.kind === 'user' ? { kind: 'user' } : { kind: 'account', account: token.owner.accountId },
    status: isExpired(token, now) ? 'expired' : token.status,
    permissions: [...new Set(keys)],
    issuedOn: token.issuedOn,
    expiresOn: token.expiresOn,
  };
}
