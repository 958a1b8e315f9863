import { describe, expect, it } from 'vitest';
import { PickUp } from '../../../electron/core/pick-up.ts';
import type { PickUpState } from '../../../shared/picked-up.ts';
import { failed } from '../../../shared/result.ts';
import { successDialog } from '../../fakes/made-by-hand.ts';
import { ManualClock, testStart } from '../../fakes/manual-clock.ts';
import { MemoryClipboard } from '../../fakes/memory-clipboard.ts';
import { type Office, openDesk } from '../../fakes/open-desk.ts';
import {
  accountToken,
  globalKey,
  oauthToken,
  oldGlobalKey,
  oldToken,
  originCaKey,
  r2AccessKey,
  r2Secret,
  userToken,
} from '../../fakes/tokens.ts';

const accountId = 'b'.repeat(32);
const nothing: PickUpState = { token: null, watching: false, problem: null };

function open() {
  const clipboard = new MemoryClipboard();
  const clock = new ManualClock(testStart, { passesByItself: 0 });
  const shown: PickUpState[] = [];
  const pickUp: PickUp = new PickUp({ clipboard, clock, changed: () => shown.push(pickUp.shown) });
  /** Copies something elsewhere, and waits until the watch has looked. */
  const copy = async (text: string) => {
    await clock.advance(0);
    clipboard.text = text;
    await clock.advance(500);
  };
  return { pickUp, clipboard, clock, shown, copy };
}

/** The desk with a clock that stands still, as a watch needs it. */
function openWatching(): Promise<Office> {
  return openDesk({ world: 'cloudflare', clock: new ManualClock(testStart, { passesByItself: 0 }) });
}

describe('a pasted text', () => {
  it.each<[string, string, string]>([
    ["an account's token alone", accountToken, accountToken],
    ["a person's token", userToken, userToken],
    ['an old token', oldToken, oldToken],
    ['words around it', `Here is the key: ${accountToken}, please keep it safe.`, accountToken],
    ['line breaks around it', `\n\n  ${accountToken}\r\n`, accountToken],
    ['a line break in it', `${accountToken.slice(0, 30)}\n${accountToken.slice(30)}`, accountToken],
    ['straight quotes', `"${accountToken}"`, accountToken],
    ['smart quotes', `“${accountToken}”`, accountToken],
    ['smart quotes around an old one', `‘${oldToken}’`, oldToken],
    [
      'zero-width characters',
      `\u200b${accountToken.slice(0, 12)}\u200d${accountToken.slice(12)}\ufeff`,
      accountToken,
    ],
    ['a header', `Authorization: Bearer ${userToken}`, userToken],
    ['a shell command', `export CLOUDFLARE_API_TOKEN='${accountToken}'`, accountToken],
    ["Cloudflare's whole page", successDialog(accountToken, accountId), accountToken],
    ['the same token twice', `${accountToken}\n${accountToken}`, accountToken],
  ])('with %s gives the token', (_what, pasted, value) => {
    const { pickUp } = open();
    const taken = pickUp.take(pasted);
    expect([taken.ok && taken.value.ending, pickUp.inHand?.secret.reveal()]).toEqual([
      value.slice(-4),
      value,
    ]);
  });

  it('that is the test command of Cloudflare gives the account as well', () => {
    const { pickUp } = open();
    expect(pickUp.take(successDialog(accountToken, accountId))).toEqual({
      ok: true,
      value: { kind: 'account', ending: accountToken.slice(-4), accountId },
    });
  });

  it.each([
    ['nothing', '', 'paste-empty'],
    ['a picture, which has no text', '   ', 'paste-empty'],
    ['words', 'the token is on my desk', 'paste-not-a-token'],
    ['half a token', accountToken.slice(0, 30), 'paste-cut-off'],
    ['two tokens', `${accountToken} ${userToken}`, 'paste-several-tokens'],
    ['the Global API Key', globalKey, 'paste-global-api-key'],
    ['the Global API Key in its old form', oldGlobalKey, 'paste-global-api-key'],
    ['an Origin CA key', originCaKey, 'paste-origin-ca-key'],
    ['a key lent to a program', oauthToken, 'paste-oauth-token'],
    ['the pair for R2', `${r2AccessKey} ${r2Secret}`, 'paste-r2-secret'],
  ] as const)('with %s is refused, and nothing of it is kept', (_what, pasted, code) => {
    const { pickUp } = open();
    expect([pickUp.take(pasted), pickUp.inHand, pickUp.shown]).toEqual([
      failed({ code }),
      null,
      { ...nothing, problem: { code } },
    ]);
  });

  it('of 50 million characters is looked at only as far as a token can be', () => {
    const { pickUp } = open();
    expect(pickUp.take(`${'x '.repeat(25_000_000)}${accountToken}`)).toEqual(
      failed({ code: 'paste-not-a-token' }),
    );
  });

  it('with another token takes the place of the first', () => {
    const { pickUp } = open();
    pickUp.take(accountToken);
    pickUp.take(userToken);
    expect(pickUp.inHand?.secret.reveal()).toBe(userToken);
  });

  it('that is none leaves the token that is in hand', () => {
    const { pickUp } = open();
    pickUp.take(accountToken);
    pickUp.take('oops');
    expect(pickUp.inHand?.secret.reveal()).toBe(accountToken);
  });
});

