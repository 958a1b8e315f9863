import { describe, expect, it } from 'vitest';
import { type Book, book as bookSchema } from '../../../electron/core/book.ts';
import { setupKeyItem } from '../../../electron/core/key-ring.ts';
import { bring, makeByHand, typedDraft } from '../../fakes/made-by-hand.ts';
import { type Office, openConnectedDesk, openDesk } from '../../fakes/open-desk.ts';
import { purgeRequest } from '../../fakes/requests.ts';
import { retryCleanUps } from '../../fakes/stray-tokens.ts';

const bookOf = ({ book }: Office): Book => bookSchema.parse(JSON.parse(book.text ?? ''));

/** Edits the file of the book, and starts the app again. */
function restartWith(office: Office, change: Partial<Book>): Promise<Office> {
  office.book.text = JSON.stringify({ ...bookOf(office), ...change });
  return office.restart();
}

async function issued(office: Office) {
  const made = await office.call['slip:issue']({ request: purgeRequest });
  const slip = office.desk.store.snapshot.slips[0];
  if (!made.ok || slip === undefined) throw new Error('not issued');
  return slip;
}

const mark = 'ps-aaaaaaaaaaaa';

function pendingOf(office: Office, change: Partial<Book['pending'][number]>): Book['pending'][number] {
  return {
    mark,
    world: 'practice',
    owner: { kind: 'account', accountId: office.practice.seed.accounts.bakery.id },
    name: `Permission Slip ${mark}`,
    tokenId: null,
    since: '2026-11-24T00:00:00.000Z',
    expiresOn: null,
    keyEnding: null,
    keychainItem: null,
    oldOf: null,
    ...change,
  };
}

const names = ({ practice }: Office) => practice.export().tokens.map(({ name }) => name);

describe('a book that somebody else has edited', () => {
  it('has no token deleted that does not bear the mark of its entry', async () => {
    const office = await openDesk();
    const { id } = makeByHand(office);
    const next = await restartWith(office, { pending: [pendingOf(office, { tokenId: id })] });
    expect([names(next).includes('made by hand'), next.desk.store.snapshot.cleanUps.length]).toEqual([
      true,
      1,
    ]);
    await retryCleanUps(next);
    expect([names(next).includes('made by hand'), next.desk.store.snapshot.cleanUps.length]).toEqual([
      true,
      1,
    ]);
  });

  it('still has the token deleted that does', async () => {
    const office = await openDesk();
    await issued(office);
    const slip = bookOf(office).slips[0];
    const own = /ps-[a-z2-7]{12}/.exec(slip?.token.name ?? '')?.[0] ?? '';
    const tokenId = slip?.token.id ?? null;
    const next = await restartWith(office, {
      slips: [],
      pending: [pendingOf(office, { mark: own, tokenId, keychainItem: slip?.id ?? null })],
    });
    expect([
      names(next).some((name) => name.includes(own)),
      next.keychain.items.size,
      bookOf(next).pending,
    ]).toEqual([false, 0, []]);
  });

  it('has nothing taken out of the keychain that a slip or the setup key needs', async () => {
    const office = await openConnectedDesk('accountSetupKey', { keep: true });
    const { id } = await issued(office);
    const next = await restartWith(office, {
      pending: [
        pendingOf(office, { world: 'practice', keychainItem: id }),
        pendingOf(office, { world: 'practice', mark: 'ps-bbbbbbbbbbbb', keychainItem: setupKeyItem }),
      ],
    });
    expect([[...next.keychain.items.keys()].sort(), bookOf(next).pending]).toEqual([
      [setupKeyItem, id].sort(),
      [],
    ]);
  });

  it('loses no token to a slip that it says is being kept', async () => {
    const office = await openDesk({ world: 'cloudflare' });
    await bring(office, makeByHand(office).value);
    await office.call['pick-up:prove']({ draft: typedDraft, account: '' });
    await office.call['pick-up:keep']({ reason: '' });
    const [slip] = bookOf(office).slips;
    if (slip === undefined) throw new Error('not kept');
    const adopting = { ...slip, token: { ...slip.token, ending: 'zzzz' } };
    const next = await restartWith(office, { adopting });
    expect([next.keychain.items.size, bookOf(next).slips.length, bookOf(next).adopting]).toEqual([
      1,
      1,
      null,
    ]);
  });
});
