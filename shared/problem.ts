/** How a request to Cloudflare can fail, whatever it was for. */
export type CloudflareProblem =
  | { readonly code: 'offline' }
  | { readonly code: 'timed-out' }
  | { readonly code: 'rate-limited'; readonly retryAfterSeconds: number }
  | { readonly code: 'cloudflare-down'; readonly status: number }
  | { readonly code: 'malformed-answer' }
  | { readonly code: 'token-refused' }
  | { readonly code: 'token-malformed' }
  | { readonly code: 'location-refused' }
  | { readonly code: 'missing-permission' }
  | { readonly code: 'not-found' }
  | { readonly code: 'token-limit-reached' }
  | { readonly code: 'cannot-manage-tokens' }
  | { readonly code: 'cloudflare-said-no'; readonly status: number; readonly cloudflareCode: number | null }
  /** The day on this computer is not the day at Cloudflare. */
  | { readonly code: 'clock-wrong' }
  | { readonly code: 'stopped' };

/** What was pasted is not a token of a kind that can be used here. */
export type PasteProblem =
  | { readonly code: 'paste-empty' }
  | { readonly code: 'paste-not-a-token' }
  | { readonly code: 'paste-cut-off' }
  | { readonly code: 'paste-several-tokens' }
  | { readonly code: 'paste-global-api-key' }
  | { readonly code: 'paste-origin-ca-key' }
  | { readonly code: 'paste-oauth-token' }
  | { readonly code: 'paste-r2-secret' };

/** The keychain of this computer did not do what was asked. Each cause has a way on of its own. */
export type KeychainProblem =
  | { readonly code: 'keychain-absent' }
  | { readonly code: 'keychain-locked' }
  | { readonly code: 'keychain-dismissed' }
  | { readonly code: 'keychain-failed' }
  /** It took a value and gave back another, or none. */
  | { readonly code: 'keychain-differs' }
  | { readonly code: 'keychain-item-missing' };

/** The file that lists the slips could not be read or written. */
export type StorageProblem =
  | { readonly code: 'storage-unreadable' }
  | { readonly code: 'storage-newer-version' }
  | { readonly code: 'storage-full' }
  | { readonly code: 'storage-not-allowed' }
  | { readonly code: 'storage-failed' };

/** A file of slips could not be taken in. */
export type ImportProblem =
  | { readonly code: 'file-unreadable' }
  | { readonly code: 'file-too-large' }
  | { readonly code: 'import-not-ours' }
  | { readonly code: 'import-newer' }
  | { readonly code: 'import-damaged' }
  | { readonly code: 'import-holds-secret' }
  /** Nothing is held to be added any more. */
  | { readonly code: 'import-gone' };

/** Something the owner typed or chose cannot be used as it is. */
export type InputProblem =
  | { readonly code: 'task-empty' }
  | { readonly code: 'task-vague' }
  | { readonly code: 'task-too-long' }
  | { readonly code: 'field-holds-secret'; readonly field: string }
  | { readonly code: 'answer-missing'; readonly field: 'who' | 'job' | 'where' | 'task' | 'until' }
  | { readonly code: 'own-job-empty' }
  | { readonly code: 'own-job-unnamed' }
  | { readonly code: 'own-job-kept-out'; readonly what: readonly string[] }
  | { readonly code: 'own-job-unconfirmed'; readonly words: string }
  | { readonly code: 'until-past' }
  | { readonly code: 'until-too-far' }
  | { readonly code: 'reason-needed' }
  | { readonly code: 'domain-malformed' }
  | { readonly code: 'project-malformed' }
  | { readonly code: 'hostname-elsewhere'; readonly zone: string }
  | { readonly code: 'path-malformed' }
  | { readonly code: 'route-name-malformed' }
  | { readonly code: 'account-id-missing' }
  | { readonly code: 'account-id-malformed' }
  | { readonly code: 'account-unknown' };

/** A setup key was understood but cannot be used as one. */
export type KeyProblem =
  | { readonly code: 'key-expired' }
  | { readonly code: 'key-disabled' }
  | { readonly code: 'key-not-yet-valid' }
  | { readonly code: 'key-wrong-account' }
  /** The setup key is of another account or person than the token that it is to delete or swap. */
  | { readonly code: 'setup-key-elsewhere' }
  | { readonly code: 'key-without-power' }
  /** A token was left behind, and only the key that made it is sure to see it. */
  | { readonly code: 'left-token-unseen' }
  | { readonly code: 'no-setup-key' };

/** A token that was made by hand can't be taken further. */
export type PickUpProblem =
  | { readonly code: 'no-token-in-hand' }
  | { readonly code: 'zone-not-seen'; readonly domain: string }
  | { readonly code: 'token-ended' }
  /** The same token is on a slip already. */
  | { readonly code: 'token-in-use'; readonly number: number }
  /** The app ended between the paste and the keychain, so nobody has the token any more. */
  | { readonly code: 'token-not-kept'; readonly name: string }
  | { readonly code: 'token-still-works' };

