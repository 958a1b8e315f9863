import { useEffect, useMemo, useReducer, useRef } from 'react';
import { type Draft, startDraft, type WizardAction, wizardReducer } from '../../shared/wizard.ts';
import { useApp } from '../app/app-context.ts';
import { createDraftSaver, type DraftSaver } from './draft-saver.ts';

/* The first card is chosen already, so that an owner of that agent only has to go on. */
const firstRecipient = { agent: 'codex', name: '' } as const;

/** The draft of the wizard: resumed where the owner left it, saved with each change, flushed on leaving. */
export function useDraft(): readonly [Draft, (action: WizardAction) => void, DraftSaver] {
  const { client, snapshot } = useApp();
  const [draft, dispatch] = useReducer(
    wizardReducer,
    snapshot,
    ({ draft: kept, slips }) => kept ?? startDraft(newest(slips)?.who ?? firstRecipient),
  );
  const saver = useMemo(
    () => createDraftSaver((changed) => void client.call('draft:save', { draft: changed })),
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

  return [draft, dispatch, saver];
}

function newest<T extends { readonly number: number }>(slips: readonly T[]): T | undefined {
  return slips.toSorted((a, b) => b.number - a.number)[0];
}
