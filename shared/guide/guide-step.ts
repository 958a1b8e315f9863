/** The screens of Cloudflare that the guide draws. */
export type GuideScreen =
  | 'log-in'
  | 'account-home'
  | 'profile'
  | 'token-list'
  | 'start-page'
  | 'scope'
  | 'permissions'
  | 'second-policy'
  | 'resources'
  | 'end-date'
  | 'review'
  | 'summary'
  | 'created'
  | 'token-line'
  | 'token-menu'
  | 'confirm-roll'
  | 'rolled'
  | 'confirm-delete';

/** Something to press or to look at on a drawn screen; the drawing marks the element of this name. */
export type Press = {
  /** The name of the drawn element that the callout hangs on. */
  readonly target: string;
  /** What to do, in a few words; the callout's text. */
  readonly text: string;
  /** The label as Cloudflare shows it. */
  readonly label: string;
  /** Labels that other versions of the page show for the same thing. */
  readonly older: readonly string[];
};

/** What to do when the owner's screen looks different. */
export type Otherwise = { readonly sees: string; readonly does: string };

/** One step of a guide. */
export type GuideStep = {
  readonly number: number;
  readonly screen: GuideScreen;
  readonly title: string;
  readonly why: string;
  readonly press: readonly Press[];
  /** How to tell that it worked. */
  readonly worked: string;
  readonly otherwise: readonly Otherwise[];
  /** The whole step in words, for whoever can't see the picture. */
  readonly inWords: string;
  /** The month in which these labels were seen, as YYYY-MM. */
  readonly seen: string;
};
