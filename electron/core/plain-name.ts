import { holdsToken } from '../../shared/token-forms.ts';

/** The longest name that is shown whole, in characters; Cloudflare's own limits are far below. */
const longestName = 300;

/* Somebody else may have given a name. No character of it may hide, turn the text around it, or begin a line. */
const breaking = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu;
const unseen = /[\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]+/gu;

/**
 * A name from Cloudflare as one plain line that may be shown and kept. Nobody should name a thing after a token, but
 * nothing keeps anybody from it; it is looked for before the end is cut off, which could leave half of one.
 */
export function plainName(given: string): string {
  const seen = given
    .slice(0, 2 * longestName)
    .replace(breaking, ' ')
    .replace(unseen, '');
  return holdsToken(seen)
    ? 'A name that is a secret'
    : seen.slice(0, longestName).replace(unseen, '').trim() || '?';
}
