import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { later } from '../app/later.tsx';
import type { HelpTopic } from './help-topic.ts';

const HelpDialog = later(async () => (await import('./HelpDialog.tsx')).HelpDialog);

/** The help of a window, which F1 opens, too. `here` is what answers on what the window shows now. */
export function useHelp(here: () => HelpTopic): {
  /** Opens it at a topic, or at the one of here. */
  readonly open: (topic?: HelpTopic) => void;
  readonly close: () => void;
  readonly dialog: ReactNode;
} {
  const [shown, setShown] = useState<HelpTopic | 'here' | null>(null);
  const open = useCallback((topic?: HelpTopic) => setShown(topic ?? 'here'), []);
  const close = useCallback(() => setShown(null), []);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'F1') return;
      event.preventDefault();
      open();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [open]);
  const dialog =
    shown === null ? null : <HelpDialog topic={shown === 'here' ? here() : shown} onClose={close} />;
  return { open, close, dialog };
}
