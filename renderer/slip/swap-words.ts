import type { Rotated, RotationReason } from '../../shared/rotation.ts';

/** What is true of the old token after a swap, as a title. */
export function swappedTitle(why: RotationReason, { old }: Rotated): string {
  if (old === 'still-taken') return 'The old token may still work';
  return why === 'leaked' && old === 'refused' ? 'The old token is worthless now' : 'The token is rotated';
}
