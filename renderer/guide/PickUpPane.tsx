import { ClipboardCheck, ClipboardList, KeyRound } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import type { GuidePlan } from '../../shared/guide/guide-plan.ts';
import { readGuided, tokenFormLink } from '../../shared/guided-request.ts';
import type { PickedUp } from '../../shared/picked-up.ts';
import type { Problem } from '../../shared/problem.ts';
import type { TokenKind } from '../../shared/token-forms.ts';
import type { Verdict } from '../../shared/verdict.ts';
import type { Draft } from '../../shared/wizard.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { PasteField } from '../ui/PasteField.tsx';
import { ProblemNotice } from '../ui/ProblemNotice.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import { AccountQuestion } from './AccountQuestion.tsx';
import { KeepTrouble } from './KeepTrouble.tsx';
import styles from './PickUpPane.module.css';
import { VerdictPane } from './VerdictPane.tsx';

type PickUpPaneProps = {
  readonly draft: Draft;
  readonly plan: GuidePlan;
  /** Goes to the step where something is mended. */
  readonly onStep: (step: number) => void;
  readonly onKept: (slipId: string) => void;
};

/** Takes the token that the owner made, checks it at once, and locks it away if it is as planned. */
export function PickUpPane({ draft, plan, onStep, onKept }: PickUpPaneProps) {
  const { client, snapshot, announce } = useApp();
  const { token } = snapshot.pickUp;
  const [verdict, setVerdict] = useState<Verdict | null>(null);

  const keep = useAction(
    (reason: string) => client.call('pick-up:keep', { reason }),
    ({ id }) => onKept(id),
  );
  const check = useAction(
    (account: string) => client.call('pick-up:prove', { draft, account }),
    (found) => {
      setVerdict(found);
      if (found.kind === 'as-planned') void keep.start('');
    },
  );

  /* A token is checked as soon as it is in hand, however it came. */
  const checkNew = useEffectEvent(() => {
    if (token === null) return;
    announce(`Got it. The token ends in ${token.ending}.`);
    setVerdict(null);
    keep.reset();
    void check.start('');
  });
  const seen = token === null ? null : `${token.kind} ${token.ending} ${token.accountId}`;
  useEffect(() => {
    if (seen !== null) checkNew();
  }, [seen]);

  function again(): void {
    check.reset();
    keep.reset();
    setVerdict(null);
    void client.call('pick-up:drop');
  }

  /* The form of this very slip: nobody needs a key that makes other keys here. */
  const openForm = () => {
    const guided = readGuided(draft);
    if (guided.ok) void client.call('link:open', tokenFormLink(guided.value, plan.form));
  };
  if (token === null) return <Bring openForm={openForm} />;
  const recheck = () => {
    setVerdict(null);
    keep.reset();
    void check.start('');
  };
  return (
    <div className={styles.pane}>
      <InHand token={token} onOther={verdict === null || verdict.kind === 'as-planned' ? again : null} />
      {check.busy ? <Waiting what="Asking Cloudflare what this token can do." /> : null}
      {check.problem === null ? null : (
        <CheckTrouble
          problem={check.problem}
          plan={plan}
          onAccount={(account) => void check.start(account)}
          onRetry={recheck}
          onAgain={again}
          onPlace={() => onStep(5)}
          onForm={openForm}
        />
      )}
      {verdict === null || check.busy ? null : verdict.kind === 'as-planned' ? (
        <Waiting what="As narrow as planned. Locking it away." />
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
        />
      )}
      {verdict?.kind === 'as-planned' && keep.problem !== null ? (
        <KeepTrouble problem={keep.problem} onRetry={() => void keep.start('')} onAgain={again} />
      ) : null}
    </div>
  );
}

/** Nothing in hand yet: a field that empties at once, and a switch that watches the clipboard. */
function Bring({ openForm }: { readonly openForm: () => void }) {
  const { client, snapshot } = useApp();
  const { watching, problem } = snapshot.pickUp;
  const watch = useAction((on: boolean) => client.call('pick-up:watch', { on }));
  /* The watch is for this step only. */
  useEffect(() => () => void client.call('pick-up:watch', { on: false }), [client]);
  return (
    <div className={styles.pane}>
      <PasteField
        title="Bring the token here"
        label="Token"
        hint="The box empties at once. The token is not shown, and goes to Cloudflare and your keychain only."
        fromText={(pasted) => client.call('pick-up:take', { pasted })}
        fromClipboard={() => client.call('pick-up:take-clipboard')}
        onTaken={() => undefined}
        openForm={openForm}
      />
      <button
        type="button"
        role="switch"
        aria-checked={watching}
        className={styles.watch}
        onClick={() => void watch.start(!watching)}
      >
        {watching ? <ClipboardCheck size={20} aria-hidden /> : <ClipboardList size={20} aria-hidden />}
        <span>
          <b>{watching ? 'Watching for the token you copy' : 'Or let the app take it when I copy it'}</b>
          <small>
            {watching
              ? 'Press the copy button at Cloudflare. We look for a token and at nothing else.'
              : 'We look at what you copy only while this is on, and only for a token.'}
          </small>
        </span>
        <i className={styles.knob} aria-hidden />
      </button>
      {watching && problem !== null ? (
        <ProblemNotice
          problem={problem}
          steps={{
            retry: () => void client.call('pick-up:drop'),
            dismiss: () => void client.call('pick-up:drop'),
            'paste-again': () => void client.call('pick-up:drop'),
            'open-key-form': openForm,
          }}
        />
      ) : null}
    </div>
  );
}

const kinds: Readonly<Record<TokenKind, string>> = {
  account: 'A token of the account',
  user: 'A token of your own profile',
  unknown: 'A token of the older kind',
};

type InHandProps = {
  readonly token: PickedUp;
  /** Null where another way to bring another token is shown. */
  readonly onOther: (() => void) | null;
};

function InHand({ token, onOther }: InHandProps) {
  return (
    <p className={styles.inHand}>
      <KeyRound size={20} aria-hidden />
      <span>
        {kinds[token.kind]}, ending …{token.ending}
      </span>
      {onOther === null ? null : (
        <Button tone="link" onClick={onOther}>
          Take another one
        </Button>
      )}
    </p>
  );
}

type CheckTroubleProps = {
  readonly problem: Problem;
  readonly plan: GuidePlan;
  readonly onAccount: (account: string) => void;
  readonly onRetry: () => void;
  readonly onAgain: () => void;
  readonly onPlace: () => void;
  readonly onForm: () => void;
};

function CheckTrouble({ problem, plan, onAccount, onRetry, onAgain, onPlace, onForm }: CheckTroubleProps) {
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
        'go-back': onPlace,
        'choose-other': onPlace,
        'open-key-form': onForm,
      }}
    />
  );
}
