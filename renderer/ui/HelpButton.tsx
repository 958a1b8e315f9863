import { Button } from './Button.tsx';

/** The way to the help on what a window shows; F1 does the same. */
export function HelpButton({ onOpen }: { readonly onOpen: () => void }) {
  return (
    <Button small tone="quiet" aria-keyshortcuts="F1" onClick={onOpen}>
      Help
    </Button>
  );
}
