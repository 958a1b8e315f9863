import type { Screen } from '../../shared/ipc/contract.ts';
import type { RotationReason } from '../../shared/rotation.ts';
import type { World } from '../../shared/slip.ts';
import type { Connection, Snapshot } from '../../shared/snapshot.ts';
import type { SettingsPart } from '../settings/settings-parts.ts';

/** The screen that a window shows. It is kept in the window alone. */
export type View =
  | { readonly name: 'home' }
  /** `next` is where the owner was going when the key was missing. */
  | { readonly name: 'connect'; readonly next: Exclude<View, { name: 'connect' }> }
  /** `anew` where a new slip is asked for: then a draft that changes another slip waits. */
  | { readonly name: 'wizard'; readonly anew?: true }
  | { readonly name: 'tokens' }
  | {
      readonly name: 'settings';
      readonly part?: SettingsPart;
      /** The setup key that another has just replaced. */
      readonly replaced?: Connection;
    }
  /** The swap of a slip's token through Cloudflare's own pages. */
  | { readonly name: 'hand-swap'; readonly id: string; readonly why: RotationReason }
  /** The end of a slip's old token through Cloudflare's own pages. */
  | { readonly name: 'hand-delete'; readonly mark: string }
  /** `fresh` is the slip that was just made, by the app or by the owner's own hands at Cloudflare. */
  | { readonly name: 'slip'; readonly id: string; readonly fresh: Freshness };

/** How a slip that is looked at came about a moment ago. */
export type Freshness = 'no' | 'created' | 'by-hand';

/** Whether the app can make and delete tokens of a world itself: practice brings its own setup key. Else the owner does by hand. */
export function canMakeTokens(world: World | null, { hasOwnKey }: Pick<Snapshot, 'hasOwnKey'>): boolean {
  return world === 'practice' || hasOwnKey;
}

/** The view that something outside of the window asks for. */
export function viewOfScreen(screen: Screen): View {
  switch (screen.name) {
    case 'home':
      return screen;
    case 'wizard':
      return { name: 'wizard', anew: true };
    case 'updates':
      return { name: 'settings', part: 'updates' };
    case 'slip':
      return { ...screen, fresh: 'no' };
  }
}

/** The same for two views where the second is the first one drawn anew, and so keeps what is typed there. */
export function keyOfView(view: View): string {
  switch (view.name) {
    case 'wizard':
      return view.anew === true ? 'wizard anew' : 'wizard';
    case 'slip':
    case 'hand-swap':
      return `${view.name} ${view.id}`;
    case 'hand-delete':
      return `${view.name} ${view.mark}`;
    default:
      return view.name;
  }
}

/** Whether a slip is being made from the answers of the draft. */
export function isMakingSlip({ progress }: Snapshot): boolean {
  return progress.doing === 'issuing' || progress.doing === 'keeping';
}
