import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { Owner } from '../../build/tour/owner.ts';
import { hasPrivateKeychain, openHouse } from './house.ts';

/** What has the focus, as its owner sees it. */
type Focused = { readonly role: string; readonly name: string; readonly isSeen: boolean };

/** Most presses of Tab that one screen may take from its top to any of its controls. */
const longestWay = 40;

/** An owner without a mouse. Wherever the focus goes it must be on something, in sight, and with a ring around it. */
class Typist {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Waits until a screen shows its heading and has put the focus there. */
  async startsAt(heading: string, level: 1 | 2 = 1): Promise<void> {
    await this.#page
      .getByRole('heading', { level, name: heading })
      .and(this.#page.locator(':focus'))
      .waitFor();
  }

  /** Presses Tab until the focus is on a control whose name begins like this. */
  async tabTo(role: string, name: string): Promise<void> {
    const passed: string[] = [];
    while (passed.length < longestWay) {
      await this.press('Tab');
      const focused = await this.#focused();
      expect(focused, `after ${passed.join(', ')}`).toMatchObject({ isSeen: true });
      if (focused.role === role && focused.name.startsWith(name)) return;
      passed.push(`${focused.role} "${focused.name}"`);
    }
    throw new Error(`Tab never came to the ${role} "${name}", only to: ${passed.join(', ')}`);
  }

  /** Goes into a group of cards with Tab, and with the arrows on to the card whose name begins like this. */
  async chooseFrom(first: string, name: string): Promise<void> {
    await this.tabTo('radio', first);
    await this.press('Space');
    for (let moves = 0; moves < longestWay; moves += 1) {
      const focused = await this.#focused();
      expect(focused).toMatchObject({ role: 'radio', isSeen: true });
      if (focused.name.startsWith(name)) return;
      await this.press('ArrowDown');
    }
    throw new Error(`The arrows never came to "${name}".`);
  }

  press(key: string): Promise<void> {
    return this.#page.keyboard.press(key);
  }

  type(text: string): Promise<void> {
    return this.#page.keyboard.insertText(text);
  }

  #focused(): Promise<Focused> {
    return this.#page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body) {
        return { role: 'nothing', name: '', isSeen: false };
      }
      const input =
        element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element : null;
      const isCard = input?.type === 'radio';
      /* A card's radio button itself is only for screen readers; the card around it is what is seen. */
      const seen = (isCard ? input?.labels?.[0] : null) ?? element;
      const { outlineStyle, outlineWidth } = getComputedStyle(seen);
      const { top, bottom, left, right } = seen.getBoundingClientRect();
      const inSight = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
      const text =
        element.getAttribute('aria-label') ?? input?.labels?.[0]?.textContent ?? element.textContent;
      const tag = element.localName === 'button' ? 'button' : 'other';
      return {
        role: input === null ? tag : isCard ? 'radio' : 'field',
        name: (text ?? '').trim(),
        isSeen: inSight && outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
      };
    });
  }
}

describe.skipIf(!hasPrivateKeychain)('an owner who uses the keyboard alone', () => {
  it('comes from the first start to a copied prompt, and always sees where the focus is', async () => {
    const { app, cloudflare } = await openHouse();
    const { practice } = cloudflare;
    const page = await app.page();
    const typist = new Typist(page);

    await typist.startsAt('Let your AI agent help, without giving it the keys');
    await typist.tabTo('button', 'Use my Cloudflare account');
    await typist.press('Enter');
    await typist.startsAt('Your slips');
    await typist.tabTo('button', 'Connect with a setup key');
    await typist.press('Enter');

    await typist.startsAt('Connect your Cloudflare account');
    await app.putOnClipboard(practice.readyToken('accountSetupKey').value);
    await typist.tabTo('button', 'Paste');
    await typist.press('Space');
    await typist.startsAt('A setup key of the right kind', 2);
    await typist.tabTo('field', 'Which account is it for?');
    await typist.type(practice.seed.accounts.bakery.id);
    await typist.tabTo('button', 'Connect');
    await typist.press('Enter');

    await typist.startsAt('Your slips');
    await typist.tabTo('button', 'Write your first slip');
    await typist.press('Enter');
    await typist.startsAt('Who is this slip for?');
    await typist.chooseFrom('Codex', 'Claude');
    await typist.press('Enter');
    await typist.startsAt('What should your agent do?');
    await typist.chooseFrom('', 'Show visitors the new page');
    await typist.press('Enter');
    await typist.startsAt('Which website is it about?');
    await typist.chooseFrom('', 'bakery.example');
    await typist.press('Enter');
    await typist.startsAt('What is the task, and until when?');
    await typist.tabTo('field', 'The task');
    await typist.type('Clear the saved copy of the opening hours on bakery.example.');
    await typist.chooseFrom('', '7 days');
    await typist.tabTo('button', 'Create this token');
    await typist.press('Enter');

    await typist.startsAt('Your slip is ready');
    await typist.tabTo('button', 'Copy the prompt');
    await typist.press('Enter');
    const { clipboard } = await app.until((desktop) => desktop.clipboard.text.includes('opening hours'));
    expect(clipboard.text).toContain('Claude');
    expect(cloudflare.liveTokens()).toHaveLength(1);

    await typist.press('Escape');
    await new Owner(page).sees('Your slips');
    await typist.startsAt('Your slips');
  });
});
