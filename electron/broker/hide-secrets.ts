import type { Shown } from '../../shared/policy/policy.ts';
import { holdsKnown } from '../core/leak-guard.ts';
import type { Secret } from '../core/secret.ts';

/** What stands in the place of a text that holds a secret. */
export const hidden = '[hidden: it looks like a secret]';

const secretForm = /(?:cf(?:at|ut|k|oat)|psp)_[A-Za-z0-9_-]{16,}/;

/** Whether a text holds the token, or anything of the form of one. */
export function looksSecret(text: string, token: Secret): boolean {
  return secretForm.test(text) || holdsKnown(text, [token]);
}

/** The lines as they may be shown and written down. */
export function withoutSecrets(lines: readonly Shown[], token: Secret): readonly Shown[] {
  return lines.map(({ label, value }) => ({
    label,
    value: looksSecret(value, token) ? hidden : value,
  }));
}
