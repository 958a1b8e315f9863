import { agentName } from '../../shared/agents.ts';
import type { ApprovalCard, ChangeShown, Risk } from '../../shared/approvals/card.ts';
import { compareShown } from '../../shared/approvals/compare.ts';
import { jobOf } from '../../shared/catalogue/jobs.ts';
import { placeText } from '../../shared/slip-paper.ts';
import type { HeldChange, Session } from './ports.ts';

/** A change as the owner is shown it. */
export function changeShown(held: HeldChange): ChangeShown {
  return {
    says: held.says,
    why: held.why,
    lines: compareShown(held.before, held.planned),
    isNew: held.before === null,
    risk: riskOf(held),
    isDestructive: held.rule.kind === 'destructive',
    changedMeanwhile: held.changedMeanwhile,
  };
}

function riskOf({ rule, canUndo }: HeldChange): Risk {
  if (canUndo) return 'undo';
  if (rule.watch?.comesBack === true) return 'comes-back';
  return rule.kind === 'destructive' ? 'for-good' : 'no-undo';
}

/** Who asks, and on which slip. */
export function askerOf({ slip }: Session): Pick<ApprovalCard, 'slip' | 'agent'> {
  return {
    slip: {
      id: slip.id,
      number: slip.number,
      practice: slip.world === 'practice',
      job: jobOf(slip.job).title,
      place: placeText(slip.place),
    },
    agent: agentName(slip.who),
  };
}
