import give from '../../docs/owners/give-a-slip.md?raw';
import index from '../../docs/owners/README.md?raw';
import rotate from '../../docs/owners/rotate-a-token.md?raw';
import stop from '../../docs/owners/stop-an-agent.md?raw';
import token from '../../docs/owners/what-is-a-token.md?raw';
import leaked from '../../docs/owners/when-it-leaked.md?raw';
import words from '../../docs/owners/words.md?raw';
import type { HelpPage } from './help-topic.ts';

/** The pages of docs/owners, as they are written there. */
export const helpPages: Readonly<Record<HelpPage, string>> = {
  README: index,
  'what-is-a-token': token,
  'give-a-slip': give,
  'stop-an-agent': stop,
  'rotate-a-token': rotate,
  'when-it-leaked': leaked,
  words,
};
