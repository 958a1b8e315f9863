import type { Problem } from '../../shared/problem.ts';
import { type NextAction, problemText } from '../../shared/problem-texts.ts';
import type { Result } from '../../shared/result.ts';
import { keyListLink } from '../../shared/token-list-link.ts';
import { useApp } from './app-context.ts';
import { useAction } from './use-action.ts';

/**
 * What a problem's button does on one screen. Two are needed everywhere: trying again, which is null where nobody can,
 * and closing the note. Another answer is given where it was asked for; the others have a meaning in any screen.
 */
export type NextSteps = {
  readonly retry: (() => void) | null;
  readonly dismiss: () => void;
} & { readonly [A in Exclude<NextAction, 'retry' | 'dismiss'>]?: () => void };

/** The steps of a screen, complete, and how those go that ask somebody. */
type AllSteps = {
  readonly steps: Readonly<Record<NextAction, () => void>>;
  readonly busy: boolean;
  /** Why the last one did not help. */
  readonly problem: Problem | null;
};

/** What trying to mend a problem came to, where that did not work either. */
export function triedText(problem: Problem): string {
  return `We tried just now. ${problemText(problem).title}.`;
}

/** Completes a screen's steps for a problem, so that none has a button that does nothing. */
export function useNextSteps(problem: Problem, { retry, ...steps }: NextSteps): AllSteps {
  const { client, snapshot, show, announce } = useApp();
  const again = retry ?? steps.dismiss;
  const told = async <T>(trying: Promise<Result<T>>): Promise<Result<T>> => {
    const answer = await trying;
    if (!answer.ok) announce(triedText(answer.problem));
    return answer;
  };
  const check = useAction(() => told(client.call('keychain:check')), again);
  const cleanUp = useAction(
    () =>
      told(client.call('clean-up:retry', { marks: problem.code === 'slip-not-made' ? [problem.mark] : [] })),
    () => {
      announce('The token is deleted.');
      steps.dismiss();
    },
  );

  const all = {
    retry: again,
    'go-back': steps.dismiss,
    'paste-again': () => show({ name: 'connect', next: { name: 'home' } }),
    'choose-other': steps.dismiss,
    connect: () => show({ name: 'connect', next: { name: 'home' } }),
    'check-keychain': () => void check.start(),
    'clean-up': () => void cleanUp.start(),
    'open-tokens-page': () => void client.call('link:open', keyListLink(snapshot.connection)),
    'open-key-form': () => void client.call('link:open', { to: 'setup-key-form' }),
    ...steps,
  };
  return { steps: all, busy: check.busy || cleanUp.busy, problem: check.problem ?? cleanUp.problem };
}
