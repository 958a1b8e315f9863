import { createContext } from 'react';
import { isExposed } from '../../shared/slip.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import type { View } from '../app/view.ts';

/** The pages of docs/owners by their files' names; the first names the others. */
export const helpPageNames = [
  'README',
  'what-is-a-token',
  'give-a-slip',
  'stop-an-agent',
  'rotate-a-token',
  'when-it-leaked',
  'words',
] as const;

export type HelpPage = (typeof helpPageNames)[number];

/** A page of the help, and the id of the heading in it that answers best. */
export type HelpTopic = { readonly page: HelpPage; readonly heading?: string };

/** Where a link from one page to another leads; null for one that leads somewhere else. */
export function topicOfLink(to: string): HelpTopic | null {
  const [file = '', heading] = to.split('#');
  const page = helpPageNames.find((name) => `${name}.md` === file);
  if (page === undefined) return null;
  return heading === undefined ? { page } : { page, heading };
}

/** What is most likely asked on a screen. */
export function topicOf(view: View, { world, draft, slips }: Snapshot): HelpTopic {
  if (world === null) return { page: 'what-is-a-token' };
  switch (view.name) {
    case 'home':
      return { page: 'README' };
    case 'connect':
      return { page: 'give-a-slip', heading: 'with-a-setup-key' };
    case 'wizard':
      return { page: 'give-a-slip', heading: draft?.guide == null ? 'step-by-step' : 'by-hand' };
    case 'tokens':
      return { page: 'when-it-leaked', heading: 'was-it-the-setup-key' };
    case 'settings':
      return { page: 'words' };
    case 'hand-swap':
      return { page: 'rotate-a-token', heading: 'by-hand' };
    case 'hand-delete':
      return { page: 'stop-an-agent', heading: 'without-the-app' };
    case 'slip': {
      if (view.fresh !== 'no') return { page: 'give-a-slip', heading: 'when-it-is-ready' };
      const slip = slips.find(({ id }) => id === view.id);
      return { page: slip !== undefined && isExposed(slip) ? 'when-it-leaked' : 'stop-an-agent' };
    }
  }
}

/** Opens the help, at a topic or at that of the screen. Null where there is none, as in the pictures of the guide. */
export const helpContext = createContext<((topic?: HelpTopic) => void) | null>(null);
