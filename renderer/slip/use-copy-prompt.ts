import { useEffect, useState } from 'react';
import { agentName } from '../../shared/agents.ts';
import type { Slip } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { type Action, useAction } from '../app/use-action.ts';

/** A slip as far as its prompt is copied. */
export type Copied = Pick<Slip, 'id' | 'who'>;

/** Copying the prompts of a page's slips. */
export type CopyPrompt = Action<[slip: Copied]> & {
  /** The slip whose prompt was copied a moment ago. */
  readonly copied: string | null;
};

const shownFor = 4000;

/** Copies the prompt of a slip, and tells a screen reader what to do with it. */
export function useCopyPrompt(onCopied: () => void = () => undefined): CopyPrompt {
  const { client, announce } = useApp();
  const [copied, setCopied] = useState<Pick<Slip, 'id'> | null>(null);
  const copy = useAction(
    ({ id }: Copied) => client.call('slip:copy-prompt', { id }),
    (_, [{ id, who }]) => {
      /* A new one each time, so that the same slip copied again is shown for as long again. */
      setCopied({ id });
      announce(`Copied. Paste it into ${agentName(who)} now.`);
      onCopied();
    },
  );
  useEffect(() => {
    if (copied === null) return;
    const timer = setTimeout(() => setCopied(null), shownFor);
    return () => clearTimeout(timer);
  }, [copied]);
  return { ...copy, copied: copied?.id ?? null };
}
