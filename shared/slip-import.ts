import type { z } from 'zod';
import type { slipExport } from './schemas/slip-export.ts';
import { endOf, type Slip } from './slip.ts';

/** All slips in one file. */
export type SlipExport = z.infer<typeof slipExport>;

/** The largest file that is read, in bytes: room for far more than ten thousand slips. */
export const largestImport = 64 * 1024 * 1024;

/** What an import would do, shown before it is done. */
export type ImportPreview = {
  readonly exportedAt: string;
  /** The slips that would come in, as they would be. */
  readonly added: readonly Slip[];
  /** How many of these have a token that works and is not on this computer. */
  readonly elsewhere: number;
  /** Slips that are in the list already, which stay as they are. */
  readonly known: number;
  /** Practice slips, which mean nothing outside of their own practice account. */
  readonly practice: number;
};

/** Which of a file's slips are new here: not one that is in the list already, by itself or by its token. */
export function newSlips(
  here: readonly Slip[],
  file: readonly Slip[],
): Pick<ImportPreview, 'known' | 'practice'> & { readonly fresh: readonly Slip[] } {
  const ids = new Set(here.map(({ id }) => id));
  const tokens = new Set(here.map(({ token }) => token.id));
  const fresh: Slip[] = [];
  let [known, practice] = [0, 0];
  for (const slip of file) {
    if (slip.world === 'practice') practice += 1;
    else if (ids.has(slip.id) || tokens.has(slip.token.id)) known += 1;
    else fresh.push(slip);
    ids.add(slip.id);
    tokens.add(slip.token.id);
  }
  return { fresh, known, practice };
}

/** Whether a slip's token may still open something, so that it matters where the token is. */
export function mayWork(slip: Slip, now: Date): boolean {
  return slip.revoked === null && endOf(slip) > now.getTime();
}

/**
 * The slips as they come into the list: with a number of their own, and, where their token works but is not in this
 * computer's keychain, said to be elsewhere. What another computer was busy with is left to that computer: a file may name
 * any token as one that is to be deleted. Only a swap of a token that is here goes on.
 */
export function arriving(
  fresh: readonly Slip[],
  isHere: (slip: Slip) => boolean,
  book: { readonly slips: readonly Slip[]; readonly nextNumber: number },
  now: Date,
): { readonly slips: readonly Slip[]; readonly nextNumber: number } {
  const taken = new Set(book.slips.map(({ number }) => number));
  let next = Math.max(book.nextNumber, ...fresh.map(({ number }) => number + 1));
  const at = now.toISOString();
  const slips = fresh.map((slip): Slip => {
    const number = taken.has(slip.number) ? next++ : slip.number;
    taken.add(number);
    const events: Slip['events'] = [...slip.events, { at, what: 'imported' }];
    const here = isHere(slip);
    const rotating = here ? slip.rotating : null;
    const idle = { rotating, replacing: null, stopping: null, replaces: null };
    const come = { ...slip, ...idle, number, events };
    return here || !mayWork(slip, now)
      ? come
      : { ...come, checked: { at, outcome: 'elsewhere', ending: slip.token.ending } };
  });
  return { slips, nextNumber: next };
}

/** Whether a slip came in from a file. Its own words on which token is its own are then worth no more than the file. */
export function wasImported({ events }: Pick<Slip, 'events'>): boolean {
  return events.some(({ what }) => what === 'imported');
}

/** Whether a slip's token is on another computer, as far as is known. */
export function isElsewhere({
  checked,
  token,
  revoked,
}: Pick<Slip, 'checked' | 'token' | 'revoked'>): boolean {
  return revoked === null && checked?.outcome === 'elsewhere' && checked.ending === token.ending;
}
