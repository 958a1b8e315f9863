import type { AccountToken } from '../../shared/account-token.ts';
import type { RecordedChange } from '../../shared/approvals/record.ts';
import type { Account, Zone } from '../../shared/place.ts';
import type { ListedProject, ListedZone } from '../../shared/places.ts';
import type { PolicySlip } from '../../shared/policy/policy-of.ts';
import type { PracticeStep } from '../../shared/practice-run.ts';
import type { LoginItemState } from '../../shared/preferences.ts';
import type {
  CloudflareProblem,
  ImportProblem,
  KeychainProblem,
  LocalRouteProblem,
  Problem,
  StorageProblem,
} from '../../shared/problem.ts';
import type { Telling } from '../../shared/reminder-words.ts';
import type { Result } from '../../shared/result.ts';
import type { Slip, TokenOwner } from '../../shared/slip.ts';
import type { Book } from './book.ts';
import type { Secret } from './secret.ts';

/** Time, injected so that tests can move it. */
export type Clock = {
  readonly now: () => Date;
  /** Resolves after the given milliseconds, or at once when stopped. */
  readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
};

/** The keychain of the operating system: three outcomes, never mixed up. A missing item is not a failure. */
export type Keychain = {
  readonly get: (item: string) => Promise<Result<Secret | null, KeychainProblem>>;
  readonly set: (item: string, value: Secret) => Promise<Result<null, KeychainProblem>>;
  readonly remove: (item: string) => Promise<Result<'deleted' | 'already-gone', KeychainProblem>>;
};

/** What reading the book from disk can find. */
export type LoadedBook =
  | { readonly kind: 'fine'; readonly book: Book }
  | { readonly kind: 'restored'; readonly book: Book }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'newer-version' };

/** The file that lists the slips. A write after a failed read is refused, so that nothing is lost. */
export type BookRepository = {
  readonly load: () => Promise<LoadedBook>;
  readonly save: (book: Book) => Promise<Result<null, StorageProblem>>;
};

/** What Cloudflare says of a token when asked to verify it. */
export type VerifiedToken = {
  readonly id: string;
  readonly status: 'active' | 'disabled' | 'expired';
  readonly notBefore: string | null;
  readonly expiresOn: string | null;
};

/** A token as it stands in Cloudflare's list. Its value can't be read. */
export type TokenSummary = {
  readonly id: string;
  readonly name: string;
  /** When it was last used, in UTC; null for never, or where Cloudflare does not say. */
  readonly lastUsedOn: string | null;
};

/** A token that Cloudflare has just made. The value is given this one time. */
export type CreatedToken = {
  readonly id: string;
  readonly value: Secret;
  /** The ids of the permission groups that Cloudflare's answer says the token has. */
  readonly granted: readonly string[];
};

/** What a new token shall be allowed to do, and where. */
export type TokenPolicy = {
  /** Ids of permission groups. */
  readonly permissions: readonly string[];
  readonly on:
    | { readonly kind: 'account'; readonly account: Account['id'] }
    | { readonly kind: 'zone'; readonly zone: Zone['id'] }
    | { readonly kind: 'all-zones-of-account'; readonly account: Account['id'] }
    | { readonly kind: 'all-accounts' }
    | { readonly kind: 'all-zones' };
};

/** The order for a new token. */
export type TokenOrder = {
  readonly name: string;
  readonly policies: readonly TokenPolicy[];
  /** UTC, whole seconds; null for no end. */
  readonly expiresOn: string | null;
};

/** A group of permissions as Cloudflare's live list names it. */
export type LivePermissionGroup = {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
};

/** How a harmless read ended that was tried to find out what a token can do. */
export type ProbeOutcome =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unclear'; readonly problem: CloudflareProblem };

/** A harmless read: a GET of a path, or a GraphQL query, which is a read although it is sent as POST. */
export type ProbeRequest =
  | {
      readonly kind: 'get';
      /** Below the API's base, with a leading slash. */
      readonly path: string;
      /** Some things, such as a set of rules, may not exist although the token may read them. */
      readonly missingMeans: 'allowed' | 'unclear';
    }
  | { readonly kind: 'graphql'; readonly query: string };

/** A zone as a token sees it, with the rights that Cloudflare's deprecated list names, such as `#dns_records:edit`. */
export type SeenZone = ListedZone & { readonly permissions: readonly string[] };

/** How many zones the first page of a list holds. */
export const zonesOnAPage = 50;

