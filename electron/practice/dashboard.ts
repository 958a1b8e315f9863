import type { PracticeScene, PracticeToken } from '../../shared/ipc/practice-contract.ts';
import { refusal } from './answers.ts';
import { isExpired } from './caller.ts';
import type { PracticeState, StoredToken } from './state.ts';
import { addToken, checkTokenRequest } from './token-request.ts';
import { hashOfValue, newTokenValue } from './token-values.ts';

/** What a person can do in the practice account's dashboard. */
export interface PracticeDashboard {
  /** What the person sees of the accounts they are a member of; of a token what the list shows. */
  readonly look: () => Omit<PracticeScene, 'start'>;
  /** Makes a token as the form does; throws a refusal in Cloudflare's words. The value is shown this once. */
  readonly createToken: (
    owner: { readonly kind: 'user' } | { readonly kind: 'account'; readonly accountId: string },
    request: unknown,
  ) => { readonly id: string; readonly value: string };
  /** Rolls a token: its old value is dead, and the new one is shown this once. Throws a refusal in Cloudflare's words. */
  readonly rollToken: (id: string) => { readonly value: string };
  /** Deletes a token for good. Throws a refusal in Cloudflare's words. */
  readonly deleteToken: (id: string) => void;
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
      if (who.kind === 'account' && !mayManage(state, who.accountId)) {
        throw refusal(403, 10000, 'Creating an account owned token requires Super Administrator permission');
      }
      const owner = who.kind === 'user' ? { kind: who.kind, userId: state.user.id } : who;
      const request = checkTokenRequest(state, owner, sent, now());
      const origin = { madeBy: 'dashboard', readyMade: null, form: who.kind } as const;
      const { token, value } = addToken(state, owner, request, origin, now());
      return { id: token.id, value };
    },
    rollToken(id) {
      const token = findOwn(state, id);
      const value = newTokenValue(token.owner.kind);
      token.valueHash = hashOfValue(value);
      token.modifiedOn = now().toISOString();
      return { value };
    },
    deleteToken(id) {
      state.tokens.splice(state.tokens.indexOf(findOwn(state, id)), 1);
    },
  };
}

/* A token that the person may change: their own, or one of an account whose tokens they manage. */
function findOwn(state: PracticeState, id: string): StoredToken {
  const token = state.tokens.find((one) => one.id === id);
  if (token === undefined) throw refusal(404, 1003, 'This token does not exist');
  if (token.owner.kind === 'account' && !mayManage(state, token.owner.accountId)) {
    throw refusal(403, 10000, 'Updating an account owned token requires Super Administrator permission');
  }
  return token;
}

function mayManage({ memberships }: PracticeState, accountId: string): boolean {
  const role = memberships.find((membership) => membership.accountId === accountId)?.role;
  return role === 'Super Administrator - All Privileges';
}

function listed(token: StoredToken, now: Date): PracticeToken {
  return {
    id: token.id,
    name: token.name,
    owner:
      token.owner.kind === 'user' ? { kind: 'user' } : { kind: 'account', account: token.owner.accountId },
    status: isExpired(token, now) ? 'expired' : token.status,
  };
}
