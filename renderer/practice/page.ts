import type {
  FormOwner,
  PracticeForm,
  PracticeScene,
  PracticeToken,
} from '../../shared/ipc/practice-contract.ts';
import type { Account } from '../../shared/place.ts';
import { type AccountDraft, draftOfLink, emptyDraft } from './account-draft.ts';
import { emptyUserDraft, type UserDraft, userDraftOfLink } from './user-draft.ts';

/** A page of the account, which needs one to be chosen first where the person has several. */
export type AccountPage =
  | { readonly at: 'home' }
  | { readonly at: 'account-tokens' }
  | { readonly at: 'account-start' }
  | { readonly at: 'account-form'; readonly draft: AccountDraft };

/** A page of the person's own profile. */
export type ProfilePage =
  | { readonly at: 'profile' }
  | { readonly at: 'user-tokens' }
  | { readonly at: 'user-start' }
  | { readonly at: 'user-form'; readonly draft: UserDraft };

/** Where the person is in the dashboard. */
export type Page =
  | { readonly at: 'choose-account'; readonly next: AccountPage }
  | AccountPage
  | ProfilePage
  | {
      readonly at: 'review';
      readonly form: PracticeForm;
      readonly lines: readonly string[];
      /** The form to go back to. */
      readonly back: Page;
      /** Cloudflare's answer to the last try, where it was no. */
      readonly refused: string | null;
    }
  /** The question before a token is rolled or deleted, over its list. */
  | {
      readonly at: 'act';
      readonly act: TokenAct;
      readonly token: PracticeToken;
      readonly refused: string | null;
    }
  | { readonly at: 'edit'; readonly token: PracticeToken }
  /** The one time that a value is shown: of a new token, or of one that was rolled. */
  | {
      readonly at: 'created';
      readonly how: 'made' | 'rolled';
      readonly owner: FormOwner;
      readonly name: string;
      readonly value: string;
    };

/** What the menu of a token can do to it for good. */
export type TokenAct = 'roll' | 'delete';

/** The list that a token stands in. */
export function listOf(owner: FormOwner): Page {
  return { at: owner.kind === 'user' ? 'user-tokens' : 'account-tokens' };
}

/** The page that the dashboard opens at. */
export function firstPage(scene: PracticeScene): Page {
  const { start, accounts } = scene;
  if (start.page === 'home') return inAccount({ at: 'home' }, accounts);
  if (start.page === 'tokens') {
    if (start.form === 'user') return { at: 'user-tokens' };
    const isNamed = accounts.some(({ id }) => id === start.account);
    return isNamed ? { at: 'account-tokens' } : inAccount({ at: 'account-tokens' }, accounts);
  }
  const { link } = start;
  if (link.form === 'user') return { at: 'user-form', draft: userDraftOfLink(link, scene) };
  const form: AccountPage = { at: 'account-form', draft: draftOfLink(link, nameFor(scene)) };
  return link.account !== null && accounts.some(({ id }) => id === link.account)
    ? form
    : inAccount(form, accounts);
}

/** The account that the dashboard opens in, before the person has chosen one. */
export function firstAccount({ start, accounts }: PracticeScene): Account | undefined {
  const named = start.page === 'form' ? start.link.account : start.page === 'tokens' ? start.account : null;
  return accounts.find(({ id }) => id === named) ?? accounts[0];
}

function inAccount(next: AccountPage, accounts: readonly Account[]): Page {
  return accounts.length > 1 ? { at: 'choose-account', next } : next;
}

/** An empty form of the account's, with the name that Cloudflare makes up. */
export function emptyAccountForm(scene: Pick<PracticeScene, 'tokens'>): AccountPage {
  return { at: 'account-form', draft: emptyDraft(nameFor(scene)) };
}

export function emptyUserForm(): ProfilePage {
  return { at: 'user-form', draft: emptyUserDraft() };
}

const adjectives = ['quiet', 'golden', 'early', 'small', 'bright'];
const nouns = ['harbor', 'meadow', 'lantern', 'willow', 'river', 'ember', 'orchard'];

function nameFor({ tokens }: Pick<PracticeScene, 'tokens'>): string {
  return `${adjectives[tokens.length % adjectives.length]}-${nouns[tokens.length % nouns.length]}`;
}
