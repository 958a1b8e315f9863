import { useState } from 'react';
import type { Rotated, RotationReason } from '../../shared/rotation.ts';
import { needsCopyAgain, type Slip, stampOf } from '../../shared/slip.ts';
import { paperOfSlip } from '../../shared/slip-paper.ts';
import { useApp } from '../app/app-context.ts';
import { dateText } from '../app/dates.ts';
import { useNow } from '../app/use-now.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ScreenHeading } from '../ui/ScreenHeading.tsx';
import { ScreenLabel } from '../ui/ScreenLabel.tsx';
import { SlipAside } from '../ui/SlipAside.tsx';
import { SplitPage } from '../ui/SplitPage.tsx';
import { AuditAdvice } from './AuditAdvice.tsx';
import { RevokeDialog } from './RevokeDialog.tsx';
import { SwapOutcome } from './SwapOutcome.tsx';
import { swappedTitle } from './swap-words.ts';

type SwappedPageProps = {
  readonly slip: Slip;
  readonly why: RotationReason;
  readonly rotated: Rotated;
  readonly onDone: () => void;
};

/** The end of a swap by hand: the old token, the new one, and the box at Cloudflare that can be closed now. */
export function SwappedPage({ slip, why, rotated, onDone }: SwappedPageProps) {
  const { show } = useApp();
  const now = useNow();
  const copyLeft = needsCopyAgain(slip);
  const [stopping, setStopping] = useState(false);
  return (
    <SplitPage
      asideLabel="Your slip"
      aside={
        <SlipAside
          number={slip.number}
          paper={paperOfSlip(slip, now, dateText)}
          practice={slip.world === 'practice'}
          stamp={stampOf(slip, now)}
          hint="The prompt stays the same, and so does the end date."
        />
      }
      foot={
        <>
          <Button tone="quiet" onClick={() => show({ name: 'home' })}>
            Go to my slips
          </Button>
          <Button tone={copyLeft ? 'plain' : 'primary'} onClick={onDone}>
            {copyLeft ? 'Later' : 'Done'}
          </Button>
        </>
      }
    >
      <ScreenHeading title={swappedTitle(why, rotated)} lead="Nothing changed on your website." />
      <Notice tone="calm" title="Now close the box at Cloudflare">
        Press{' '}
        <ScreenLabel>{slip.token.owner.kind === 'user' ? 'View all API tokens' : 'Confirm'}</ScreenLabel>{' '}
        there. The new token is safe in your keychain.
      </Notice>
      <SwapOutcome slip={slip} rotated={rotated} onStop={() => setStopping(true)} />
      {why === 'leaked' ? <AuditAdvice slip={slip} /> : null}
      {stopping ? (
        <RevokeDialog
          slip={slip}
          usable
          isReminded={false}
          onClose={() => (slip.revoked === null ? setStopping(false) : onDone())}
        />
      ) : null}
    </SplitPage>
  );
}
