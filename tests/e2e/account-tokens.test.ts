import { describe, expect, it } from 'vitest';
import { connect, purgeAnswers } from './errands.ts';
import { hasPrivateKeychain, openHouse } from './house.ts';

const old = 'Purge bakery.example (office)';

describe.skipIf(!hasPrivateKeychain)('a token that was in the account before', () => {
  it('is replaced by a narrow slip with what it was for filled in, and then deleted', async () => {
    const house = await openHouse();
    const owner = await house.owner();
    const names = () => house.cloudflare.practice.export().tokens.map(({ name }) => name);
    await connect(owner, house);
    await owner.press('Settings');
    await owner.page.getByRole('tab', { name: 'Setup key' }).click();
    await owner.press('Look at the tokens');
    await owner.sees('Tokens already in your account');
    await owner.press(`Replace it by a narrow slip: ${old}`);

    await owner.sees('Who is this slip for?');
    await owner.answerWho(purgeAnswers);
    await owner.press('Next: the job');
    await owner.sees('What should your agent do?');
    await owner.page.getByRole('radio', { name: /^Show visitors/, checked: true }).waitFor();
    await owner.press(/^Next: which/);
    await owner.page.getByRole('radio', { name: /^bakery\.example/, checked: true }).waitFor();
    await owner.press('Next: task and end date');
    await owner.answerTerms();
    await owner.press('Create this token');
    await owner.sees('Your slip is ready');
    expect(names()).toContain(old);

    await owner.press('Delete the old token');
    await owner.press('Delete this token now');
    await owner.page.getByText(`The old token “${old}” still works`).waitFor({ state: 'detached' });
    expect(names()).not.toContain(old);
    expect(house.cloudflare.liveTokens()).toHaveLength(1);
  });
});
