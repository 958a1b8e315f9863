import { createContext, useContext } from 'react';
import type { Press } from '../../../shared/guide/guide-step.ts';

/** What hangs on one drawn element: the number of the press among those of its step, and the press itself. */
export type NumberedPress = { readonly number: number; readonly press: Press };

/** The presses of the step that is shown, by the element they hang on. Without a step nothing is marked. */
export const CalloutContext = createContext<ReadonlyMap<string, NumberedPress>>(new Map());

/** The callout of a drawn element, if the step that is shown presses it. */
export function useCallout(target: string | undefined): NumberedPress | null {
  const presses = useContext(CalloutContext);
  return target === undefined ? null : (presses.get(target) ?? null);
}
