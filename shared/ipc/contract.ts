import { z } from 'zod';
import type { TokenList } from '../account-token.ts';
import { wiredPrograms } from '../agent-wiring.ts';
import type { RecordedChange } from '../approvals/record.ts';
import { concernKinds } from '../concerns.ts';
import type { PermissionList } from '../permission-list.ts';
import type { PickedUp } from '../picked-up.ts';
import type { Account } from '../place.ts';
import type { Places } from '../places.ts';
import type { LoginItemState, SettingsFacts } from '../preferences.ts';
import { pauses } from '../reminder-settings.ts';
import type { Rotated } from '../rotation.ts';
import { changeRecord } from '../schemas/changes.ts';
import { ownJobParts, savedJob } from '../schemas/jobs.ts';
import { link } from '../schemas/links.ts';
import { preferences } from '../schemas/preferences.ts';
import { daysBefore, reminderSettings } from '../schemas/reminders.ts';
import { route, slip, world } from '../schemas/slip.ts';
import { replacedToken } from '../schemas/token-owner.ts';
import { draft, slipRequest } from '../schemas/wizard.ts';
import type { Slip } from '../slip.ts';
import type { ImportPreview } from '../slip-import.ts';
import { type StoppedSlip, stopAllWord } from '../stop-all.ts';
import type { TokenKind } from '../token-forms.ts';
import type { Verdict } from '../verdict.ts';
import type { CarriedSnapshot } from './carried-snapshot.ts';
import { type AnswerOf, type ArgumentOf, command } from './command.ts';

const nothing = z.undefined();
const slipId = z.strictObject({ id: slip.shape.id });

/** What the owner's paste turned out to be. The text itself stays in the main process from here on. */
export type KeyOffer = {
  readonly kind: TokenKind;
  readonly ending: string;
  /** The account id where the pasted text named it. */
  readonly accountId: string | null;
};

/** How connecting ended: connected, or Cloudflare knows several accounts and the owner has to choose. */
export type KeyConnected =
  | { readonly kind: 'connected' }
  | { readonly kind: 'choose-account'; readonly accounts: readonly Account[] };

/** How revoking ended, in both places that held the token. */
export type Revoked = NonNullable<Slip['revoked']>;

/**
 * Everything a window can ask for. The registrar in the main process, the preload bridge, the renderer's client and the
 * tests' client are all derived from this.
 */
