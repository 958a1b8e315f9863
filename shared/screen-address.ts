import type { Screen } from './ipc/contract.ts';

/** What follows the address of the app's page to open it at a screen: a message could come before the page listens. */
export function screenSearch(screen: Screen): string {
  return screen.name === 'slip' ? `?slip=${screen.id}` : `?${screen.name}`;
}

/** The screen that an address's search part asks for; home where it asks for none. */
export function readScreenSearch(search: string): Screen {
  if (search === '?wizard') return { name: 'wizard' };
  if (search === '?updates') return { name: 'updates' };
  const id = /^\?slip=([\w-]+)$/.exec(search)?.[1];
  return id === undefined ? { name: 'home' } : { name: 'slip', id };
}
