import { useEffect, useState } from 'react';
import type { ApprovalCard } from '../../shared/approvals/card.ts';
import { timeText } from './question-words.ts';

/** How long the agent waits. `now` is the app's time when the card was told of last. */
export function TimeLeft({ card, now }: { readonly card: ApprovalCard; readonly now: string }) {
  const [, tick] = useState(0);
  const [told, setTold] = useState({ now, at: performance.now() });
  if (told.now !== now) setTold({ now, at: performance.now() });
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  const passed = Date.parse(told.now) + performance.now() - told.at;
  const left = (at: string) => Date.parse(at) - passed;
  const held = card.heldUntil === null ? null : Math.max(0, Math.ceil(left(card.heldUntil) / 1000));
  return <>{timeText(card.agent, held, Math.ceil(left(card.answerUntil) / 60_000))}</>;
}
