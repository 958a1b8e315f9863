import type { Agents } from './agents-at-work.ts';
import type { SavedJob } from './catalogue/own-job.ts';
import type { Platform } from './credential-command.ts';
import type { PickUpState } from './picked-up.ts';
import type { Account } from './place.ts';
import type { Preferences } from './preferences.ts';
import type { KeychainProblem, Problem } from './problem.ts';
import type { ReminderSettings } from './reminder-settings.ts';
import type { Slip, TokenOwner, World } from './slip.ts';
import type { TokenKind } from './token-forms.ts';
import type { UpdateState } from './update.ts';
import type { Draft } from './wizard.ts';

/** A setup key in use, as far as anybody may see it. */
export type Connection = {
  readonly account: Account;
  readonly kind: TokenKind;
  /** The key's last four characters. */
  readonly ending: string;
  /** Forgotten when the app quits, or kept in the keychain on purpose. */
  readonly kept: 'until-quit' | 'in-keychain';
};

/** A token that should be deleted at Cloudflare and is not yet, because an earlier attempt could not finish. */
export type CleanUp = {
  /** The unique mark in the token's name at Cloudflare. */
  readonly mark: string;
  readonly world: World;
  readonly tokenName: string;
  readonly owner: TokenOwner;
  /** The slip whose old token it is; null for one that was never on a slip. */
  readonly oldOf: string | null;
  /** When it ends or ended, or was seen to be gone from Cloudflare; null for no end. */
  readonly expiresOn: string | null;
  readonly since: string;
};

/** How the file that lists the slips is doing. */
export type StorageState =
  | { readonly kind: 'fine' }
  /** The file was damaged; the last good copy is in use. */
  | { readonly kind: 'restored' }
  /** Nothing is written, so that nothing is lost: the file can't be read, or a newer version of the app wrote it. */
  | { readonly kind: 'read-only'; readonly why: 'unreadable' | 'newer-version' };

/** What the app is busy with, for the progress that the owner sees. */
export type Progress =
  | { readonly doing: 'nothing' }
  | {
      readonly doing: 'issuing';
      readonly step: 'creating' | 'proving' | 'storing' | 'writing-down' | 'deleting-old' | 'tidying-up';
    }
  /** A token that was made by hand goes into the keychain, and its slip is written down. */
  | { readonly doing: 'keeping' }
  | {
      readonly doing: 'rotating';
      /** The slip whose token is being swapped. */
      readonly id: string;
      readonly step: 'rolling' | 'storing' | 'proving';
    }
  | {
      readonly doing: 'stopping-all';
      readonly done: number;
      readonly of: number;
      /** How many seconds Cloudflare asked to wait; null while nobody waits. */
      readonly waiting: number | null;
    };

/** The whole truth that a window shows. By its type it can hold no secret. */
export type Snapshot = {
  /** Grows by one with each change. */
  readonly revision: number;
  readonly version: string;
  readonly platform: Platform;
  /** The world that new slips are made in; null until the owner chose one at the first start. */
  readonly world: World | null;
  /** The key in use in that world; null where none is. */
  readonly connection: Connection | null;
  /** Whether a key of the owner's own is in use, also while they practise. */
  readonly hasOwnKey: boolean;
  /** The key that should be in the keychain and is not, as far as was looked; null where none is missing. */
  readonly lostKey: Connection | null;
  readonly slips: readonly Slip[];
  readonly nextNumber: number;
  readonly draft: Draft | null;
  /** The jobs that the owner built and keeps as cards. */
  readonly ownJobs: readonly SavedJob[];
  readonly cleanUps: readonly CleanUp[];
  readonly reminding: {
    readonly settings: ReminderSettings;
    /** Until when nothing is told; may be past. */
    readonly pausedUntil: string | null;
  };
  readonly preferences: Preferences;
  readonly agents: Agents;
  readonly storage: StorageState;
  /** The keychain's last known trouble; null when it last did what it was asked. */
  readonly keychain: KeychainProblem | null;
  readonly progress: Progress;
  /** The slips whose token is being deleted right now, whatever else goes on. */
  readonly revoking: readonly string[];
  /** The token that is being brought by hand. */
  readonly pickUp: PickUpState;
  readonly update: UpdateState;
  /** What happened in the background and the owner has not dismissed, one for each slip; the newest last. */
  readonly notices: readonly Problem[];
};
