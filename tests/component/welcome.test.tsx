import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { failed } from '../../shared/result.ts';
import { heading, openApp, press } from './render-app.tsx';

const firstStart = { world: null, connection: null };

test('the first start offers practice, and practice leads to a home with one thing to do', async () => {
  const app = await openApp(firstStart);
  await press(app, 'Practise first');
  await heading('Your slips');
  expect(app.bridge.snapshot.world).toBe('practice');
  screen.getByRole('button', { name: 'Write your first slip' });
});

test('using the own account needs no key: the first slip can be written at once', async () => {
  const app = await openApp(firstStart);
  await press(app, 'Use my Cloudflare account');
  await heading('Your slips');
  screen.getByText(/Then we show you each click at Cloudflare/);
  await press(app, 'Write your first slip');
  await heading('Who is this slip for?');
});

test('a choice that could not be saved is told, with a way on', async () => {
  const app = await openApp(firstStart, (bridge) =>
    bridge.answer('world:choose', () => failed({ code: 'storage-full' })),
  );
  await press(app, 'Practise first');
  expect((await screen.findByRole('alert')).textContent).toContain('The disk of this computer is full');
  await press(app, 'Try again');
  expect(app.bridge.sent('world:choose')).toHaveLength(2);
});

test('the heading of the first screen has the focus', async () => {
  await openApp(firstStart);
  expect(document.activeElement?.tagName).toBe('H1');
});