/** Cloudflare, or the practice account. Reads are repeated where that is safe; nothing else is. */
export type Cloudflare = {
  readonly verify: (
    token: Secret,
    owner: TokenOwner,
    signal?: AbortSignal,
  ) => Promise<Result<VerifiedToken, CloudflareProblem>>;
  readonly listPermissionGroups: (
    key: Secret,
    owner: TokenOwner,
    signal?: AbortSignal,
  ) => Promise<Result<readonly LivePermissionGroup[], CloudflareProblem>>;
  /**
   * Makes a token. When the answer is lost the token may exist all the same: the caller then looks for its name.
   */
  readonly createToken: (
    key: Secret,
    owner: TokenOwner,
    order: TokenOrder,
    signal?: AbortSignal,
  ) => Promise<Result<CreatedToken, CloudflareProblem>>;
  /**
   * Rolls a token: the answer is its new value, given this one time, and the old one is dead. When the answer is lost it
   * may have been rolled all the same. A token that is not there is `not-found`.
   */
  readonly rollToken: (
    key: Secret,
    owner: TokenOwner,
    id: string,
  ) => Promise<Result<Secret, CloudflareProblem>>;
  readonly deleteToken: (
    key: Secret,
    owner: TokenOwner,
    id: string,
  ) => Promise<Result<'deleted' | 'already-gone', CloudflareProblem>>;
  readonly listTokens: (
    key: Secret,
    owner: TokenOwner,
  ) => Promise<Result<readonly TokenSummary[], CloudflareProblem>>;
  /** The same list with what each token may do, those included that have ended. Names of websites are left out. */
  readonly describeTokens: (
    key: Secret,
    owner: TokenOwner,
    signal?: AbortSignal,
  ) => Promise<Result<readonly AccountToken[], CloudflareProblem>>;
  readonly listAccounts: (
    token: Secret,
    signal?: AbortSignal,
  ) => Promise<Result<readonly Account[], CloudflareProblem>>;
  readonly listZones: (
    token: Secret,
    signal?: AbortSignal,
  ) => Promise<Result<readonly SeenZone[], CloudflareProblem>>;
  /** The first page of the zones that a token sees, or the ones of a name: enough to tell a narrow token from a wide one. */
  readonly seeZones: (
    token: Secret,
    name: string | null,
    signal?: AbortSignal,
  ) => Promise<Result<readonly SeenZone[], CloudflareProblem>>;
  readonly listPagesProjects: (
    token: Secret,
    account: Account['id'],
    signal?: AbortSignal,
  ) => Promise<Result<readonly ListedProject[], CloudflareProblem>>;
  readonly probe: (token: Secret, request: ProbeRequest, signal?: AbortSignal) => Promise<ProbeOutcome>;
};

/** Where the app's window stands: beside the browser, narrow and on top, or as usual. */
export type WindowPlace = { readonly beside: (on: boolean) => void };

/**
 * The practice account's own dashboard, which plays Cloudflare's pages while practising. It is given the very address
 * that would open at Cloudflare, so that what a link fills in is rehearsed, too.
 */
export type PracticeDashboard = { readonly open: (address: string) => void };

/** Opens a page in the owner's browser. Addresses come from shared/links.ts alone. */
export type Opener = { readonly open: (address: string) => Promise<void> };

/** The clipboard. `concealed` asks clipboard histories to leave the text out, where the system has a way to. */
export type Clipboard = {
  readonly read: () => Promise<string>;
  readonly write: (text: string, how: 'plain' | 'concealed') => Promise<void>;
  readonly clear: () => Promise<void>;
};

/** The log for people who look for a fault. It redacts at the sink; still, never hand it a secret. */
export type Log = {
  readonly error: (
    message: string,
    facts?: Readonly<Record<string, string | number | boolean | null>>,
  ) => void;
};

/** Randomness for ids and marks; not for secrets, which Cloudflare makes. */
export type RandomId = {
  /** The given number of characters of a to z and 2 to 7. */
  readonly letters: (length: number) => string;
};

/** Shows a notification of the system, where there are any. A click on it opens the app at its screen. */
export type Notifier = { readonly show: (telling: Telling) => void };

/** Starts the app when the owner logs in. What was set is read back, so that the answer is what is true. */
export type LoginItem = {
  readonly read: () => Promise<LoginItemState>;
  readonly set: (on: boolean) => Promise<LoginItemState>;
};

/** The folder that holds the app's files. */
export type DataFolder = {
  readonly path: string;
  readonly isWritable: () => Promise<boolean>;
  /** Shows it in the system's file manager; whether that worked. */
  readonly open: () => Promise<boolean>;
};