describe('what the owner sees of a token', () => {
  it('is its kind, its ending and its account', () => {
    const { pickUp, shown } = open();
    pickUp.take(successDialog(accountToken, accountId));
    expect(shown.at(-1)).toEqual({
      ...nothing,
      token: { kind: 'account', ending: accountToken.slice(-4), accountId },
    });
  });

  it('is nothing once it was let go', () => {
    const { pickUp, shown } = open();
    pickUp.take(accountToken);
    pickUp.drop();
    expect([pickUp.inHand, shown.at(-1)]).toEqual([null, nothing]);
  });
});

describe('taking from the clipboard', () => {
  it('empties it', async () => {
    const { pickUp, clipboard } = open();
    clipboard.text = successDialog(accountToken, accountId);
    expect([await pickUp.takeFromClipboard(), clipboard.text]).toMatchObject([{ ok: true }, '']);
  });

  it('leaves it as it is when there is no token on it', async () => {
    const { pickUp, clipboard } = open();
    clipboard.text = 'my shopping list';
    await pickUp.takeFromClipboard();
    expect(clipboard.text).toBe('my shopping list');
  });

  it('leaves alone what was copied in between', async () => {
    const { pickUp, clipboard } = open();
    clipboard.text = accountToken;
    const read = clipboard.read;
    let reads = 0;
    Object.assign(clipboard, {
      read: async () => {
        reads += 1;
        if (reads === 2) clipboard.text = 'something else';
        return read();
      },
    });
    await pickUp.takeFromClipboard();
    expect([pickUp.inHand !== null, clipboard.text]).toEqual([true, 'something else']);
  });

  it('says so when another program holds it', async () => {
    const { pickUp, clipboard } = open();
    clipboard.broken = true;
    expect(await pickUp.takeFromClipboard()).toEqual(failed({ code: 'clipboard-failed' }));
  });

  it('keeps the token when the clipboard can not be emptied', async () => {
    const { pickUp, clipboard } = open();
    clipboard.text = accountToken;
    Object.assign(clipboard, { clear: () => Promise.reject(new Error('held by another program')) });
    expect([await pickUp.takeFromClipboard(), pickUp.inHand !== null]).toMatchObject([{ ok: true }, true]);
  });
});

