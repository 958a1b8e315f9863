import { agentName } from '../../shared/agents.ts';
import { assertNever } from '../../shared/assert-never.ts';
import { inWords } from '../../shared/guide/common-words.ts';
import type { Rotated } from '../../shared/rotation.ts';
import type { Slip } from '../../shared/slip.ts';
import { Notice } from '../ui/Notice.tsx';
import { WholeNames } from '../ui/WholeNames.tsx';
import styles from './SwapOutcome.module.css';

/** How a swap ended: the old token, the new one, and what is left to do. */
export function SwapOutcome({ slip, rotated }: { readonly slip: Slip; readonly rotated: Rotated }) {
  const agent = agentName(slip.who);
  return (
    <>
      <Notice tone={rotated.old === 'still-taken' ? 'soon' : 'good'} title="The new token works" urgent>
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
        <Notice tone="soon" title="One thing is left for you to do">
          {agent} takes the token from {placeOf(slip.route)}, and the old one is still there. Close this box
          and press "Change this" below the prompt. Then copy the new one there.
        </Notice>
      )}
    </>
  );
}

function oldText(old: Rotated['old']): string {
  switch (old) {
    case 'refused':
      return 'we tried it once more, and Cloudflare refused it.';
    case 'still-taken':
      return 'Cloudflare still took it just now. Wait a minute. To be sure, stop this agent.';
    case 'not-checked':
      return 'Cloudflare swapped it. We had no old one left to try.';
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

function placeOf(route: Exclude<Slip['route'], { kind: 'keychain' | 'local' }>): string {
  return route.kind === 'environment' ? `the setting ${route.name}` : route.manager;
}
