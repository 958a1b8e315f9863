import type { ProblemCode } from '../../shared/problem.ts';

/**
 * Where no setup key can delete or swap a token: there is none, or it has lost its account or its rights. The owner can
 * do it by hand, and the app checks it with the token itself.
 */
export const needsHands: readonly ProblemCode[] = [
  'no-setup-key',
  'setup-key-elsewhere',
  'missing-permission',
  'cannot-manage-tokens',
  'token-refused',
  'token-still-works',
];
