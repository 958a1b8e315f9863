import { Check, Copy } from 'lucide-react';
import { Button, type ButtonTone } from '../ui/Button.tsx';
import type { Copied, CopyPrompt } from './use-copy-prompt.ts';

type CopyPromptButtonProps = {
  readonly slip: Copied;
  readonly copy: CopyPrompt;
  readonly label: string;
  readonly copiedLabel?: string;
  readonly tone?: ButtonTone;
  readonly small?: boolean;
};

/** Copies a slip's prompt, and says so on the button. Why it could not is for the page to show. */
export function CopyPromptButton({
  slip,
  copy,
  label,
  copiedLabel = 'Copied',
  tone,
  small,
}: CopyPromptButtonProps) {
  const isCopied = copy.copied === slip.id;
  return (
    <Button
      {...(tone === undefined ? {} : { tone })}
      {...(small === undefined ? {} : { small })}
      busy={copy.busy}
      icon={isCopied ? <Check size={18} aria-hidden /> : <Copy size={18} aria-hidden />}
      onClick={() => void copy.start(slip)}
    >
      {isCopied ? copiedLabel : label}
    </Button>
  );
}