describe('the watch of the clipboard', () => {
  it('takes a token that is copied, empties the clipboard, and ends', async () => {
    const { pickUp, clipboard, copy, shown } = open();
    const watching = pickUp.watch();
    await copy(successDialog(accountToken, accountId));
    await watching;
    expect([pickUp.inHand?.secret.reveal(), clipboard.text, shown.at(-1)?.watching]).toEqual([
      accountToken,
      '',
      false,
    ]);
  });

  it('leaves what was there before, and all that is no token', async () => {
    const { pickUp, clipboard, copy } = open();
    clipboard.text = accountToken;
    void pickUp.watch();
    await copy(accountToken);
    await copy('my shopping list');
    await copy('');
    await copy('x '.repeat(25_000_000));
    expect([pickUp.inHand, pickUp.shown, clipboard.text.length]).toEqual([
      null,
      { ...nothing, watching: true },
      50_000_000,
    ]);
    pickUp.drop();
  });

  it('says which key was copied where it is one that the app does not take, and goes on', async () => {
    const { pickUp, clipboard, copy } = open();
    void pickUp.watch();
    await copy(globalKey);
    expect([pickUp.shown, clipboard.text]).toEqual([
      { token: null, watching: true, problem: { code: 'paste-global-api-key' } },
      globalKey,
    ]);
    await copy(userToken);
    expect([pickUp.shown.problem, pickUp.shown.token?.ending]).toEqual([null, userToken.slice(-4)]);
  });

  it.each([
    ['a key of another service, in the form of an old token', oldToken],
    ['the number of a change in a program', 'a1b2c3d4e5'.repeat(4)],
    ['half of a password', 'Password1234567890'],
    ['two of them', `${oldToken} ${[...oldToken].reverse().join('')}`],
  ])('leaves %s alone, and says nothing of it', async (_what, text) => {
    const { pickUp, clipboard, copy } = open();
    void pickUp.watch();
    await copy(text);
    expect([pickUp.inHand, pickUp.shown, clipboard.text]).toEqual([
      null,
      { ...nothing, watching: true },
      text,
    ]);
    pickUp.drop();
  });

  it('does not so much as read the clipboard once it is off', async () => {
    const { pickUp, clipboard, clock } = open();
    let reads = 0;
    const { read } = clipboard;
    Object.assign(clipboard, {
      read: () => {
        reads += 1;
        return read();
      },
    });
    const watching = pickUp.watch();
    await clock.advance(0);
    await clock.advance(500);
    const before = reads;
    pickUp.unwatch();
    await watching;
    expect([before > 1, reads]).toEqual([true, before]);
  });

  it.each([
    ['switched off', (pickUp: PickUp) => pickUp.unwatch()],
    ['dropped', (pickUp: PickUp) => pickUp.drop()],
  ] as const)('takes nothing once it was %s', async (_how, end) => {
    const { pickUp, clipboard, copy } = open();
    const watching = pickUp.watch();
    end(pickUp);
    await copy(accountToken);
    await watching;
    expect([pickUp.inHand, pickUp.shown, clipboard.text]).toEqual([null, nothing, accountToken]);
  });

  it('bears a clipboard that can not be read for a while', async () => {
    const { pickUp, clipboard, clock, copy } = open();
    clipboard.text = 'from before';
    clipboard.broken = true;
    void pickUp.watch();
    await clock.advance(0);
    await clock.advance(500);
    clipboard.broken = false;
    await clock.advance(500);
    await copy(accountToken);
    expect(pickUp.inHand?.secret.reveal()).toBe(accountToken);
  });

  it('is one, however often it is switched on', async () => {
    const { pickUp, copy, shown } = open();
    const watches = [pickUp.watch(), pickUp.watch()];
    await copy(accountToken);
    await Promise.all(watches);
    expect(shown.filter(({ watching }) => watching).length).toBe(2);
  });

  it.each([
    ['the world changes', (office: Office) => office.call['world:choose']({ world: 'practice' })],
    ['the app quits', (office: Office) => office.desk.close()],
    ['the owner lets go', (office: Office) => office.call['pick-up:drop'](undefined)],
  ])('ends when %s', async (_when, end) => {
    const office = await openWatching();
    await office.call['pick-up:watch']({ on: true });
    await office.clock.advance(0);
    const before = office.desk.store.snapshot.pickUp.watching;
    const ending = end(office);
    office.clipboard.text = accountToken;
    await office.clock.advance(500);
    await office.clock.advance(10_000);
    await ending;
    expect([before, office.desk.store.snapshot.pickUp, office.clipboard.text]).toEqual([
      true,
      nothing,
      accountToken,
    ]);
  });
});

describe('the window', () => {
  it('stands beside the browser as long as it is told to', async () => {
    const office = await openDesk();
    await office.call['guide:beside']({ on: true });
    const on = office.windowPlace.isBeside;
    await office.call['guide:beside']({ on: false });
    expect([on, office.windowPlace.isBeside]).toEqual([true, false]);
  });
});
