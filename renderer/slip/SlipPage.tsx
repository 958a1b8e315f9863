import { useEffect, useState } from 'react';
import { agentName } from '../../shared/agents.ts';
import { jobOf } from '../../shared/catalogue/jobs.ts';
import type { CheckUpAdvice } from '../../shared/check-up.ts';
import type { ConcernKind } from '../../shared/concerns.ts';
import { deadSince, isInForce, type Slip, stampOf } from '../../shared/slip.ts';
import { isElsewhere } from '../../shared/slip-import.ts';
import { type Paper, paperOfSlip, placeText } from '../../shared/slip-paper.ts';
import { useApp } from '../app/app-context.ts';
import { dateText, momentText } from '../app/dates.ts';
import { fetchSoon, later } from '../app/later.tsx';
import { useEscape } from '../app/use-escape.ts';
import { useNow } from '../app/use-now.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { ScreenHeading } from '../ui/ScreenHeading.tsx';
import { SlipAside } from '../ui/SlipAside.tsx';
import { SplitPage } from '../ui/SplitPage.tsx';
import { AgentAtWork } from './AgentAtWork.tsx';
import { AgentChanges } from './AgentChanges.tsx';
import { isBeingStopped } from './being-stopped.ts';
import { ChangeSlip } from './ChangeSlip.tsx';
import { ConcernNotice } from './ConcernNotice.tsx';
import { ConnectAgent } from './ConnectAgent.tsx';
import { CopyAgain } from './CopyAgain.tsx';
import { CopyPromptButton } from './CopyPromptButton.tsx';
import { DeadNotice } from './DeadNotice.tsx';
import { KeptAnyway } from './KeptAnyway.tsx';
import { leadingOn } from './leading.ts';
import { LookNotice, NextLook } from './NextLook.tsx';
import { OldTokens } from './OldTokenNotice.tsx';
import { PracticeAgent } from './PracticeAgent.tsx';
import { PromptPreview } from './PromptPreview.tsx';
import { ProofList } from './ProofList.tsx';
import { isPaused, shownStamp } from './paused.ts';
import { QuestionNotice } from './QuestionNotice.tsx';
import { ReplacedNotice } from './ReplacedNotice.tsx';
import { RevokedNotice } from './RevokedNotice.tsx';
import { RouteLine } from './RouteLine.tsx';
import { SaveActivity } from './SaveActivity.tsx';
import { SlipFacts } from './SlipFacts.tsx';
import { SlipNotes } from './SlipNotes.tsx';
import styles from './SlipPage.module.css';
import { SlipReminders } from './SlipReminders.tsx';
import { SlipTimeline } from './SlipTimeline.tsx';
import { SomethingHappened } from './SomethingHappened.tsx';
import { SwapNotice } from './SwapNotice.tsx';
import { promptCopies } from './timeline.ts';
import { useCopyPrompt } from './use-copy-prompt.ts';
import { useSwap } from './use-swap.ts';

const AgentAnswerDialog = later(async () => (await import('./AgentAnswerDialog.tsx')).AgentAnswerDialog);
const SwapDialog = later(async () => (await import('./SwapDialog.tsx')).SwapDialog);
const CheckUpDialog = later(async () => (await import('./CheckUpDialog.tsx')).CheckUpDialog);
const RevokeDialog = later(async () => (await import('./RevokeDialog.tsx')).RevokeDialog);

