import type { ActivityOutcome } from './activity.ts';
import type { Decision, OwnAnswer } from './ports.ts';

const again =
  'If they allow it within ten minutes, the very same request passes once: send it again unchanged.';

/** What an agent is told of a change that was not sent. Each says that nothing was changed. */
export const changeAnswers = {
  denied: {
    status: 403,
    code: 940310,
    says: 'The owner said no. Nothing was changed. Ask the owner before you try anything like it again.',
  },
  unanswered: {
    status: 403,
    code: 940311,
    says: `The owner has not answered yet. Nothing was changed. ${again}`,
  },
  'too-many': {
    status: 429,
    code: 942910,
    retryAfter: 60,
    says: 'Too many changes wait for the owner. Nothing was changed. Wait a minute, or hand in one plan: POST /permission-slip/plan.',
  },
  stopped: {
    status: 403,
    code: 940302,
    says: 'The owner has stopped this permission slip, or Permission Slip was closed. Nothing was changed.',
  },
  withdrawn: { status: 408, code: 940810, says: 'The request was broken off. Nothing was changed.' },
  tokenUnreadable: {
    status: 503,
    code: 950301,
    says: 'The token of this permission slip can’t be read from the keychain right now. Nothing was changed. Tell the owner to look at Permission Slip.',
  },
  notSeen: {
    status: 502,
    code: 950210,
    says: 'What is there now could not be read, so the owner could not be shown it. Nothing was changed. Try again later.',
  },
  looksSecret: {
    status: 403,
    code: 940321,
    says: 'What you sent holds something that looks like a token, so the owner can’t be shown it. Nothing was changed. Send it without.',
  },
  tooMuchToShow: {
    status: 413,
    code: 941310,
    says: 'This is more than the owner can be shown at once. Nothing was changed. Change less with one request.',
  },
  keepsChanging: {
    status: 409,
    code: 940910,
    says: 'What is there kept changing while the owner was asked. Nothing was changed. Look at it again first.',
  },
  notWrittenDown: {
    status: 503,
    code: 950310,
    says: 'Permission Slip can’t write down what is changed right now, so nothing was changed. Tell the owner.',
  },
  noAnswer: {
    status: 502,
    code: 950201,
    says: 'Cloudflare did not answer. The change may have been made or not: look at what is there now.',
  },
} as const satisfies Record<string, OwnAnswer>;

/** What the agent is told of a decision against its change. */
export function decisionAnswer(decision: Exclude<Decision, { readonly kind: 'allowed' }>): OwnAnswer {
  return changeAnswers[decision.kind];
}

/** What is written down of a change that was refused: whose no it was. */
export function refusedOutcome(own: OwnAnswer): ActivityOutcome {
  if (own === changeAnswers.denied || own === changeAnswers.unanswered) return 'not-allowed-by-owner';
  const isAskedWrongly = own.refusal !== undefined || [400, 413, 429].includes(own.status);
  return isAskedWrongly || own === changeAnswers.looksSecret ? 'refused' : 'failed';
}
