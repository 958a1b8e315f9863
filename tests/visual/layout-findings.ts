import type { Page } from 'playwright-core';
import type { Look } from './open-gallery.ts';

/** What is wrong with how a page is laid out, one line each. It moves the focus. */
export async function layoutFindings(page: Page, { forced }: Look): Promise<readonly string[]> {
  const found = [...(await outOfSight(page)), ...(await outOfReach(page)), ...(await moving(page))];
  return forced ? [...found, ...(await alike(page))] : found;
}

/** What reaches over the side of the window, or is cut off in its box although nobody can scroll there. */
function outOfSight(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const name = (element: Element) =>
      `${element.tagName.toLowerCase()} "${(element.textContent ?? '').trim().slice(0, 40)}"`;
    const width = document.documentElement.clientWidth;
    const isHidden = (element: Element) => {
      const { width: wide, height } = element.getBoundingClientRect();
      return wide <= 1 || height <= 1;
    };
    return [...document.querySelectorAll('body *')]
      .filter((element) => !isHidden(element) && element.closest('svg, pre') === null)
      .flatMap((element) => {
        const { left, right } = element.getBoundingClientRect();
        if (left < -1 || right > width + 1) return [`${name(element)} reaches from ${left} to ${right}`];
        const { overflowX, textOverflow } = getComputedStyle(element);
        const cut = element.scrollWidth > element.clientWidth + 1 && overflowX === 'hidden';
        return cut && textOverflow !== 'ellipsis' ? [`${name(element)} is cut off`] : [];
      });
  });
}

/** What the keyboard can go to, but does not come into sight there: something lies over it, or it is cut. */
function outOfReach(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const middle = (from: number, to: number, end: number) => (Math.max(from, 0) + Math.min(to, end)) / 2;
    const isInSight = (seen: Element) => {
      const { left, right, top, bottom } = seen.getBoundingClientRect();
      const hit = document.elementFromPoint(
        middle(left, right, innerWidth),
        middle(top, bottom, innerHeight),
      );
      return hit !== null && (seen.contains(hit) || hit.contains(seen));
    };
    const found: string[] = [];
    for (const control of document.querySelectorAll<HTMLElement>(
      'button, input, textarea, select, summary',
    )) {
      const isThere = control.checkVisibility() && control.closest('[aria-hidden="true"], [inert]') === null;
      if (!isThere || control.matches(':disabled')) continue;
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      control.focus();
      const isCard = control instanceof HTMLInputElement && control.classList.contains('visually-hidden');
      const seen = (isCard ? control.labels?.[0] : null) ?? control;
      if (isInSight(seen)) continue;
      /* A long list draws and measures what comes into sight, and drops what leaves it. */
      await nextFrame();
      await nextFrame();
      if (seen.isConnected && !isInSight(seen)) {
        found.push(`${seen.localName} "${seen.textContent}" can't be seen where it has the focus`);
      }
    }
    return found;
  });
}

/** What is chosen, and looks like what is not where the system's colours take the place of the app's. */
function alike(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const seen = (control: Element) =>
      (control instanceof HTMLInputElement && control.classList.contains('visually-hidden')
        ? control.labels?.[0]
        : null) ?? control;
    /* With the box that is drawn in it. */
    const look = (control: Element) =>
      [seen(control), ...seen(control).querySelectorAll('span[aria-hidden="true"]')]
        .map((part) => getComputedStyle(part))
        .flatMap((style) => [
          style.borderWidth,
          style.borderStyle,
          style.borderColor,
          style.backgroundColor,
          style.textDecorationLine,
        ])
        .join();
    const states = [
      ['input[type="radio"]:checked', 'input[type="radio"]:not(:checked)'],
      ['[aria-selected="true"]', '[aria-selected="false"]'],
      ['[aria-pressed="true"]', '[aria-pressed="false"]'],
      ['[aria-current="step"]', 'button:not([aria-current])'],
    ] as const;
    return states.flatMap(([on, off]) =>
      [...document.querySelectorAll(on)].flatMap((chosen) => {
        const other = chosen
          .closest('fieldset, ul, ol, [role="tablist"], [role="group"]')
          ?.querySelector(off);
        const isPlain = chosen instanceof HTMLInputElement && !chosen.classList.contains('visually-hidden');
        if (!other || isPlain || look(chosen) !== look(other)) return [];
        return [`"${seen(chosen).textContent}" is chosen, and looks like "${seen(other).textContent}"`];
      }),
    );
  });
}

/** What moves although its owner asked for no motion. */
function moving(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ playState }) => playState === 'running')
      .map(({ effect }) => {
        const target = effect instanceof KeyframeEffect ? effect.target : null;
        return `${target?.outerHTML.slice(0, 80)} moves`;
      }),
  );
}
