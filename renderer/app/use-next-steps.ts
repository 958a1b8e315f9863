import { type NextAction, problemText } from '../../shared/problem-texts.ts';
import { keyListLink } from '../../shared/token-list-link.ts';
import { useApp } from './app-context.ts';

/**
 * What a problem's button does on one screen. Two are needed everywhere: trying again, and closing the note. The others
 * fall back to what they mean in any screen.
 */
export type NextSteps = {
  readonly retry: () => void;
  readonly dismiss: () => void;
} & { readonly [A in NextAction]?: () => void };

/** Completes a screen's steps, so that no problem has a button that does nothing. */
export function useNextSteps(steps: NextSteps): Readonly<Record<NextAction, () => void>> {
  const { client, snapshot, show, announce } = useApp();

  async function checkKeychain(): Promise<void> {
    const answer = await client.call('keychain:check');
    if (answer.ok) steps.retry();
    else announce(problemText(answer.problem).title);
  }

  async function cleanUp(): Promise<void> {
    const answer = await client.call('clean-up:retry');
    if (answer.ok && answer.value.left === 0) {
      announce('The token is deleted.');
      steps.dismiss();
    } else {
      announce('The token could not be deleted yet. It stays on the list.');
    }
  }

  return {
    'go-back': steps.dismiss,
    'paste-again': () => show({ name: 'connect', next: { name: 'home' } }),
    'choose-other': steps.dismiss,
    connect: () => show({ name: 'connect', next: { name: 'home' } }),
    'check-keychain': () => void checkKeychain(),
    'clean-up': () => void cleanUp(),
    'open-tokens-page': () => void client.call('link:open', keyListLink(snapshot.connection)),
    'open-key-form': () => void client.call('link:open', { to: 'setup-key-form' }),
    ...steps,
  };
}