/** Files that the owner chooses in a dialog. */
export type Files = {
  /** Asks where to, and writes the text there whole or not at all. */
  readonly save: (
    proposedName: string,
    text: string,
  ) => Promise<Result<'saved' | 'cancelled', StorageProblem>>;
  /** Asks for a file and reads it; null where none was chosen. */
  readonly open: () => Promise<Result<string | null, ImportProblem>>;
};

/** The end of the log, for diagnostics. */
export type LogTail = { readonly read: () => Promise<string> };

/** What the app is made with, and under which licences. */
export type Licences = { readonly read: () => Promise<Result<string, ImportProblem>> };

/** Renews the app itself. Nothing is fetched or installed on its own. */
export type Updater = {
  /** Whether this copy can renew itself at all. */
  readonly canUpdate: boolean;
  readonly look: () => Promise<
    | { readonly kind: 'newest' }
    | { readonly kind: 'newer'; readonly version: string }
    | { readonly kind: 'failed' }
  >;
  /** Fetches what was found and checks its signature; whether both went well. */
  readonly fetch: () => Promise<boolean>;
  /**
   * Ends the app, installs what was fetched, and starts it again; answers only where that failed. `tidyUp` runs before an
   * installer that would not wait for the app to end as usual.
   */
  readonly install: (tidyUp: () => Promise<void>) => Promise<void>;
};

/** Tells when the computer wakes up or is unlocked: time may have passed that no timer has seen. */
export type Awakenings = { readonly listen: (woke: () => void) => void };

/** The files in which agents find their local routes: one a slip, for this user of the computer alone. */
export type RouteFiles = {
  /** What stands in a slip's file; null where there is none that this user made and nobody else can read. */
  readonly read: (id: string) => Promise<string | null>;
  readonly write: (id: string, text: string) => Promise<Result<null, LocalRouteProblem>>;
  /** A file that is not there is as good as removed. */
  readonly remove: (id: string) => Promise<Result<null, LocalRouteProblem>>;
};

/** One request of an agent, as it is written down: what kind it was and how it ended, nothing of what was in it. */
export type WrittenRequest = {
  readonly at: string;
  readonly slip: string;
  /** The rule that it fell under; null where none does. */
  readonly rule: string | null;
  readonly method: string;
  /** The rule's path, with names in braces for what stood there; for an unknown path its plain steps alone. */
  readonly path: string;
  /** What was answered; 0 where nobody was there any more. */
  readonly status: number;
  readonly outcome: string;
  /** Bytes of the answer's body. */
  readonly bytes: number;
  readonly ms: number;
};

/** Requests of a slip, all of one day, that were let go because the disk took nothing for too long. */
export type ActivityGap = {
  /** When the last of them was made. */
  readonly at: string;
  readonly slip: string;
  /** How many they were. */
  readonly missing: number;
};

export type ActivityLine = WrittenRequest | ActivityGap;

/** What agents changed through this app, and their questions, as far as the app's own window has to do with them. */
export type AgentChanges = {
  readonly list: (slip: Slip) => Promise<readonly RecordedChange[]>;
  readonly undo: (slip: Slip, change: string) => Promise<Result<null, Problem>>;
  readonly askAgain: (slip: Slip) => Promise<void>;
  /** What agents asked for, of all slips, the oldest first; and whether no line of it was changed or taken out. */
  readonly activity: () => Promise<{
    readonly isUntouched: boolean;
    readonly lines: readonly ActivityLine[];
  }>;
  readonly showQuestions: () => void;
};

/**
 * A scripted agent that an owner can watch while practising: it comes through the slip's local route as any agent does.
 * Resolves once it is done or stopped, and tells how far it is.
 */
export type PracticeAgent = {
  readonly run: (
    slip: Slip,
    tell: (steps: readonly PracticeStep[]) => void,
    signal: AbortSignal,
  ) => Promise<void>;
};

/** The server of the local routes, which is started when a slip first needs it. */
export type LocalServer = {
  /** Listens on the given port, or on another if it is taken or none is given; answers with the port. */
  readonly open: (port: number | null) => Promise<Result<number, LocalRouteProblem>>;
  /** Whether there are rules for what a slip allows; without them nothing would pass. A slip that has them goes this way. */
  readonly serves: (slip: PolicySlip) => Promise<boolean>;
  readonly agentChanges: AgentChanges;
  /** Cuts what is under way for agents that are not let in any more. */
  readonly slipsChanged: () => void;
  /** Lets requests under way end for a moment, then ends everything. */
  readonly close: () => Promise<void>;
};
