import { expect, it } from 'vitest';
import type { Screen } from '../../../shared/ipc/contract.ts';
import { readScreenSearch, screenSearch } from '../../../shared/screen-address.ts';

const screens: readonly Screen[] = [
  { name: 'home' },
  { name: 'wizard' },
  { name: 'slip', id: 'slip-abcdefgh234567ab' },
];

it.each(screens)('an address leads to the screen that it was made for: $name', (screen) => {
  expect(readScreenSearch(screenSearch(screen))).toEqual(screen);
});

it.each(['', '?slip=', '?elsewhere'])('an address that names no screen leads home: "%s"', (search) => {
  expect(readScreenSearch(search)).toEqual({ name: 'home' });
});
