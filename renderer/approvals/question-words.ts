import { type ApprovalCard, type ChangeShown, planTitle, type Risk } from '../../shared/approvals/card.ts';

/** What a question is about, in one line. */
export function asksText({ asks }: ApprovalCard): string {
  return asks.kind === 'change' ? asks.change.says : planTitle(asks.lines.length);
}

const risks: Record<Risk, string> = {
  undo: 'If it turns out wrong, you can undo it from the slip.',
  'comes-back': 'There is nothing to undo: Cloudflare saves new copies when visitors come.',
  'no-undo': 'We can’t undo this for you. You would have to change it back at Cloudflare.',
  'for-good': 'This can’t be taken back.',
};

/** What a change means for the website, and whether it can be taken back. */
export function riskText(change: ChangeShown, practice: boolean): string {
  const where = practice
    ? 'This is practice. No real website changes.'
    : 'Your live website changes at once.';
  return `${where} ${risks[change.risk]}`;
}

/** How much time is left, in words that change only now and then. */
export function timeText(agent: string, secondsHeld: number | null, minutesLeft: number): string {
  const minutes = minutesLeft <= 1 ? 'a minute' : `${minutesLeft} minutes`;
  if (secondsHeld !== null && secondsHeld > 0) {
    const seconds = secondsHeld === 1 ? '1 second' : `${secondsHeld} seconds`;
    return `Nothing changes until you say yes. ${agent} waits ${seconds} more. You can say yes for ${minutes}; after a late yes, ${agent} has to ask again.`;
  }
  return `${agent} has stopped waiting, and nothing was changed. If you say yes within ${minutes}, it goes through when ${agent} asks again.`;
}
