import { useEffect, useEffectEvent } from 'react';
import { stepOnScreen } from '../../shared/guide/guide.ts';
import type { GuidePlan } from '../../shared/guide/guide-plan.ts';
import { screenFor } from '../../shared/guide/mend.ts';
import { readGuided, tokenFormLink } from '../../shared/guided-request.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Draft } from '../../shared/wizard.ts';
import { useApp } from '../app/app-context.ts';
import { ProblemNotice } from '../ui/ProblemNotice.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import { AccountQuestion } from './AccountQuestion.tsx';
import { BringToken } from './BringToken.tsx';
import { KeepTrouble } from './KeepTrouble.tsx';
import styles from './PickUpPane.module.css';
import { TokenInHand } from './TokenInHand.tsx';
import type { BroughtToken } from './use-brought-token.ts';
import { VerdictPane } from './VerdictPane.tsx';

type PickUpPaneProps = {
  readonly draft: Draft;
  readonly plan: GuidePlan;
  /** Goes to the step where something is mended. */
  readonly onStep: (step: number) => void;
  readonly brought: BroughtToken;
  /** Goes back to the question that a problem is about. */
  readonly onAnswer: (problem: Problem) => void;
};

/** Takes the token that the owner made, checks it at once, and locks it away if it is as planned. */
export function PickUpPane({ draft, plan, brought, onStep, onAnswer }: PickUpPaneProps) {
  const { client, snapshot, announce } = useApp();
  const { token } = snapshot.pickUp;
  const { check, keep, verdict, recheck } = brought;

  /* A token is checked as soon as it is in hand, however it came; once more where the owner comes back to it. */
  const checkNew = useEffectEvent(() => {
    if (token === null || check.busy || keep.busy) return;
    announce(`Got it. The token ends in ${token.ending}.`);
    recheck();
  });
  const seen = token === null ? null : `${token.kind} ${token.ending} ${token.accountId}`;
  useEffect(() => {
    if (seen !== null) checkNew();
  }, [seen]);

  function again(): void {
    brought.reset();
    void client.call('pick-up:drop');
  }

  /* The form of this very slip: nobody needs a key that makes other keys here. */
  const openForm = () => {
    const guided = readGuided(draft);
    if (guided.ok) void client.call('link:open', tokenFormLink(guided.value, plan.form));
  };
  if (token === null && !keep.busy) return <BringToken openForm={openForm} />;
  /* Without one in the draft the account was typed here, and is asked for again. */
  const isTyped = draft.where.account === null;
  const toPlace = () => onStep(stepOnScreen(plan, screenFor('place', plan.form)));
  const toAnswer = () => {
    /* The reason is typed right here. */
    if (keep.problem?.code === 'reason-needed' || keep.problem?.code === 'field-holds-secret') keep.reset();
    else if (keep.problem !== null) onAnswer(keep.problem);
  };
  return (
    <div className={styles.pane}>
      {token === null ? null : (
        <TokenInHand
          token={token}
          onOther={!keep.busy && (verdict === null || verdict.kind === 'as-planned') ? again : null}
        />
      )}
      {check.busy ? <Waiting what="Asking Cloudflare what this token can do." /> : null}
      {check.problem === null ? null : (
        <CheckTrouble
          problem={check.problem}
          plan={plan}
          onAccount={(account) => void check.start(account)}
          onRetry={recheck}
          onAgain={again}
          onAnswer={onAnswer}
          onPlace={isTyped && check.problem.code === 'key-wrong-account' ? recheck : toPlace}
          onForm={openForm}
        />
      )}
      {verdict === null || check.busy ? null : verdict.kind === 'as-planned' ? (
        keep.busy ? (
          <Waiting what="As narrow as planned. Locking it away." />
        ) : null
      ) : (
        <VerdictPane
          verdict={verdict}
          plan={plan}
          busy={keep.busy}
          problem={keep.problem}
          onStep={onStep}
          onRecheck={recheck}
          onAgain={again}
          onKeep={(reason) => void keep.start(reason)}
          onAnswer={toAnswer}
        />
      )}
      {verdict?.kind === 'as-planned' && keep.problem !== null ? (
        <KeepTrouble
          problem={keep.problem}
          onRetry={() => void keep.start('')}
          onAgain={again}
          onAnswer={toAnswer}
        />
      ) : null}
    </div>
  );
}

type CheckTroubleProps = {
  readonly problem: Problem;
  readonly plan: GuidePlan;
  readonly onAccount: (account: string) => void;
  readonly onRetry: () => void;
  readonly onAgain: () => void;
  readonly onAnswer: (problem: Problem) => void;
  readonly onPlace: () => void;
  readonly onForm: () => void;
};

function CheckTrouble(props: CheckTroubleProps) {
  const { problem, plan, onAccount, onRetry, onAgain, onAnswer, onPlace, onForm } = props;
  if (problem.code === 'account-id-missing' || problem.code === 'account-id-malformed') {
    return <AccountQuestion plan={plan} problem={problem} onAnswer={onAccount} />;
  }
  return (
    <ProblemNotice
      problem={problem}
      steps={{
        retry: onRetry,
        dismiss: onAgain,
        'paste-again': onAgain,
        'go-back': () => onAnswer(problem),
        'choose-other': onPlace,
        'open-key-form': onForm,
      }}
    />
  );
}
