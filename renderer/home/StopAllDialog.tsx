import { type FormEvent, useEffect, useState } from 'react';
import { agentName } from '../../shared/agents.ts';
import { opensNothing } from '../../shared/left-behind.ts';
import { problemText } from '../../shared/problem-texts.ts';
import { waitsToStop } from '../../shared/slip.ts';
import { placeText } from '../../shared/slip-paper.ts';
import { type StoppedSlip, stopAllWord } from '../../shared/stop-all.ts';
import { useApp } from '../app/app-context.ts';
import type { Action } from '../app/use-action.ts';
import { canMakeTokens, isMakingSlip } from '../app/view.ts';
import { needsHands } from '../slip/needs-hands.ts';
import { isPaused } from '../slip/paused.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog, DialogFoot } from '../ui/Dialog.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { TextField } from '../ui/TextField.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import styles from './StopAllDialog.module.css';

type StopAllDialogProps = {
  /** How many agents have a slip in use. */
  readonly count: number;
  readonly stop: Action<[]>;
  /** How each slip ended; null before. */
  readonly ended: readonly StoppedSlip[] | null;
  readonly onStart: () => void;
  readonly onClose: () => void;
};

/** For the worst day: asks once, by a typed word, then stops every agent and says how each ended. */
export function StopAllDialog({ count, stop, ended, onStart, onClose }: StopAllDialogProps) {
  const [typed, setTyped] = useState('');
  const [missed, setMissed] = useState(false);

  function send(event: FormEvent): void {
    event.preventDefault();
    const said = typed.trim().toLowerCase() === stopAllWord;
    setMissed(!said);
    if (said) onStart();
  }

  if (ended !== null && !stop.busy && stop.problem === null)
    return <Report ended={ended} onAgain={onStart} onClose={onClose} />;
  return (
    <Dialog
      title={stop.busy ? 'Stopping all agents' : 'Stop all agents now?'}
      lead={
        stop.busy ? (
          'What they have changed by now stays as it is.'
        ) : (
          <>
            <p>
              {count === 1 ? 'The one agent' : `All ${count} agents`} with a slip in use will lose access at
              once. Work that is not finished stays unfinished.
            </p>
            <p>You can't undo this. But you can always write new slips.</p>
          </>
        )
      }
      onClose={onClose}
    >
      <form onSubmit={send}>
        {stop.busy ? (
          <Progress />
        ) : (
          <TextField
            label={`Type the word ${stopAllWord}`}
            value={typed}
            maxLength={20}
            onChange={setTyped}
            problem={missed ? `Type ${stopAllWord} to go on.` : null}
          />
        )}
        <ActionProblem of={stop} steps={{ retry: onStart }} />
        <DialogFoot>
          <Button onClick={onClose}>{stop.busy ? 'Hide this' : 'Keep them running'}</Button>
          <Button type="submit" tone="stop" busy={stop.busy}>
            Stop all agents now
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

/** How far a stop is that was begun before home was left, or by the app itself; what it comes to stands at home. */
export function StopUnderWayDialog({ onClose }: { readonly onClose: () => void }) {
  const { snapshot } = useApp();
  const isOver = snapshot.progress.doing !== 'stopping-all';
  useEffect(() => {
    if (isOver) onClose();
  }, [isOver, onClose]);
  return (
    <Dialog
      title="Your agents are being stopped"
      lead="What they have changed by now stays as it is."
      onClose={onClose}
      foot={<Button onClick={onClose}>Hide this</Button>}
    >
      <Progress />
    </Dialog>
  );
}

function Progress() {
  const { snapshot, announce } = useApp();
  const { progress } = snapshot;
  const told = progress.doing === 'stopping-all' ? progress : null;
  const text =
    told === null
      ? 'Stopping all agents.'
      : told.waiting === null
        ? `Stopping slip ${Math.min(told.done + 1, told.of)} of ${told.of}.`
        : `Cloudflare asks us to wait for ${told.waiting} seconds. Then we go on.`;
  useEffect(() => announce(text), [text, announce]);
  return <Waiting what={text} />;
}

type ReportProps = {
  readonly ended: readonly StoppedSlip[];
  readonly onAgain: () => void;
  readonly onClose: () => void;
};

function Report({ ended, onAgain, onClose }: ReportProps) {
  const { snapshot, show, now } = useApp();
  const waits = ended.flatMap((one) => (one.outcome === 'waits' ? [one] : []));
  /* One whose token turned out to be another's waits no more. No local route gives anything to those that do. */
  const again = snapshot.slips.filter((slip) => waitsToStop(slip) && waits.some(({ id }) => id === slip.id));
  const isHeld = (id: string) =>
    again.some((slip) => slip.id === id && slip.route.kind === 'local') ||
    snapshot.slips.some((slip) => slip.id === id && isPaused(slip, snapshot));
  const held = waits.filter(({ id }) => isHeld(id)).length;
  const waiting = waits.length;
  const left = snapshot.cleanUps.filter((one) => one.oldOf !== null && !opensNothing(one, now().getTime()));
  const [firstLeft] = left;
  const [firstAgain] = again;
  const isDone = waiting === 0 && left.length === 0;
  const isComing = isMakingSlip(snapshot);
  const mayHelp =
    [...again, ...left].some(({ world }) => canMakeTokens(world, snapshot)) ||
    waits.some(({ because }) => !needsHands.includes(because.code));
  return (
    <Dialog
      title={
        isDone
          ? 'All agents are stopped'
          : waiting > 0
            ? 'Not all agents are stopped yet'
            : left.length === 1
              ? 'One old token still works'
              : `${left.length} old tokens still work`
      }
      lead="What they have changed by now stays as it is."
      onClose={onClose}
      foot={
        isDone ? (
          <Button tone="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>Not now</Button>
            {mayHelp ? (
              <Button tone="stop" onClick={onAgain}>
                Try again now
              </Button>
            ) : firstLeft !== undefined ? (
              <Button tone="primary" onClick={() => show({ name: 'hand-delete', mark: firstLeft.mark })}>
                Show me how to delete it
              </Button>
            ) : firstAgain === undefined ? null : (
              <Button
                tone="primary"
                onClick={() => show({ name: 'slip', id: firstAgain.id, fresh: 'no' })}
              >{`Look at slip ${firstAgain.number}`}</Button>
            )}
          </>
        )
      }
    >
      {isComing ? (
        <Notice tone="calm" title="One more slip was being made" urgent>
          It is stopped as soon as it is there.
        </Notice>
      ) : isDone ? (
        <Notice tone="good" title="No slip opens anything any more" urgent />
      ) : null}
      {waiting === 0 ? null : (
        <Notice tone="stop" title={waitingTitle(waiting - held, held)} urgent>
          Cloudflare has not deleted {waiting === 1 ? 'its token' : 'their tokens'} yet.{' '}
          {held === 0 ? null : 'An agent that works through this app gets nothing meanwhile. '}
          {again.length === 0
            ? null
            : mayHelp
              ? `We try again when the app starts, and when you press "Stop ${again.length === 1 ? 'it' : 'them'} now" at the top of your slips.`
              : `You can delete ${again.length === 1 ? 'it' : 'them'} at Cloudflare by hand: "Try again now" on ${again.length === 1 ? 'its page' : 'the page of each slip'} leads you there.`}
        </Notice>
      )}
      {left.length === 0 ? null : (
        <Notice
          tone="stop"
          title={
            left.length === 1
              ? 'An old token has to be deleted at Cloudflare'
              : `${left.length} old tokens have to be deleted at Cloudflare`
          }
          urgent
        >
          Until then whoever has {left.length === 1 ? 'it' : 'one'} can use it. The list of your slips shows
          you how.
        </Notice>
      )}
      <ul className={styles.report}>
        {ended.map((one) => {
          const slip = snapshot.slips.find(({ id }) => id === one.id);
          if (slip === undefined) return null;
          return (
            <li key={one.id}>
              <span>
                Slip {slip.number}, {agentName(slip.who)}, {placeText(slip.place)}
              </span>
              <b>
                {one.outcome === 'stopped'
                  ? 'Stopped'
                  : `${isHeld(one.id) ? 'Gets nothing, token not deleted' : 'Still works'}. ${problemText(one.because).title}`}
              </b>
            </li>
          );
        })}
        {left.map(({ mark, tokenName }) => (
          <li key={mark}>
            <span>
              Old token <q>{tokenName}</q>
            </span>
            <b>Still works</b>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

/* How many agents have a token that still works, and how many work through this app alone. */
function waitingTitle(working: number, held: number): string {
  if (working === 0) return held === 1 ? '1 token is not deleted yet' : `${held} tokens are not deleted yet`;
  return working === 1 ? '1 agent can still work' : `${working} agents can still work`;
}
