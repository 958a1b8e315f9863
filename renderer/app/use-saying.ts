import type { Result } from '../../shared/result.ts';
import { useApp } from './app-context.ts';

/**
 * Says that a command is done, as part of running it: the change that it brings may take its own button off the screen before
 * the answer comes, and an answer whose screen is gone is nobody's.
 */
export function useSaying() {
  const { announce } = useApp();
  return async <T>(text: string, command: Promise<Result<T>>): Promise<Result<T>> => {
    const answer = await command;
    if (answer.ok) announce(text);
    return answer;
  };
}
