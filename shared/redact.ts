import { holdsToken } from './token-forms.ts';

/** Replaces each word of a credential's form; a line that still looks like one is dropped whole. */
export function redacted(text: string): string {
  const masked = text.replace(/[A-Za-z0-9_.-]{20,}/g, (word) => (holdsToken(word) ? '[secret]' : word));
  return holdsToken(masked) ? '[secret]' : masked;
}
