import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Gallery, openGallery } from './open-gallery.ts';

let gallery: Gallery;
beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery?.close());

/** What a screen reader gets of a page, from Chromium's own tree of it. */
type Heard = {
  /** Each thing as its role and name, such as `button "Back"`. */
  readonly things: readonly string[];
  readonly focused: string | undefined;
  /** What each live region says, after how soon it is read out: `polite: Done`. */
  readonly live: readonly string[];
};

async function hear(page: Page): Promise<Heard> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  type Node = (typeof nodes)[number];
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const roleOf = (node: Node) => String(node.role?.value ?? '');
  const named = (node: Node) => `${roleOf(node)} "${node.name?.value ?? ''}"`;
  const hasProperty = (node: Node, name: string, value: unknown) =>
    (node.properties ?? []).some((one) => one.name === name && one.value.value === value);
  const textOf = (node: Node): string =>
    roleOf(node) === 'StaticText'
      ? String(node.name?.value ?? '')
      : (node.childIds ?? [])
          .flatMap((id) => byId.get(id) ?? [])
          .map(textOf)
          .join('');
  const told = nodes.filter(({ ignored }) => !ignored);
  return {
    things: told.map(named),
    focused: told
      .filter((node) => hasProperty(node, 'focused', true))
      .map(named)
      .at(-1),
    live: told.flatMap((node) => {
      if (!['status', 'alert'].includes(roleOf(node))) return [];
      return (['polite', 'assertive'] as const)
        .filter((how) => hasProperty(node, 'live', how))
        .map((how) => `${how}: ${textOf(node).trim()}`);
    }),
  };
}

const onScene = async (name: string) => hear(await gallery.play(name));

it('tells how far the making of a slip is, and how to stop it', async () => {
  const { things, live, focused } = await onScene('creating');
  expect(focused).toBe('heading "Making your slip"');
  expect(things).toContain('button "Stop"');
  expect(live).toContain('polite: Trying out what it can and cannot do');
});

it('tells that the prompt is copied, and what to do with it', async () => {
  const page = await gallery.play('ready');
  /* Waited for from before the press on: the button says so for seconds only. */
  const copied = page.getByRole('button', { name: 'Copied. Paste it into Codex' });
  const isFocused = copied.and(page.locator(':focus')).waitFor();
  await page.getByRole('button', { name: 'Copy the prompt' }).click();
  await isFocused;
  const { things, live } = await hear(page);
  expect(live).toContain('polite: Copied. Paste it into Codex now.');
  expect(things).toContain('article "Permission slip number 1"');
});

it('starts a screen about trouble at what happened, and has the way on', async () => {
  const { things, focused } = await onScene('keychain locked');
  expect(focused).toMatch(/^heading "\w/);
  expect(things).toContain('button "Check again and go on"');
});

it('reads trouble on a screen out at once', async () => {
  const { things, live } = await onScene('tokens in the account, Cloudflare down');
  expect(live.filter((one) => one.startsWith('assertive: '))).toHaveLength(1);
  expect(things).toContain('button "Try again"');
});

it('asks an agent’s question by its name, says now and after, and waits at "Don’t allow"', async () => {
  const { things, live, focused } = await onScene('question: a change');
  expect(things).toEqual(
    expect.arrayContaining([
      'article "Changes where www.bakery.example points."',
      'table "What changes"',
      'columnheader "Now"',
      'columnheader "After"',
      'button "Allow once"',
    ]),
  );
  expect(focused).toBe('button "Don’t allow"');
  expect(live).toContain('polite: Claude wants to do this: Changes where www.bakery.example points.');
});

it('counts the slips in use, and goes on at the first of the reminders that were asked for', async () => {
  const { things, focused } = await onScene('home with every reminder');
  expect(things.filter((one) => /^StaticText "\d+ in use"$/.test(one))).toHaveLength(1);
  expect(focused).toMatch(/^button "(?!New slip)/);
  expect(things.indexOf(focused ?? '')).toBeGreaterThan(things.indexOf('button "Help"'));
});

it('keeps to a dialog while one is open, and can still tell how its work goes', async () => {
  const { things, live, focused } = await onScene('the question whether to stop all');
  expect(things).toContain('dialog "Stop all agents now?"');
  expect(focused).toBe('button "Stop all agents now"');
  expect(things).not.toContain('button "Settings"');
  expect(live).toEqual(expect.arrayContaining(['polite: ', 'assertive: Type stop to go on.']));
});
