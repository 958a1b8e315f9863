import type { Slip, World } from '../../shared/slip.ts';

/** Where the owner goes first to do something with a slip; null where the app is in the slip's world already. */
export function firstGoTo(slip: Pick<Slip, 'world'>, world: World | null, what = 'change it'): string | null {
  if (slip.world === world) return null;
  return slip.world === 'practice'
    ? `This is a practice slip. To ${what}, press "Go to practice" under your slips first.`
    : `This slip is for your own account. To ${what}, press "Use my Cloudflare account" under your slips first.`;
}
