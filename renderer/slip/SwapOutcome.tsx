import { agentName } from '../../shared/agents.ts';
import { assertNever } from '../../shared/assert-never.ts';
import { inWords } from '../../shared/guide/common-words.ts';
import type { Rotated } from '../../shared/rotation.ts';
import type { Slip } from '../../shared/slip.ts';
import { useSeen } from '../app/use-seen.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { WholeNames } from '../ui/WholeNames.tsx';
import { CopyAgain } from './CopyAgain.tsx';
import styles from './SwapOutcome.module.css';

type SwapOutcomeProps = { readonly slip: Slip; readonly rotated: Rotated; readonly onStop: () => void };

/** How a swap ended: the old token, the new one, and what is left to do. */
export function SwapOutcome({ slip, rotated, onStop }: SwapOutcomeProps) {
  const agent = agentName(slip.who);
  const isTaken = rotated.old === 'still-taken';
  const isAsBefore = rotated.proof === 'as-before';
  useSeen(isTaken ? { code: 'old-value-taken', number: slip.number } : null);
  return (
    <>
      <Notice
        tone={isTaken || !isAsBefore ? 'soon' : 'good'}
        title={
          isTaken
            ? 'To be sure, stop this agent'
            : isAsBefore
              ? 'The new token works'
              : 'The new token is locked away'
        }
        urgent
        actions={
          isTaken ? (
            <Button small tone="stop" onClick={onStop}>
              Stop this agent
            </Button>
          ) : null
        }
      >
        <p>
          <b>The old token:</b> {oldText(rotated.old)}
        </p>
        <p>
          <b>The new token:</b> {newText(rotated.proof)}
        </p>
      </Notice>
      {rotated.proof === 'differs' && slip.keptAnyway !== null ? (
        <Notice tone="stop" title="Look at this: it is not the same as before">
          {slip.keptAnyway.tooMuch.length === 0 ? null : (
            <p>
              It can now <WholeNames>{`${inWords(slip.keptAnyway.tooMuch)}.`}</WholeNames>
            </p>
          )}
          {slip.keptAnyway.missing.length === 0 ? null : (
            <p>
              It can't <WholeNames>{`${inWords(slip.keptAnyway.missing)}.`}</WholeNames>
            </p>
          )}
          <p>Somebody changed it at Cloudflare. If that was not you, stop this agent.</p>
        </Notice>
      ) : null}
      {slip.route.kind === 'keychain' || slip.route.kind === 'local' ? (
        <p className={styles.same}>{agent} finds it at the same place as before.</p>
      ) : (
        <CopyAgain slip={slip} leads />
      )}
    </>
  );
}

function oldText(old: Rotated['old']): string {
  switch (old) {
    case 'refused':
      return 'we tried it once more, and Cloudflare refused it.';
    case 'still-taken':
      return 'Cloudflare still took it just now. That may last a minute. If you stop the agent, both tokens are dead.';
    case 'not-checked':
      return 'Cloudflare rotated it. We had no old one left to try.';
    default:
      return assertNever(old);
  }
}

function newText(proof: Rotated['proof']): string {
  switch (proof) {
    case 'as-before':
      return 'it can do the same as before, and it is locked in the keychain.';
    case 'differs':
      return 'it is locked in the keychain, but it is not as before.';
    case 'not-tested':
      return 'Cloudflare takes it, and it is in the keychain. What it can do, we could not try out just now.';
    default:
      return assertNever(proof);
  }
}
