import { ExternalLink } from 'lucide-react';
import { useId } from 'react';
import type { GuideStep } from '../../shared/guide/guide-step.ts';
import { listStep } from '../../shared/guide/token-menu-steps.ts';
import type { Slip } from '../../shared/slip.ts';
import { tokenListLink } from '../../shared/token-list-link.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import styles from './FilledForm.module.css';

type OpenTokenListProps = {
  readonly slip: Pick<Slip, 'token' | 'world'>;
  readonly steps: readonly GuideStep[];
  readonly onOpened: () => void;
};

/** The short way: opens the list that a slip's token stands in. */
export function OpenTokenList({ slip, steps, onOpened }: OpenTokenListProps) {
  const { client } = useApp();
  const hintId = useId();
  const open = useAction(
    () => client.call('link:open', tokenListLink(slip.token.owner, slip.world)),
    onOpened,
  );
  return (
    <div className={styles.short}>
      <Button
        tone="primary"
        icon={<ExternalLink size={18} aria-hidden />}
        busy={open.busy}
        aria-describedby={hintId}
        onClick={() => void open.start()}
      >
        {slip.world === 'practice' ? 'Open the practice list of tokens' : "Open Cloudflare's list of tokens"}
      </Button>
      <p id={hintId} className={styles.hint}>
        The short way. It leads to step {listStep(steps)}.
        {slip.world === 'practice' ? ' In practice nobody logs in.' : ''}
      </p>
      <ActionProblem of={open} />
    </div>
  );
}
