import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { agentName } from '../../shared/agents.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Slip } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { Button, type ButtonTone } from '../ui/Button.tsx';

type CopyPromptButtonProps = {
  readonly slip: Pick<Slip, 'id' | 'who'>;
  readonly label: string;
  readonly copiedLabel?: string;
  readonly tone?: ButtonTone;
  readonly small?: boolean;
  readonly onProblem: (problem: Problem | null) => void;
  readonly onCopied?: () => void;
};

const shownFor = 4000;

/** Copies a slip's prompt, says so on the button, and tells a screen reader what to do with it. */
export function CopyPromptButton({
  slip,
  label,
  copiedLabel = 'Copied',
  tone,
  small,
  onProblem,
  onCopied,
}: CopyPromptButtonProps) {
  const { client, announce } = useApp();
  const [copied, setCopied] = useState(false);
  const copy = useAction(
    async () => {
      const answer = await client.call('slip:copy-prompt', { id: slip.id });
      onProblem(answer.ok ? null : answer.problem);
      return answer;
    },
    () => {
      setCopied(true);
      announce(`Copied. Paste it into ${agentName(slip.who)} now.`);
      onCopied?.();
    },
  );
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), shownFor);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Button
      {...(tone === undefined ? {} : { tone })}
      {...(small === undefined ? {} : { small })}
      busy={copy.busy}
      icon={copied ? <Check size={18} aria-hidden /> : <Copy size={18} aria-hidden />}
      onClick={() => void copy.start()}
    >
      {copied ? copiedLabel : label}
    </Button>
  );
}
