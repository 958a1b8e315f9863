import type { World } from '../../shared/slip.ts';
import { useApp } from './app-context.ts';
import { useAction } from './use-action.ts';
import { useSaying } from './use-saying.ts';

/** The button that leads into a world. */
export const goToText: Readonly<Record<World, string>> = {
  practice: 'Go to practice',
  cloudflare: 'Use my Cloudflare account',
};

const chosenText: Readonly<Record<World, string>> = {
  practice: 'New slips are now for the made-up bakery.',
  cloudflare: 'New slips are now for your Cloudflare account.',
};

/** Goes into a world, and says so. */
export function useChooseWorld() {
  const { client } = useApp();
  const saying = useSaying();
  return useAction((world: World) => saying(chosenText[world], client.call('world:choose', { world })));
}
