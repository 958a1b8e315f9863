import { z } from 'zod';
import type { PermissionKey } from '../catalogue/permission-groups.ts';
import type { Account, Zone } from '../place.ts';
import { cloudflareId } from '../schemas/ids.ts';
import { permissionKey } from '../schemas/jobs.ts';
import { type ArgumentOf, command } from './command.ts';

const nothing = z.undefined();

/** Where one policy of the form works. */
const policyPlace = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('account'), account: cloudflareId }),
  z.strictObject({ kind: z.literal('all-accounts') }),
  z.strictObject({ kind: z.literal('zones'), zones: z.array(cloudflareId).min(1).max(50).readonly() }),
  z.strictObject({ kind: z.literal('all-zones-of-account'), account: cloudflareId }),
  z.strictObject({ kind: z.literal('all-zones') }),
  z.strictObject({ kind: z.literal('user') }),
]);

/** The form as the owner has filled it in. What is wrong with it the practice Cloudflare says. */
const practiceForm = z.strictObject({
  owner: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('account'), account: cloudflareId }),
    z.strictObject({ kind: z.literal('user') }),
  ]),
  name: z.string().max(500),
  policies: z
    .array(
      z.strictObject({ on: policyPlace, permissions: z.array(permissionKey).min(1).max(200).readonly() }),
    )
    .max(20)
    .readonly(),
  /** The day with whose beginning in UTC the token ends, as YYYY-MM-DD; null for no end. */
  endDay: z.iso.date().nullable(),
});
export type PracticeForm = z.infer<typeof practiceForm>;
export type FormOwner = PracticeForm['owner'];
export type PolicyPlace = PracticeForm['policies'][number]['on'];

/** A token in the dashboard's list, as far as the list shows it. */
export type PracticeToken = {
  readonly id: string;
  readonly name: string;
  readonly owner: { readonly kind: 'user' } | { readonly kind: 'account'; readonly account: Account['id'] };
  readonly status: 'active' | 'disabled' | 'expired';
};

/** What Cloudflare's form shows filled in when it is opened by a link. */
export type TokenFormLink = {
  readonly form: 'account' | 'user';
  /** Null where the link leaves it to the owner, who is asked if they have several. */
  readonly account: string | null;
  readonly name: string | null;
  /** All of one kind, account or domain: a link fills one policy. */
  readonly permissions: readonly PermissionKey[];
  /** The one domain; only the form of a person's own token takes it from a link. */
  readonly zone: string | null;
};

/** Which page of Cloudflare's an address leads to, and what it fills in. */
export type PracticeStart =
  | { readonly page: 'home' }
  /** Null where the address leaves the account to the owner. */
  | { readonly page: 'tokens'; readonly form: 'account' | 'user'; readonly account: string | null }
  | { readonly page: 'form'; readonly link: TokenFormLink };

/** What the practice dashboard shows. */
export type PracticeScene = {
  readonly start: PracticeStart;
  readonly userId: string;
  readonly email: string;
  /** The first is the one that is open. */
  readonly accounts: readonly Account[];
  readonly zones: readonly (Zone & { readonly account: Account['id'] })[];
  readonly tokens: readonly PracticeToken[];
};

/** How the form ended: with a token, whose value is shown this one time, or with Cloudflare's refusal in its words. */
export type PracticeCreated =
  | { readonly kind: 'created'; readonly value: string }
  | { readonly kind: 'refused'; readonly message: string };

/** How rolling a token ended: with its new value, which is shown this one time, or with Cloudflare's refusal. */
export type PracticeRolled =
  | { readonly kind: 'rolled'; readonly value: string }
  | { readonly kind: 'refused'; readonly message: string };

/** How deleting a token ended. */
export type PracticeDeleted =
  | { readonly kind: 'deleted' }
  | { readonly kind: 'refused'; readonly message: string };

/**
 * What the window of the practice dashboard can ask for. It plays Cloudflare's own pages, so it is the only page of the
 * app that is given a token, and only one that opens nothing outside of the practice account.
 */
export const commands = {
  'practice:open': command(nothing).answers<PracticeScene>(),
  'practice:create': command(practiceForm).answers<PracticeCreated>(),
  'practice:roll': command(z.strictObject({ id: cloudflareId })).answers<PracticeRolled>(),
  'practice:delete': command(z.strictObject({ id: cloudflareId })).answers<PracticeDeleted>(),
  /** Puts the token that is shown on the clipboard, or the command that tests it, as plain as a browser would. */
  'practice:copy-token': command(z.strictObject({ as: z.enum(['token', 'test-command']) })).answers<null>(),
  /** The token is no longer shown. */
  'practice:confirm': command(nothing).answers<null>(),
  'practice:close': command(nothing).answers<null>(),
} as const;

export type PracticeCommands = typeof commands;
export type PracticeCommandName = keyof PracticeCommands;
export const commandNames = Object.keys(commands) as readonly PracticeCommandName[];

/** What electron/preload-practice.ts puts on window.practiceDashboard: one function a command. */
export type PracticeBridge = {
  readonly call: {
    readonly [N in PracticeCommandName]: (
      argument: ArgumentOf<PracticeCommands, N>,
    ) => Promise<NonNullable<PracticeCommands[N]['result']>>;
  };
};
