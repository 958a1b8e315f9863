import { useState } from 'react';
import type { Verdict } from '../../shared/verdict.ts';
import type { Draft } from '../../shared/wizard.ts';
import { useApp } from '../app/app-context.ts';
import { type Action, useAction } from '../app/use-action.ts';

/** How far the token is that the owner brought: being checked, judged, or being locked away. */
export type BroughtToken = {
  readonly check: Action<[account: string]>;
  readonly keep: Action<[reason: string]>;
  readonly verdict: Verdict | null;
  /** Forgets what was found out, for another token. */
  readonly reset: () => void;
  readonly recheck: () => void;
};

/** Checks a brought token and locks it away. It is held by the screen, since the owner may walk on to other steps meanwhile. */
export function useBroughtToken(draft: Draft, onKept: (slipId: string) => void): BroughtToken {
  const { client } = useApp();
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const keep = useAction(
    (reason: string) => client.call('pick-up:keep', { reason }),
    ({ id }) => onKept(id),
  );
  const check = useAction(
    (account: string) => client.call('pick-up:prove', { draft, account }),
    (found) => {
      setVerdict(found);
      if (found.kind === 'as-planned') void keep.start('');
    },
  );
  function reset(): void {
    check.reset();
    keep.reset();
    setVerdict(null);
  }
  function recheck(): void {
    reset();
    void check.start('');
  }
  return { check, keep, verdict, reset, recheck };
}
