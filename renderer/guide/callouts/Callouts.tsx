import { type ReactNode, useMemo } from 'react';
import type { Press } from '../../../shared/guide/guide-step.ts';
import { CalloutContext } from './callout-context.ts';

type CalloutsProps = { readonly presses: readonly Press[]; readonly children: ReactNode };

/** Numbers the presses of a step and hangs each on the drawn element of its name. */
export function Callouts({ presses, children }: CalloutsProps) {
  const numbered = useMemo(
    () => new Map(presses.map((press, index) => [press.target, { number: index + 1, press }])),
    [presses],
  );
  return <CalloutContext value={numbered}>{children}</CalloutContext>;
}