/** Everything about one slip, at any time of its life. */
export function SlipPage({ slip }: { readonly slip: Slip }) {
  const { snapshot, show } = useApp();
  const now = useNow();
  const copy = useCopyPrompt();
  const [revoking, setRevoking] = useState<ConcernKind | 'asked' | null>(null);
  const [checking, setChecking] = useState(false);
  const [answering, setAnswering] = useState(false);
  const swap = useSwap(slip);
  const home = () => show({ name: 'home' });
  useEscape(home);
  useEffect(() => fetchSoon([RevokeDialog, SwapDialog, CheckUpDialog, AgentAnswerDialog]), []);

  const stamp = stampOf(slip, now);
  const usable = isInForce(stamp);
  /* Nothing more is given to the agent of a slip that the owner wants stopped. */
  const inUse = usable && slip.stopping === null;
  /* Of a token that Cloudflare refuses, or that is lost, nothing opens either. */
  const works = usable && deadSince(slip) === null && slip.rotating?.lost !== true;
  /* Where it waits to be stopped, the notice above has the button for it. */
  const isTriedAbove = usable && !inUse && !isBeingStopped(slip, snapshot);
  const isHeld = isPaused(slip, snapshot);
  const leading = leadingOn(slip, now, snapshot);
  const { practice } = snapshot.agents;
  /* The question of a practice agent is among its steps. */
  const isWatched = practice?.slip === slip.id && !practice.isOver;
  const agent = agentName(slip.who);
  const paper = paperOfSlip(slip, now, dateText);
  const checkUp = () => setChecking(true);

  function follow(advice: Extract<CheckUpAdvice, { do: 'revoke' | 'rotate' }>): void {
    setChecking(false);
    if (advice.do === 'revoke') setRevoking(advice.why);
    else if (advice.why === 'pasted') swap.leaked();
    else swap.ask();
  }

  return (
    <SplitPage
      asideLabel="The slip"
      aside={
        <SlipAside
          number={slip.number}
          paper={paper}
          practice={slip.world === 'practice'}
          stamp={shownStamp(slip, now, snapshot)}
          hint={hintOf(slip, paper, { usable, works, isHeld })}
        />
      }
      foot={
        <>
          <Button tone="quiet" onClick={home}>
            Back
          </Button>
          {slip.revoked === null && !isTriedAbove ? (
            <Button tone="stop" onClick={() => setRevoking('asked')}>
              {usable ? 'Stop this agent' : 'Delete its token'}
            </Button>
          ) : null}
          {usable && (isElsewhere(slip) || !inUse || !works) ? null : usable ? (
            <CopyPromptButton
              slip={slip}
              copy={copy}
              label="Copy the prompt"
              tone={leading === 'prompt' ? 'primary' : 'plain'}
            />
          ) : snapshot.storage.kind === 'read-only' ? null : (
            <Button
              tone={leading === 'old' ? 'plain' : 'primary'}
              onClick={() => show({ name: 'wizard', anew: true })}
            >
              Write a new slip
            </Button>
          )}
        </>
      }
    >
      <ScreenHeading title={jobOf(slip.job).title} lead={`${agent}, ${placeText(slip.place)}`} />
      <ActionProblem of={copy} />
      {stamp === 'EXPIRED' ? (
        <Notice tone="soon" title="This slip has ended">
          Its token works no more. {agent} has no access through it.
        </Notice>
      ) : null}
      <OldTokens of={slip.id} leads={leading === 'old'} />
      {usable ? (
        <SwapNotice slip={slip} swap={swap} leads={leading === 'swap'} onStop={() => setRevoking('asked')} />
      ) : null}
      {inUse && works && !isElsewhere(slip) ? <CopyAgain slip={slip} leads={leading === 'copy'} /> : null}
      {inUse ? (
        <>
          {isWatched ? null : <QuestionNotice slip={slip} />}
          <AgentAtWork slip={slip} leads={leading === 'paused'} />
          <DeadNotice slip={slip} leads={leading === 'dead'} onSwap={swap.ask} />
          <ConcernNotice slip={slip} leads={leading === 'concern'} onStop={setRevoking} onSwap={swap.ask} />
          {stamp === 'REVIEW SOON' && slip.concerns.length === 0 ? (
            <LookNotice slip={slip} now={now} leads={leading === 'look'} onCheckUp={checkUp} />
          ) : null}
        </>
      ) : null}
      {inUse ? <PracticeAgent slip={slip} /> : null}
      <ReplacedNotice slip={slip} />
      {slip.route.kind === 'local' ? <AgentChanges slip={slip} /> : null}
      {slip.route.kind === 'local' ? <SaveActivity slip={slip} /> : null}
      {slip.revoked === null ? (
        <KeptAnyway slip={slip} />
      ) : (
        <RevokedNotice revoked={slip.revoked} agent={agent} />
      )}
      <section className={styles.section}>
        <h2>The task</h2>
        <p className={styles.task} dir="auto">
          {slip.task}
        </p>
      </section>
      <section className={styles.section}>
        <h2>{works ? 'What its token can do' : 'What its token could do'}</h2>
        <ProofList slip={slip} usable={works} />
      </section>
      {inUse ? (
        <>
          <RouteLine slip={slip} />
          <PromptPreview slip={slip} agent={agent} />
          <PromptCopies slip={slip} agent={agent} />
          <ConnectAgent slip={slip} />
          <SomethingHappened
            slip={slip}
            swap={swap}
            onStop={setRevoking}
            onAnswer={() => setAnswering(true)}
          />
          {snapshot.storage.kind === 'read-only' ? null : <ChangeSlip slip={slip} />}
        </>
      ) : null}
      {slip.revoked === null && snapshot.storage.kind !== 'read-only' ? (
        <>
          {inUse ? <NextLook slip={slip} now={now} onCheckUp={checkUp} /> : null}
          <SlipReminders slip={slip} now={now} />
        </>
      ) : null}
      {snapshot.storage.kind === 'read-only' ? null : <SlipNotes slip={slip} />}
      <SlipTimeline slip={slip} />
      <SlipFacts slip={slip} />
      {answering ? <AgentAnswerDialog slip={slip} onClose={() => setAnswering(false)} /> : null}
      {swap.why === null ? null : (
        <SwapDialog
          slip={slip}
          swap={swap}
          onStop={() => {
            swap.close();
            setRevoking('asked');
          }}
        />
      )}
      {checking ? <CheckUpDialog slip={slip} onAdvice={follow} onClose={() => setChecking(false)} /> : null}
      {revoking === null ? null : (
        <RevokeDialog
          slip={slip}
          usable={usable}
          isReminded={slip.concerns.some(({ what }) => what === revoking)}
          onClose={() => setRevoking(null)}
        />
      )}
    </SplitPage>
  );
}

/* When the prompt was given to the agent is the first thing to know when something goes wrong. */
function PromptCopies({ slip, agent }: { readonly slip: Slip; readonly agent: string }) {
  const copies = promptCopies(slip);
  return (
    <p className={styles.copies}>
      {copies === null
        ? `You have not copied it for ${agent} yet.`
        : copies.times === 1
          ? `You copied it for ${agent} on ${momentText(copies.at)}.`
          : `You copied it for ${agent} ${copies.times} times, last on ${momentText(copies.at)}.`}
    </p>
  );
}

function hintOf(
  slip: Slip,
  { may, where }: Paper,
  { usable, works, isHeld }: Readonly<Record<'usable' | 'works' | 'isHeld', boolean>>,
): string {
  const { keptAnyway, stopping } = slip;
  if (usable && isElsewhere(slip)) return 'Its token may still work on the other computer.';
  if (!works)
    return slip.revoked === null
      ? 'Your agent gets nothing with this slip now.'
      : 'This slip opens nothing any more.';
  if (stopping !== null) return 'You stopped it. Its token is not deleted yet.';
  if (isHeld) return 'Your agent gets nothing until you let it work again.';
  if (keptAnyway !== null) return 'The check failed: the token is not as this slip says.';
  return may.warning === null && where.warning === null
    ? 'Your agent gets this and nothing else.'
    : 'The note on the slip says what else its token could do.';
}
