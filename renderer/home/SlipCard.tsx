import { agentName } from '../../shared/agents.ts';
import { modeOf } from '../../shared/catalogue/jobs.ts';
import { deadSince, isInForce, nearEnd, type Slip, stampOf } from '../../shared/slip.ts';
import { isElsewhere } from '../../shared/slip-import.ts';
import { placeText } from '../../shared/slip-paper.ts';
import { daysLeft } from '../../shared/until.ts';
import { useApp } from '../app/app-context.ts';
import { dateText } from '../app/dates.ts';
import { CopyPromptButton } from '../slip/CopyPromptButton.tsx';
import { shownStamp } from '../slip/paused.ts';
import type { CopyPrompt } from '../slip/use-copy-prompt.ts';
import { Button } from '../ui/Button.tsx';
import { Stamp } from '../ui/Stamp.tsx';
import { useKeptFocusOn } from './kept-place.ts';
import styles from './SlipCard.module.css';
import { usedText } from './used-text.ts';

type SlipCardProps = {
  readonly slip: Slip;
  readonly now: Date;
  readonly copy: CopyPrompt;
};

/** One slip in the home list: a small version of its paper. */
export function SlipCard({ slip, now, copy }: SlipCardProps) {
  const { snapshot, show, homePlace } = useApp();
  const opener = useKeptFocusOn(slip.id);
  const stamp = stampOf(slip, now);
  const usable = isInForce(stamp);
  const elsewhere = isElsewhere(slip);
  const title = upperFirst(titleOf(slip));
  /* What Cloudflare refuses is for no agent. */
  const works = usable && deadSince(slip) === null && slip.rotating?.lost !== true;
  const mayCopy = works && !elsewhere && slip.stopping === null;
  const work = snapshot.agents.atWork.find((one) => one.slip === slip.id);
  const used = usable ? usedText(slip, work, now) : null;
  function open(): void {
    homePlace.opened = slip.id;
    show({ name: 'slip', id: slip.id, fresh: 'no' });
  }
  return (
    <article className={styles.card} aria-label={`Slip ${slip.number}, ${title}`}>
      <p className={styles.top}>
        <span>
          No. {slip.number} · {agentName(slip.who)}
        </span>
        <Stamp text={shownStamp(slip, now, snapshot)} size="small" />
      </p>
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.line}>{placeText(slip.place)}</p>
      <p className={usable && nearEnd(slip) <= now.getTime() ? styles.soon : styles.line}>
        {endText(slip, now)}
      </p>
      {used === null ? null : <p className={work?.inUse ? styles.inUse : styles.line}>{used}</p>}
      {elsewhere ? <p className={styles.soon}>Token not on this computer</p> : null}
      {slip.world === 'practice' ? <p className={styles.practice}>Practice</p> : null}
      <div className={styles.actions}>
        {mayCopy ? <CopyPromptButton slip={slip} label="Copy prompt" small copy={copy} /> : null}
        <Button
          ref={opener}
          small
          tone={mayCopy ? 'quiet' : 'plain'}
          onClick={open}
          aria-label={`Open slip ${slip.number}`}
        >
          Open
        </Button>
      </div>
    </article>
  );
}

/* An own job goes by the name that its owner gave it. */
function titleOf({ job, access }: Slip): string {
  return typeof job === 'string' ? (modeOf(job, access)?.may ?? '') : job.title;
}

function endText({ until, revoked }: Slip, now: Date): string {
  if (revoked !== null) return `Stopped on ${dateText(new Date(revoked.at))}`;
  if (until.kind === 'never') return 'No end date';
  const left = daysLeft(until.at, now);
  if (left === 0) return `Ended on ${dateText(new Date(until.at))}`;
  if (left === 1) return 'Ends within a day';
  return left <= 7 ? `Ends in ${left} days` : `Until ${dateText(new Date(until.at))}`;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
