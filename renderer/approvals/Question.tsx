import { useLayoutEffect, useRef, useState } from 'react';
import type { ApprovalAnswer, ApprovalCard } from '../../shared/approvals/card.ts';
import { Button } from '../ui/Button.tsx';
import { ChangeLines } from './ChangeLines.tsx';
import { PlanLines } from './PlanLines.tsx';
import styles from './Question.module.css';
import { asksText, riskText } from './question-words.ts';
import { TimeLeft } from './TimeLeft.tsx';

type QuestionProps = {
  readonly card: ApprovalCard;
  /** The app's time when the card was told of last. */
  readonly now: string;
  readonly answer: (answer: ApprovalAnswer) => Promise<void>;
};

/**
 * One question. The button that denies has the keyboard, and the others wake up a moment after it is shown. A tall one is
 * seen from its top all the same.
 */
export function Question({ card, now, answer }: QuestionProps) {
  const { asks, slip, agent } = card;
  const [struck, setStruck] = useState<readonly number[]>([]);
  const [busy, setBusy] = useState(false);
  const deny = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => deny.current?.focus({ preventScroll: true }), []);

  async function say(one: ApprovalAnswer): Promise<void> {
    if (busy) return;
    setBusy(true);
    await answer(one);
    setBusy(false);
  }
  const left = asks.kind === 'plan' ? asks.lines.length - struck.length : 1;
  const asleep = !card.armed || left === 0;
  const changes = asks.kind === 'plan' ? asks.lines.filter((_, at) => !struck.includes(at)) : [asks.change];
  const yes = changes.some(({ isDestructive }) => isDestructive) ? 'stop' : 'primary';
  return (
    <article className={styles.card} aria-labelledby="asks">
      <p className={styles.asker} dir="auto">
        {slip.practice ? 'Practice slip' : 'Slip'} {slip.number}: {slip.job}, {slip.place}. {agent} wants to
        do this:
      </p>
      <h1 id="asks" className={styles.title}>
        {asksText(card)}
      </h1>
      {asks.kind === 'change' ? (
        <>
          {asks.change.changedMeanwhile ? (
            <p className={styles.anew}>
              Somebody changed this at Cloudflare while you looked. Nothing was sent. Please look again.
            </p>
          ) : null}
          <Why agent={agent} why={asks.change.why} />
          <ChangeLines lines={asks.change.lines} isNew={asks.change.isNew} label="What changes" />
          <p className={asks.change.isDestructive ? styles.danger : styles.risk}>
            {riskText(asks.change, slip.practice)}
          </p>
        </>
      ) : (
        <>
          <Why agent={agent} why={asks.reason} />
          <PlanLines lines={asks.lines} practice={slip.practice} struck={struck} onStrike={setStruck} />
        </>
      )}
      <p className={styles.time}>
        <TimeLeft card={card} now={now} />
      </p>
      <div className={styles.foot}>
        <Button ref={deny} onClick={() => void say({ say: 'deny' })}>
          Don’t allow
        </Button>
        {asks.kind === 'change' && asks.mayAllowAlike ? (
          <Button tone="quiet" disabled={asleep} onClick={() => void say({ say: 'allow-alike' })}>
            Allow changes like this for 15 minutes
          </Button>
        ) : null}
        {asks.kind === 'change' ? (
          <Button tone={yes} disabled={asleep} onClick={() => void say({ say: 'allow' })}>
            Allow once
          </Button>
        ) : (
          <Button tone={yes} disabled={asleep} onClick={() => void say({ say: 'allow-plan', struck })}>
            {left === asks.lines.length ? 'Allow this plan' : `Allow ${left} of ${asks.lines.length}`}
          </Button>
        )}
      </div>
    </article>
  );
}

function Why({ agent, why }: { readonly agent: string; readonly why: string | null }) {
  if (why === null) return null;
  return (
    <p className={styles.why}>
      {agent} says: <q dir="auto">{why}</q>
    </p>
  );
}
