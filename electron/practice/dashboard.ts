import { refusal } from './answers.ts';
import type { PracticeState } from './state.ts';
import { addToken, checkTokenRequest } from './token-request.ts';

/** What a person can do in the practice account's dashboard. */
export interface PracticeDashboard {
  /** Makes a token as the form does; throws a refusal in Cloudflare's words. The value is shown this once. */
  readonly createToken: (
    owner: { readonly kind: 'user' } | { readonly kind: 'account'; readonly accountId: string },
    request: unknown,
  ) => { readonly id: string; readonly value: string };
}

/** The dashboard of the one person that the practice account has. */
export function createDashboard(state: PracticeState, now: () => Date): PracticeDashboard {
  return {
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
