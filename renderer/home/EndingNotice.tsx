import { agentName } from '../../shared/agents.ts';
import { type Slip, stampOf } from '../../shared/slip.ts';
import { placeText } from '../../shared/slip-paper.ts';
import { daysLeft } from '../../shared/until.ts';
import { useApp } from '../app/app-context.ts';
import { dateText } from '../app/dates.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';

/** Tells which slip ends next, when its end is near. */
export function EndingNotice({ now }: { readonly now: Date }) {
  const { snapshot, show } = useApp();
  const ending = snapshot.slips
    .filter((slip) => stampOf(slip, now) === 'REVIEW SOON')
    .flatMap((slip) => (slip.until.kind === 'at' ? [{ slip, at: slip.until.at }] : []))
    .sort((a, b) => a.at.localeCompare(b.at));
  const [next] = ending;
  if (next === undefined) return null;
  return (
    <Notice
      tone="soon"
      title={titleText(next.slip, ending.length, daysLeft(next.at, now))}
      actions={
        <Button small onClick={() => show({ name: 'slip', id: next.slip.id, fresh: 'no' })}>
          {`Look at slip ${next.slip.number}`}
        </Button>
      }
    >
      {`${agentName(next.slip.who)} loses access to ${placeText(next.slip.place)} on ${dateText(new Date(next.at))}.`}
    </Notice>
  );
}

function titleText(slip: Slip, count: number, days: number): string {
  const when = days <= 1 ? 'within a day' : `in ${days} days`;
  return count === 1
    ? `Slip ${slip.number} ends ${when}.`
    : `${count} slips end soon, the first of them ${when}.`;
}
