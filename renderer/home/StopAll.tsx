import { useMemo, useState } from 'react';
import { isInForce, stampOf, waitsToStop } from '../../shared/slip.ts';
import { type StoppedSlip, stopAllWord } from '../../shared/stop-all.ts';
import { useApp } from '../app/app-context.ts';
import { later } from '../app/later.tsx';
import { useAction } from '../app/use-action.ts';
import { useNow } from '../app/use-now.ts';
import { Button } from '../ui/Button.tsx';
import { useToldStop } from './kept-place.ts';

const StopAllDialog = later(async () => (await import('./StopAllDialog.tsx')).StopAllDialog);
const StopUnderWayDialog = later(async () => (await import('./StopAllDialog.tsx')).StopUnderWayDialog);

/** The way to stop every agent at once; only where one has access. Its dialog, once hidden, comes back when all has ended. */
export function StopAll() {
  const { client, snapshot } = useApp();
  const now = useNow();
  const [asking, setAsking] = useState(false);
  const [hidden, setHidden] = useState(false);
  const [watching, setWatching] = useState(false);
  const [ended, setEnded] = useState<readonly StoppedSlip[] | null>(null);
  const told = useToldStop();
  const stop = useAction(() => told(() => client.call('slip:revoke-all', { typed: stopAllWord })), setEnded);
  const { slips } = snapshot;
  const inForce = useMemo(() => slips.filter((slip) => isInForce(stampOf(slip, now))), [slips, now]);

  function open(): void {
    /* Only some may be being stopped: those that waited for it, while the others go on. */
    if (!stop.busy && snapshot.progress.doing === 'stopping-all' && inForce.every(waitsToStop)) {
      setWatching(true);
      return;
    }
    if (!stop.busy) {
      stop.reset();
      setEnded(null);
    }
    setHidden(false);
    setAsking(true);
  }

  function start(): void {
    setHidden(false);
    void stop.start();
  }

  return (
    <>
      {inForce.length === 0 ? null : (
        <Button tone="stop" onClick={open}>
          Stop all agents
        </Button>
      )}
      {watching ? <StopUnderWayDialog onClose={() => setWatching(false)} /> : null}
      {asking && !(hidden && stop.busy) ? (
        <StopAllDialog
          count={inForce.length}
          stop={stop}
          ended={ended}
          onStart={start}
          onClose={() => (stop.busy ? setHidden(true) : setAsking(false))}
        />
      ) : null}
    </>
  );
}
