import { useEffect, useMemo, useReducer, useRef, useState } from 'react';
import type { Problem } from '../../shared/problem.ts';
import {
  type Draft,
  isForNewSlip,
  startDraft,
  type WizardAction,
  wizardReducer,
} from '../../shared/wizard.ts';
import { useApp } from '../app/app-context.ts';
import { createLateSaver, type LateSaver } from '../app/late-saver.ts';

/* The first card is chosen already, so that an owner of that agent only has to go on. */
const firstRecipient = { agent: 'codex', name: '' } as const;

/** The wizard's answers, and how their saving goes. */
export type KeptDraft = {
  readonly draft: Draft;
  readonly dispatch: (action: WizardAction) => void;
  readonly saver: LateSaver<Draft>;
  /** Why the newest answers are not on disk; null while they are, or are on their way. */
  readonly unsaved: Problem | null;
};

/**
 * The draft of the wizard: resumed where the owner left it, saved with each change, flushed on leaving. `anew` resumes
 * nothing that is for another slip, or that a slip is being made of: that waits from the first change on.
 */
export function useDraft(anew: boolean): KeptDraft {
  const { client, snapshot } = useApp();
  const [unsaved, setUnsaved] = useState<Problem | null>(null);
  /* Whether the draft in the book is another, which this one may not be written over. */
  const isInUse = snapshot.progress.doing === 'issuing' || snapshot.progress.doing === 'keeping';
  const isApart = useRef(anew && (isInUse || !isForNewSlip(snapshot.draft)));
  const [draft, dispatch] = useReducer(
    wizardReducer,
    snapshot,
    ({ draft: kept, slips }) =>
      (isApart.current ? null : kept) ?? startDraft(newest(slips)?.who ?? firstRecipient),
  );
  const saver = useMemo(
    () =>
      createLateSaver(async (changed: Draft) => {
        const begins = isApart.current;
        isApart.current = false;
        const saved = await client.call(begins ? 'draft:begin' : 'draft:save', { draft: changed });
        if (!saved.ok) isApart.current = begins;
        setUnsaved(saved.ok ? null : saved.problem);
      }),
    [client],
  );

  /* A draft that was only opened is not worth keeping; the first change makes it one. */
  const saved = useRef(draft);
  useEffect(() => {
    if (saved.current === draft) return;
    const moved = saved.current.step !== draft.step;
    saved.current = draft;
    saver.save(draft);
    if (moved) saver.flush();
  }, [draft, saver]);

  useEffect(() => {
    window.addEventListener('pagehide', saver.flush);
    return () => {
      window.removeEventListener('pagehide', saver.flush);
      saver.flush();
    };
  }, [saver]);

  return { draft, dispatch, saver, unsaved };
}

function newest<T extends { readonly number: number }>(slips: readonly T[]): T | undefined {
  return slips.toSorted((a, b) => b.number - a.number)[0];
}
