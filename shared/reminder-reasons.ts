/** Why a slip, or a token that was left behind, asks for a look. The most pressing first. */
export const reminderReasons = [
  'token-refused',
  'token-lost',
  'swap-unfinished',
  'seen-by-others',
  'person-left',
  'unsure-where',
  'clean-up',
  'job-done',
  'expired',
  'ends-soon',
  'too-wide',
  'review',
  'unused',
] as const;
export type ReminderReason = (typeof reminderReasons)[number];
