import { book as bookSchema, emptyBook } from '../../electron/core/book.ts';
import { hashOfValue } from '../../electron/practice/token-values.ts';
import type { Office } from './open-desk.ts';

/** The tokens at Cloudflare that the app made and that still work. */
export function liveTokens({ practice, clock }: Pick<Office, 'practice' | 'clock'>) {
  return practice
    .export()
    .tokens.filter(({ madeBy }) => madeBy === 'api')
    .filter(({ expiresOn }) => expiresOn === null || Date.parse(expiresOn) > clock.now().getTime());
}

/**
 * The names of live tokens that nobody could account for after a crash at this moment: neither the token of a slip
 * whose keychain item can be read, nor on the list of things to clean up. There must never be one.
 */
export function strayTokens(office: Pick<Office, 'practice' | 'clock' | 'book' | 'keychain'>): string[] {
  const { text } = office.book;
  const { slips, pending } = text === null ? emptyBook : bookSchema.parse(JSON.parse(text));
  return liveTokens(office)
    .filter((token) => {
      const slip = slips.find((one) => one.token.id === token.id && one.revoked === null);
      const kept = slip === undefined ? undefined : office.keychain.items.get(slip.id);
      return kept === undefined || hashOfValue(kept) !== token.valueHash;
    })
    .filter(({ name }) => !pending.some(({ mark }) => name.includes(mark)))
    .map(({ name }) => name);
}

/** Tries again to tidy up all that the window shows as left behind. */
export function retryCleanUps({ call, desk }: Office) {
  return call['clean-up:retry']({ marks: desk.store.snapshot.cleanUps.map(({ mark }) => mark) });
}
