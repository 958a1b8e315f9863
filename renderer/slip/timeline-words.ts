import { agentName } from '../../shared/agents.ts';
import { assertNever } from '../../shared/assert-never.ts';
import type { ReminderReason } from '../../shared/reminder-reasons.ts';
import type { Route, Slip, SlipEvent } from '../../shared/slip.ts';

/** What happened, in the owner's words. */
export function eventText(event: SlipEvent, { who }: Pick<Slip, 'who'>): string {
  switch (event.what) {
    case 'created':
      return 'Token made';
    case 'proven':
      return 'Token tried out';
    case 'stored':
      return 'Token locked in the keychain';
    case 'prompt-copied':
      return `Prompt copied for ${agentName(who)}${event.route === undefined ? '' : `, naming ${routeName(event.route)}`}`;
    case 'token-copied':
      return 'Token copied to another safe place';
    case 'route-changed':
      return `Prompt names ${event.route === undefined ? 'another place' : routeName(event.route)}`;
    case 'leaked':
      return 'You said that others saw the token';
    case 'rotated':
      return 'Token rotated to a new value';
    case 'changed':
      return 'Permissions or end date changed';
    case 'old-token-gone':
      return 'Old token deleted';
    case 'revoked':
      return 'Stopped';
    case 'reminded':
      return event.reason === undefined ? 'We reminded you' : `We reminded you: ${reasonTexts[event.reason]}`;
    case 'reviewed':
      return 'You reviewed it and kept it';
    case 'person-left':
      return 'You said that the person or agent has left';
    case 'unsure-where':
      return 'You said that you are not sure where it was saved';
    case 'job-done':
      return 'You said that the job is done';
    case 'said-done':
      return 'Your agent said that the job is done';
    case 'taken-back':
      return 'You took that back';
    case 'found-refused':
      return 'Cloudflare refused the token';
    case 'found-lost':
      return 'The token was not in the keychain';
    case 'imported':
      return 'Brought in from another list';
    default:
      return assertNever(event.what);
  }
}

const reasonTexts: Readonly<Record<ReminderReason, string>> = {
  'token-refused': 'Cloudflare refused the token',
  'token-lost': 'the token was not in the keychain',
  'swap-unfinished': 'the rotation of the token was not finished',
  'seen-by-others': 'others saw the token',
  'person-left': 'the person or agent has left',
  'unsure-where': 'you were not sure where it was saved',
  'clean-up': 'a token was left behind',
  'job-done': 'the job is done',
  expired: 'it has ended',
  'ends-soon': 'its end is near',
  'too-wide': 'it can do more than planned',
  review: 'it was time for a review',
  unused: 'nobody seemed to need it',
};

function routeName(route: Route): string {
  switch (route.kind) {
    case 'local':
      return 'this app';
    case 'keychain':
      return 'the keychain';
    case 'environment':
      return route.name;
    case 'secrets-manager':
      return `"${route.entry}" in ${route.manager}`;
    default:
      return assertNever(route);
  }
}