export const commands = {
  'snapshot:get': command(nothing).answers<CarriedSnapshot>(),
  'world:choose': command(z.strictObject({ world })).answers<null>(),
  /** Takes a pasted text once. It is recognised and held in memory; nothing of it but its kind and ending comes back. */
  'key:offer': command(z.strictObject({ pasted: z.string().max(100_000) })).answers<KeyOffer>(),
  /** Takes the text from the clipboard instead, so that it never passes through the window. */
  'key:offer-clipboard': command(nothing).answers<KeyOffer>(),
  'key:connect': command(
    z.strictObject({ account: z.string().max(2000), keep: z.boolean() }),
  ).answers<KeyConnected>(),
  /** Lets go of the key that was offered and is not connected yet. */
  'key:drop': command(nothing).answers<null>(),
  'key:forget': command(nothing).answers<null>(),
  'places:list': command(z.strictObject({ fresh: z.boolean() })).answers<Places>(),
  /** What of Cloudflare's list of permissions can be picked, read live where a key is at hand. */
  'permissions:list': command(nothing).answers<PermissionList>(),
  'own-job:save': command(ownJobParts.strict()).answers<null>(),
  'own-job:remove': command(z.strictObject({ id: savedJob.shape.id })).answers<null>(),
  'draft:save': command(z.strictObject({ draft })).answers<null>(),
  /** Begins a draft beside one that was begun, which is there again once this one is done with. */
  'draft:begin': command(z.strictObject({ draft })).answers<null>(),
  'draft:discard': command(nothing).answers<null>(),
  /** Makes a slip; or, where one is named that it changes, gives that slip another token. */
  'slip:issue': command(z.strictObject({ request: slipRequest, changes: slip.shape.id.optional() })).answers<{
    readonly id: string;
  }>(),
  /** Stops what is under way; whatever was made by then is deleted again. */
  'slip:stop-issuing': command(nothing).answers<null>(),
  'slip:prompt': command(slipId).answers<{ readonly text: string }>(),
  'slip:copy-prompt': command(slipId).answers<null>(),
  'slip:set-route': command(z.strictObject({ id: slip.shape.id, route })).answers<null>(),
  /** Puts the token on the clipboard, concealed from clipboard histories, and clears it after the given seconds. */
  'slip:copy-token': command(slipId).answers<{ readonly seconds: number }>(),
  'slip:clear-copied-token': command(nothing).answers<null>(),
  /**
   * Swaps the token for a new value of the same token. `again` rolls once more after a new value got lost, of which the
   * owner has to be told before.
   */
  'slip:rotate': command(
    z.strictObject({ id: slip.shape.id, why: z.enum(['asked', 'leaked']), again: z.boolean() }),
  ).answers<Rotated>(),
  /** Writes down that the owner is about to roll the token in Cloudflare's own pages. */
  'hand-swap:begin': command(
    z.strictObject({ id: slip.shape.id, why: z.enum(['asked', 'leaked']) }),
  ).answers<null>(),
  /** Takes the token in hand as the new value of this slip's token, if it is that; proven first, then kept. */
  'hand-swap:keep': command(slipId).answers<Rotated>(),
  /** The owner leaves: finds out whether the token was rolled meanwhile. */
  'hand-swap:leave': command(slipId).answers<null>(),
  /** By hand: the owner deleted the token at Cloudflare, which is checked with the token itself before it is let go. */
  'slip:revoke': command(
    z.strictObject({ id: slip.shape.id, byHand: z.literal(true).optional() }),
  ).answers<Revoked>(),
  /** Stops every slip that is in force. The owner typed a word for it. What can't be stopped now waits. */
  'slip:revoke-all': command(z.strictObject({ typed: z.literal(stopAllWord) })).answers<
    readonly StoppedSlip[]
  >(),
  /** Takes the text that a token made by hand was pasted with. The token waits in memory; its kind and ending come back. */
  'pick-up:take': command(z.strictObject({ pasted: z.string().max(100_000) })).answers<PickedUp>(),
  /** Takes the text from the clipboard instead, and empties the clipboard if it still holds it. */
  'pick-up:take-clipboard': command(nothing).answers<PickedUp>(),
  /** Watches the clipboard for a token until one comes. What else is copied stays the owner's. */
  'pick-up:watch': command(z.strictObject({ on: z.boolean() })).answers<null>(),
  /** Lets go of the token in hand and stops the watch. */
  'pick-up:drop': command(nothing).answers<null>(),
  /** Finds out what the token in hand can do, by reads alone. The account is an id or any address of the dashboard. */
  'pick-up:prove': command(z.strictObject({ draft, account: z.string().max(2000) })).answers<Verdict>(),
  /** Keeps the token that was proven last. One that is not as planned needs a reason; else it stays empty. */
  'pick-up:keep': command(z.strictObject({ reason: z.string().max(500) })).answers<{ readonly id: string }>(),
  /** Makes the window narrow and keeps it on top, beside the browser, or takes that back. */
  'guide:beside': command(z.strictObject({ on: z.boolean() })).answers<null>(),
  'reminders:set': command(z.strictObject({ settings: reminderSettings })).answers<null>(),
  /** Tells nothing for a while, or, with null, goes on telling. */
  'reminders:pause': command(z.strictObject({ pause: z.enum(pauses).nullable() })).answers<null>(),
  /** How many days before its end one slip reminds; null for as in the settings. */
  'slip:remind': command(
    z.strictObject({ id: slip.shape.id, daysBefore: daysBefore.nullable() }),
  ).answers<null>(),
  /** Leaves a slip alone for some days; null ends that. */
  'slip:snooze': command(
    z.strictObject({ id: slip.shape.id, days: z.number().int().min(1).max(30).nullable() }),
  ).answers<null>(),
  /** The tokens that the setup key sees: those of its account, or of its person's own login. */
  'tokens:list': command(nothing).answers<TokenList>(),
  /** Deletes one of them that the app has no use for, and looks whether it is gone. */
  'tokens:delete': command(replacedToken.strict()).answers<'deleted' | 'already-gone'>(),
  /** Leaves the token alone that a slip was written to replace. */
  'tokens:keep-replaced': command(slipId).answers<null>(),
  /** Writes what is known of all slips, and no secret, into a file that the owner names. */
  'slips:export': command(nothing).answers<'saved' | 'cancelled'>(),
  /** Reads such a file, and says what it would add; null where the owner chose none. */
  'slips:read-import': command(nothing).answers<ImportPreview | null>(),
  /** Adds what was shown last. Nothing that is in the list changes. */
  'slips:import': command(nothing).answers<{ readonly added: number }>(),
  /** Takes a slip off the list whose token is on another computer. */
  'slip:take-off': command(slipId).answers<null>(),
  /** Makes the text that helps to find a fault. Names of agents and websites only where the owner wants that. */
  'diagnostics:make': command(z.strictObject({ withNames: z.boolean() })).answers<{
    readonly text: string;
  }>(),
  /** Saves the text that was made last. */
  'diagnostics:save': command(nothing).answers<'saved' | 'cancelled'>(),
  /** What the settings show beyond the snapshot, read from the system now. */
  'settings:look': command(nothing).answers<SettingsFacts>(),
  /** Has the app start at login, or not; also the owner's answer to the question at the end of the first slip. */
  'login-item:set': command(z.strictObject({ on: z.boolean() })).answers<LoginItemState>(),
  'dates:set': command(z.strictObject({ dates: preferences.shape.dates })).answers<null>(),
  /** Looks for a newer version of the app; what comes of it stands in the snapshot. */
  'updates:look': command(nothing).answers<null>(),
  /** Fetches the version that was found. */
  'updates:fetch': command(nothing).answers<null>(),
  /** Installs what was fetched; the app ends and starts again. */
  'updates:install': command(nothing).answers<null>(),
  'updates:daily': command(z.strictObject({ on: z.boolean() })).answers<null>(),
  'data-folder:open': command(nothing).answers<null>(),
  /** The licences of what the app is made with. */
  'licences:read': command(nothing).answers<{ readonly text: string }>(),
  /** Keeps the owner's own notes on a slip, as typed. */
  'slip:note': command(
    z.strictObject({ id: slip.shape.id, notes: slip.shape.notes.unwrap() }),
  ).answers<null>(),
  /** Notes what the owner says about a slip; it is reminded of until something is done about it. */
  'slip:say': command(
    z.strictObject({ id: slip.shape.id, what: z.enum([...concernKinds, 'leaked']) }),
  ).answers<null>(),
  'slip:take-back': command(
    z.strictObject({ id: slip.shape.id, what: z.enum(concernKinds) }),
  ).answers<null>(),
  /** The owner looked at a slip and keeps it: the next look is set. */
  'slip:keep': command(slipId).answers<null>(),
  /** The day of the next look, as YYYY-MM-DD in the owner's time zone; null for the usual time. */
  'slip:review-on': command(
    z.strictObject({ id: slip.shape.id, day: z.string().max(10).nullable() }),
  ).answers<null>(),
  /** Stops the agent of one slip that works through this app, or, with null, all of them; their slips stay. */
  'agents:stop': command(z.strictObject({ id: slip.shape.id.nullable() })).answers<null>(),
  /** Lets an agent that was stopped work again, with a new pass. */
  'agents:let-on': command(slipId).answers<null>(),
  /** Copies what connects a program to a slip that goes through this app; the pass is not in it. */
  'agents:copy-wiring': command(
    z.strictObject({ id: slip.shape.id, program: z.enum(wiredPrograms) }),
  ).answers<null>(),
  /** The owner deleted a token by hand that should be gone, which is checked as far as it can be. */
  'clean-up:check': command(z.strictObject({ mark: z.string().max(20) })).answers<null>(),
  /** What the agent of a slip changed in the last 30 days, the newest first. */
  'agents:changes': command(slipId).answers<readonly RecordedChange[]>(),
  /** Brings back what was there before a change, if what is there now is still what the change left. */
  'agents:undo': command(
    z.strictObject({ id: slip.shape.id, change: changeRecord.shape.id }),
  ).answers<null>(),
  /** Asks the owner again from now on for what they allowed a slip for a while. */
  'agents:ask-again': command(slipId).answers<null>(),
  /** Brings the window with agents' questions to the front. They are answered there alone. */
  'agents:show-questions': command(nothing).answers<null>(),
  /** Saves what the agent of a slip asked for into a file that the owner names; says whether our log was touched. */
  'agents:save-activity': command(slipId).answers<{
    readonly how: 'saved' | 'cancelled';
    /** Whether no line of the log was changed or taken out. */
    readonly isUntouched: boolean;
    /** How many requests of the slip are not in it, as the disk took nothing for too long. */
    readonly missing: number;
  }>(),
  /** Lets the owner watch a practice agent at work on a slip of the practice account. */
  'practice-agent:start': command(slipId).answers<null>(),
  'practice-agent:stop': command(nothing).answers<null>(),
  /** Deletes these tokens, which should be gone; says why the first stays that does. */
  'clean-up:retry': command(z.strictObject({ marks: z.array(z.string().max(20)).max(1000) })).answers<null>(),
  /** Tries again to stop each slip that waits for it; says why the first still waits. */
  'slip:stop-waiting': command(nothing).answers<null>(),
  'keychain:check': command(nothing).answers<null>(),
  /** Puts the notice away that is about this (`aboutOf`). */
  'notice:dismiss': command(z.strictObject({ about: z.string().max(60) })).answers<null>(),
  'link:open': command(link).answers<null>(),
} as const;

/** What the main process tells a window unasked. */
export type Events = {
  /** The new snapshot, whole. */
  'snapshot:changed': CarriedSnapshot;
  /** The tray or a second start asks for a screen. */
  'screen:show': Screen;
};

/** A place in the app that something outside of the window can point to. */
export type Screen =
  | { readonly name: 'home' }
  /** A new slip. */
  | { readonly name: 'wizard' }
  | { readonly name: 'updates' }
  | { readonly name: 'slip'; readonly id: string };

export type CommandName = keyof typeof commands;
export type EventName = keyof Events;
export type Commands = typeof commands;
export type Argument<N extends CommandName> = ArgumentOf<Commands, N>;
export type Answer<N extends CommandName> = AnswerOf<Commands, N>;

export const commandNames = Object.keys(commands) as readonly CommandName[];
export const eventNames: readonly EventName[] = ['snapshot:changed', 'screen:show'];

/** What preload.ts puts on window.permissionSlip: one function a command, and a way to listen. */
export type Bridge = {
  readonly call: { readonly [N in CommandName]: (argument: Argument<N>) => Promise<Answer<N>> };
  /** Listens to an event; the answer stops listening. */
  readonly on: { readonly [E in EventName]: (listener: (value: Events[E]) => void) => () => void };
};
