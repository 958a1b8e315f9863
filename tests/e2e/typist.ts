import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What has the focus, as its owner sees it. */
type Focused = { readonly role: string; readonly name: string; readonly isSeen: boolean };

/** Most presses of Tab that one screen may take from its top to any of its controls. */
const longestWay = 40;

/** What an owner waits for takes seconds; more only on a machine that has much else to do. */
const atLast = { timeout: 30_000 };

/** An owner without a mouse. Wherever the focus goes it must be on something, in sight, and with a ring around it. */
export class Typist {
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

  /** Waits until a dialog is there and has taken the focus. */
  async isAsked(title: string): Promise<void> {
    const dialog = this.#page.getByRole('dialog', { name: title });
    await expect
      .poll(() => dialog.evaluate((one) => one.contains(document.activeElement)), atLast)
      .toBe(true);
  }

  /** Waits until the focus is, without a press of Tab, on a control whose name begins like this. */
  async isAt(role: string, name: string): Promise<void> {
    await expect
      .poll(() => this.#focused(), atLast)
      .toMatchObject({ role, name: expect.stringMatching(new RegExp(`^${name}`)), isSeen: true });
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

  /** Goes to a control and presses it. */
  async use(role: string, name: string): Promise<void> {
    await this.tabTo(role, name);
    await this.press('Enter');
  }

  /** Goes into a group of cards with Tab, and with the arrows on to the card whose name begins like this. */
  async chooseFrom(first: string, name: string): Promise<void> {
    /* Cards whose names come from Cloudflare are there a moment after their screen. */
    await this.#page.getByRole('radio').first().waitFor({ state: 'attached' });
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

  /** Presses Enter on what closes its window, and waits until it is closed. */
  async enterToClose(): Promise<void> {
    const closed = this.#page.waitForEvent('close');
    await this.press('Enter').catch((error: unknown) => {
      if (!this.#page.isClosed()) throw error;
    });
    await closed;
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
      const copy = (input?.labels?.[0] ?? element).cloneNode(true) as Element;
      for (const unread of copy.querySelectorAll('[aria-hidden="true"]')) unread.remove();
      const own = element.getAttribute('role') ?? element.localName;
      const known = ['button', 'summary', 'tab'].includes(own) ? own : 'other';
      return {
        role: input === null ? known : isCard ? 'radio' : 'field',
        name: (element.getAttribute('aria-label') ?? copy.textContent ?? '').trim(),
        isSeen: inSight && outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
      };
    });
  }
}
