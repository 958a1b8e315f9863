import { agentName } from '../../shared/agents.ts';
import { modeOf } from '../../shared/catalogue/jobs.ts';
import type { CheckUpAdvice, CheckUpQuestion } from '../../shared/check-up.ts';
import { nextReview } from '../../shared/review.ts';
import type { Slip } from '../../shared/slip.ts';
import { type DateFormat, placeText } from '../../shared/slip-paper.ts';

/** A question of a check-up, with what helps to answer it. */
export type QuestionText = { readonly asks: string; readonly help: string };

export function questionText(question: CheckUpQuestion, slip: Slip, date: DateFormat): QuestionText {
  const agent = agentName(slip.who);
  switch (question) {
    case 'job-done':
      return { asks: 'Is the job done?', help: `It was: ${slip.task}` };
    case 'person-left':
      return {
        asks: 'Has someone left who used this slip?',
        help: `A person who worked with ${agent}, or ${agent} itself if you no longer use it.`,
      };
    case 'pasted':
      return {
        asks: 'Did you paste the token anywhere?',
        help: 'For example into a chat, a mail or a document.',
      };
    case 'know-where':
      return { asks: 'Do you know each place where the token is?', help: placesText(slip) };
    case 'too-much':
      return { asks: 'May it do more than the job needs?', help: mayText(slip) };
    case 'end-right':
      return { asks: 'Is the end date still right?', help: endText(slip, date) };
  }
}

function placesText({ route, events }: Slip): string {
  const others = events.some(({ what }) => what === 'token-copied');
  const copied = others ? ' You also copied it from here.' : '';
  switch (route.kind) {
    case 'local':
    case 'keychain':
      return `We keep it in this computer's keychain.${copied}`;
    case 'environment':
      return `We keep it in this computer's keychain. You put it elsewhere as ${route.name}.`;
    case 'secrets-manager':
      return `We keep it in this computer's keychain. You put it into ${route.manager}.`;
  }
}

function mayText({ job, access, place, keptAnyway }: Slip): string {
  const may = `It may ${modeOf(job, access)?.may ?? 'do its job'}, on ${placeText(place)}.`;
  return (keptAnyway?.tooMuch.length ?? 0) === 0 ? may : `${may} We saw that it can do more than that.`;
}

function endText({ until }: Slip, date: DateFormat): string {
  return until.kind === 'never' ? 'It has no end date.' : `It ends on ${date(new Date(until.at))}.`;
}

/** What a check-up ends in: what to do, why, and the one button for it. */
export type AdviceText = { readonly title: string; readonly meaning: string; readonly button: string };

export function adviceText(advice: CheckUpAdvice, slip: Slip, now: Date, date: DateFormat): AdviceText {
  const agent = agentName(slip.who);
  switch (advice.do) {
    case 'keep':
      return {
        title: 'All is well',
        meaning: `Keep this slip as it is. ${nextText(slip, now, date)}`,
        button: 'Keep this slip',
      };
    case 'revoke':
      return {
        title: `Stop ${agent}`,
        meaning: 'Nobody needs this slip any more. So its token should not stay open.',
        button: 'Stop this agent',
      };
    case 'rotate':
      return advice.why === 'pasted'
        ? {
            title: 'Make the old token worthless',
            meaning: 'Then nobody who has seen it can use it. Your agent gets a new one.',
            button: 'Make the old token worthless now',
          }
        : {
            title: 'Rotate the token to a new value',
            meaning: 'Then a copy that lies around somewhere opens nothing.',
            button: 'Rotate the token',
          };
    case 'narrow':
      return advice.why === 'too-much'
        ? {
            title: 'Make this slip narrower',
            meaning:
              'We show you your answers again. Take away what the job does not need. A new token then takes the place of this one.',
            button: 'Make it narrower',
          }
        : {
            title: 'Give it another end date',
            meaning: 'The end is a part of the token. So a new token takes the place of this one.',
            button: 'Choose another end date',
          };
  }
}

function nextText(slip: Slip, now: Date, date: DateFormat): string {
  const next = nextReview(slip, now);
  return slip.until.kind === 'at' && Date.parse(next) >= Date.parse(slip.until.at)
    ? `It ends on ${date(new Date(slip.until.at))}.`
    : `We ask you again on ${date(new Date(next))}.`;
}
