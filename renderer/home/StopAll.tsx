import { useMemo, useState } from 'react';
import { isInForce, stampOf } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { later } from '../app/later.tsx';
import { useNow } from '../app/use-now.ts';
import { Button } from '../ui/Button.tsx';

const StopAllDialog = later(async () => (await import('./StopAllDialog.tsx')).StopAllDialog);

/** The way to stop every agent at once; only where one has access. */
export function StopAll() {
  const { snapshot } = useApp();
  const now = useNow();
  const [asking, setAsking] = useState(false);
  const { slips } = snapshot;
  const inForce = useMemo(() => slips.filter((slip) => isInForce(stampOf(slip, now))).length, [slips, now]);
  return (
    <>
      {inForce === 0 ? null : (
        <Button small tone="quiet" onClick={() => setAsking(true)}>
          Stop all agents
        </Button>
      )}
      {asking ? <StopAllDialog count={inForce} onClose={() => setAsking(false)} /> : null}
    </>
  );
}