/** A token could not be swapped for a new value, or an earlier run left that half done. */
export type RotationProblem =
  | { readonly code: 'slip-token-gone' }
  /** Cloudflare's answer was lost, and the old value is dead: nobody has the new one. */
  | { readonly code: 'roll-lost'; readonly number: number }
  /** Cloudflare's answer was lost, and nothing says whether it rolled the token. */
  | { readonly code: 'roll-unclear' }
  | { readonly code: 'roll-not-kept'; readonly because: KeychainProblem }
  | {
      readonly code: 'rotation-unfinished';
      readonly because: Exclude<Problem, { code: 'rotation-unfinished' }>;
    }
  /** Cloudflare took the value before even after it was rotated. */
  | { readonly code: 'old-value-taken'; readonly number: number }
  /** What was found of a change of token that was interrupted. */
  | { readonly code: 'change-finished'; readonly number: number }
  | { readonly code: 'change-undone'; readonly number: number }
  /** A value that was brought for a swap is the one that the slip has had all along. */
  | { readonly code: 'swap-old-value' }
  /** It is of another token, which is the one of the slip with this number, if of any. */
  | { readonly code: 'swap-other-token'; readonly number: number | null }
  | { readonly code: 'swap-value-refused' }
  /** What the next start found of a swap that was interrupted. */
  | { readonly code: 'rotation-finished'; readonly number: number }
  | { readonly code: 'rotation-undone'; readonly number: number };

/** An agent's question, or undoing what it changed, did not go as the owner wanted. */
export type ApprovalProblem =
  | { readonly code: 'approval-gone' }
  | { readonly code: 'approval-too-soon' }
  | { readonly code: 'undo-impossible' }
  /** What stands there now is not what the change left behind. */
  | { readonly code: 'undo-differs' }
  | { readonly code: 'undo-refused' }
  /** The window with the questions crashed: everything in it was denied. */
  | { readonly code: 'approvals-lost' };

/** The local route of a slip could not be made. */
export type LocalRouteProblem =
  | { readonly code: 'local-route-closed' }
  /** There are no rules for what the slip allows, so nothing would pass. */
  | { readonly code: 'local-route-unfit' }
  /** Agents are stopped while the app runs, and after it they would not be. */
  | { readonly code: 'stop-not-kept' }
  | { readonly code: 'route-file-failed' };

/** The list of what agents asked for was changed or damaged on the disk. */
export type ActivityProblem = { readonly code: 'activity-damaged' };

/** The desktop shows no tray icons, so the app has none. */
export type TrayProblem = { readonly code: 'no-tray' };

/** Where a new token stands when a later step failed. */
export type LeftToken = 'never-made' | 'deleted-again' | 'still-there';

/** Everything that can go wrong, closed: a new one is a compile error until it has words in problem-texts.ts. */
export type Problem =
  | CloudflareProblem
  | PasteProblem
  | KeychainProblem
  | StorageProblem
  | ImportProblem
  | InputProblem
  | KeyProblem
  | PickUpProblem
  | RotationProblem
  | ApprovalProblem
  | LocalRouteProblem
  | ActivityProblem
  | TrayProblem
  | {
      readonly code: 'slip-not-made';
      readonly because: Exclude<Problem, { code: 'slip-not-made' }>;
      readonly token: LeftToken;
      /** Stands in the name of the token that was asked for. */
      readonly mark: string;
    }
  | { readonly code: 'permission-gone'; readonly name: string }
  | { readonly code: 'permission-of-own-login'; readonly names: readonly string[] }
  | { readonly code: 'own-jobs-full' }
  | { readonly code: 'proof-wider'; readonly reached: readonly string[] }
  | { readonly code: 'proof-too-narrow'; readonly missing: readonly string[] }
  | { readonly code: 'proof-unfinished' }
  | { readonly code: 'prompt-holds-secret' }
  | { readonly code: 'slip-unknown' }
  | { readonly code: 'slip-over' }
  | { readonly code: 'slip-busy' }
  | { readonly code: 'clipboard-failed' }
  | { readonly code: 'clipboard-not-cleared' }
  | { readonly code: 'link-refused' }
  | { readonly code: 'export-holds-secret' }
  | { readonly code: 'slip-is-here' }
  | { readonly code: 'token-not-of-slip'; readonly number: number }
  | { readonly code: 'token-is-ours' }
  | { readonly code: 'token-not-gone'; readonly name: string }
  /** What the owner wanted gone and did not see fail: a slip's token, one that no slip has made, the setup key. */
  | { readonly code: 'token-not-deleted'; readonly number: number; readonly because: Problem }
  | {
      readonly code: 'account-token-not-deleted';
      readonly id: string;
      readonly name: string;
      readonly because: Problem;
    }
  | { readonly code: 'key-not-forgotten'; readonly because: Problem }
  /** All agents were to be stopped, which was tried, and could not be written down. */
  | { readonly code: 'stop-all-not-written'; readonly because: Problem }
  /** What the owner wanted made and did not see fail: a slip, another token or another value for the slip with this id. */
  | { readonly code: 'slip-not-issued'; readonly because: Problem }
  | {
      readonly code: 'no-new-token';
      readonly id: string;
      readonly number: number;
      /** The last four characters of the token that the slip had. */
      readonly ending: string;
      readonly because: Problem;
    }
  /** The keychain may have a setup key that its owner turned away from, or that could not be taken into use. */
  | { readonly code: 'key-left-behind'; readonly because: Problem }
  | { readonly code: 'login-item-refused' }
  | { readonly code: 'folder-not-opened' }
  | { readonly code: 'request-malformed' }
  | { readonly code: 'unexpected' };

export type ProblemCode = Problem['code'];
