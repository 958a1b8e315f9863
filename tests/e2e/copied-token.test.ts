import { describe, expect, it } from 'vitest';
import type { Owner } from '../../build/tour/owner.ts';
import { answerAll, connect, copyPrompt, writeSlip } from './errands.ts';
import { hasPrivateKeychain, openHouse } from './house.ts';

const deletingTokens = { method: 'DELETE', path: '/tokens/' };
const verifying = { method: 'GET', path: '/tokens/verify' };

/** From a slip's page until its token is on the clipboard, for an entry of Bitwarden. */
async function copyToken(owner: Owner): Promise<void> {
  await owner.press('Change this');
  await owner.type('Which one?', 'Bitwarden');
  await owner.press('Next: copy the token');
  await owner.press('Copy the token');
  await owner.page.getByRole('timer').waitFor();
}

describe.skipIf(!hasPrivateKeychain)('a token that its owner moves elsewhere', () => {
  it('is copied concealed, taken off again, and named by its new place in the prompt', async () => {
    const { app, cloudflare, ...house } = await openHouse();
    const owner = await house.owner();
    await connect(owner, { cloudflare });
    await writeSlip(owner);
    const { item } = await copyPrompt(owner, { app });
    await copyToken(owner);
    const { clipboard } = await app.desktop();
    expect(clipboard.text).toBe(await house.lookUp(item));
    if (process.platform === 'linux') {
      expect(clipboard.types).toContain(
        'electron application/osclipboard;format="x-kde-passwordManagerHint"',
      );
    }
    expect(await owner.page.content()).not.toContain(clipboard.text);

    await owner.press('Clear it now');
    await owner.page.getByText('The clipboard is clear').first().waitFor();
    expect((await app.desktop()).clipboard.text).toBe('');

    await owner.press('I have put it there');
    await owner.page.getByText('Your agent finds it in Bitwarden, as "Permission slip 1".').waitFor();
    await owner.press('Copy the prompt');
    const after = await app.until((desktop) => desktop.clipboard.text !== '');
    expect(after.clipboard.text).toContain('Bitwarden');
    expect(after.clipboard.text).not.toContain(item);
  });

  it('leaves the clipboard when the app quits, even while a slip is still being undone', async () => {
    const { app, cloudflare, ...house } = await openHouse();
    const first = await house.owner();
    await connect(first, { cloudflare });
    await writeSlip(first);
    const { item } = await copyPrompt(first, { app });
    await first.press('Done');

    /* A second slip is under way, whose token has to be deleted before the app may end. */
    await answerAll(first);
    const proof = cloudflare.hold(verifying);
    await first.press('Create this token');
    await proof.reached;
    await app.closeWindow();
    await app.clickTrayEntry('1. ', 'Open');
    await copyToken(await house.owner());
    expect((await app.desktop()).clipboard.text).toBe(await house.lookUp(item));

    const farewell = cloudflare.hold(deletingTokens);
    await app.clickTrayEntry('Quit');
    await farewell.reached;
    await app.until(({ clipboard }) => clipboard.text === '');
    proof.letGo();
    farewell.letGo();
    expect(await app.ended()).toBe(0);
    expect(cloudflare.liveTokens()).toHaveLength(1);
  });
});
