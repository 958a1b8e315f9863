import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { expect, test, vi } from 'vitest';
import { type GuideSlots, GuideWalk } from '../../renderer/guide/GuideWalk.tsx';
import { bakeryPlan } from '../fakes/guide-plans.ts';

type Start = {
  readonly at?: number;
  readonly slots?: GuideSlots;
  readonly lastOpen?: number;
  readonly onLeave?: () => void;
};

/** The walk as an app would hold it, which only keeps the number of the step. */
function walkFrom({ at = 1, slots = {}, lastOpen = 12, onLeave = () => undefined }: Start = {}) {
  const announce = vi.fn<(text: string) => void>();
  function Held() {
    const [step, setStep] = useState(at);
    return (
      <GuideWalk
        plan={bakeryPlan('purge-pages', 'account')}
        stepNumber={step}
        onStep={setStep}
        onLeave={onLeave}
        announce={announce}
        slots={slots}
        lastOpen={lastOpen}
      />
    );
  }
  render(<Held />);
  return { user: userEvent.setup(), announce };
}

const title = () => screen.getByRole('heading', { level: 1 }).textContent;
const next = () => screen.getByRole('button', { name: 'Done, next step' });

test('goes on and back one step at a time', async () => {
  const { user } = walkFrom();
  await user.click(next());
  expect(title()).toBe('Open “Manage account”');
  await user.click(screen.getByRole('button', { name: 'Back' }));
  expect(title()).toBe('Open Cloudflare and log in');
});

test('takes the focus to the heading of each new step, and says which one it is, once', async () => {
  const { user, announce } = walkFrom();
  expect(announce).not.toHaveBeenCalled();
  await user.click(next());
  expect(document.activeElement?.textContent).toBe('Open “Manage account”');
  expect(announce.mock.calls).toEqual([['Step 2 of 12: Open “Manage account”']]);
});

test('goes on with Enter at the heading, one step a press, as far as it may', async () => {
  const { user } = walkFrom({ lastOpen: 2 });
  const first = title();
  fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Enter', repeat: true });
  expect(title()).toBe(first);
  await user.keyboard('{Enter}');
  expect(title()).toBe('Open “Manage account”');
  await user.keyboard('{Enter}');
  expect(title()).toBe('Open “Manage account”');
});

test('begins at its first step where Enter at another heading opened it', async () => {
  function Opened() {
    const [open, setOpen] = useState(false);
    if (open) return <GuideWalk plan={bakeryPlan('purge-pages', 'account')} stepNumber={1} onStep={onStep} />;
    return (
      /* A browser lets React finish before the key goes on to the window. */
      <main onKeyDown={() => flushSync(() => setOpen(true))}>
        <h1 tabIndex={-1}>The last question</h1>
      </main>
    );
  }
  const onStep = vi.fn();
  render(<Opened />);
  fireEvent.keyDown(screen.getByRole('heading', { level: 1 }), { key: 'Enter' });
  expect(title()).toBe('Open Cloudflare and log in');
  expect(onStep).not.toHaveBeenCalled();
});

test('keeps Enter on a button for that button', async () => {
  const onLeave = vi.fn();
  const { user } = walkFrom({ onLeave });
  screen.getByRole('button', { name: 'Back' }).focus();
  await user.keyboard('{Enter}');
  expect(onLeave).toHaveBeenCalledOnce();
  expect(title()).toBe('Open Cloudflare and log in');
});

test('leads back out from the first step', async () => {
  const onLeave = vi.fn();
  const { user } = walkFrom({ onLeave });
  await user.click(screen.getByRole('button', { name: 'Back' }));
  expect(onLeave).toHaveBeenCalledOnce();
});

test('shows where it is in the strip of all steps, and jumps from there', async () => {
  const { user } = walkFrom({ at: 3 });
  const current = screen.getByRole('button', { current: 'step' });
  expect(current).toBe(screen.getByRole('button', { name: 'Step 3: Open “Account API tokens”' }));
  expect(screen.getAllByRole('button', { name: /^Step \d: .*, done$/ }).length).toBe(2);
  await user.click(screen.getByRole('button', { name: /^Step 8: / }));
  expect(title()).toBe('Set the end date');
});

test('leaves the arrow keys to the page', async () => {
  const { user } = walkFrom({ at: 3 });
  await user.keyboard('{ArrowRight}{ArrowDown}{ArrowLeft}');
  screen.getByRole('button', { current: 'step' }).focus();
  await user.keyboard('{ArrowRight}');
  expect(title()).toBe('Open “Account API tokens”');
});

test('puts a shorter way between the words and the picture', () => {
  const lead = <button type="button">Open Cloudflare’s form, filled in</button>;
  walkFrom({ at: 1, slots: { lead } });
  const button = screen.getByRole('button', { name: /filled in/ });
  expect(button.compareDocumentPosition(screen.getByRole('img')) & Node.DOCUMENT_POSITION_FOLLOWING).not.toBe(
    0,
  );
});

test.each([
  [10, 0],
  [11, 1],
  [12, 1],
])('at step %d the token can be picked up in %d places', (at, places) => {
  walkFrom({ at, slots: { pickUp: <p>Paste it here</p> } });
  expect(screen.queryAllByText('Paste it here').length).toBe(places);
});

test('goes no further than what is true yet', () => {
  walkFrom({ at: 11, lastOpen: 11 });
  expect(screen.queryByRole('button', { name: 'Done, next step' })).toBeNull();
  expect((screen.getByRole('button', { name: /^Step 12: / }) as HTMLButtonElement).disabled).toBe(true);
});

test('says what to do when it looks different, once it is asked', async () => {
  const { user } = walkFrom({ at: 6 });
  const help = screen.getByText('I don’t see this').closest('details');
  expect(help?.open).toBe(false);
  await user.click(screen.getByText('I don’t see this'));
  expect(help?.open).toBe(true);
  expect(screen.getByText('I can’t find a row')).toBeDefined();
});

test('names the lines that the summary is compared with', () => {
  walkFrom({ at: 10 });
  const list = screen.getByRole('region', { name: 'What to press' });
  expect(list.textContent).toContain('Your slip’s lines:bakery.example: Zone Read, Cache Purge');
});

test('says when the labels were last seen', () => {
  walkFrom({ at: 6 });
  expect(screen.getByText('Labels seen in September 2026.')).toBeDefined();
});
