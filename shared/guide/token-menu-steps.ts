import { dayInWords, newFormSeen, olderFormSeen } from './common-words.ts';
import type { GuidePlan } from './guide-plan.ts';
import type { GuideStep } from './guide-step.ts';
import { numberedSteps, type UnnumberedStep as Step } from './numbered-steps.ts';

/** The steps through the list of tokens to a new value of one of them. The last one copies it. */
export function rollSteps(plan: GuidePlan): readonly GuideStep[] {
  return numbered(plan, [...wayToList(plan), findToken(plan), pressRoll, confirmRoll, copyValue(plan)]);
}

/** The steps through the list of tokens to the end of one of them. */
export function deleteSteps(plan: GuidePlan): readonly GuideStep[] {
  return numbered(plan, [...wayToList(plan), findToken(plan), pressDelete, confirmDelete]);
}

/** The step at which the owner stands once the list of tokens is open. */
export function listStep(steps: readonly GuideStep[]): number {
  return steps.find(({ screen }) => screen === 'token-line')?.number ?? 1;
}

function numbered({ form }: GuidePlan, steps: readonly Step[]): readonly GuideStep[] {
  return numberedSteps(steps, form === 'account' ? newFormSeen : olderFormSeen);
}

function wayToList({ form, accountName }: GuidePlan): readonly Step[] {
  return form === 'account'
    ? [logIn(accountName), openAccountTokens]
    : [logIn(null), openProfile, openOwnTokens];
}

function logIn(accountName: string | null): Step {
  return {
    screen: 'log-in',
    title: 'Open Cloudflare and log in',
    why: 'You do this yourself, with your own login. This app never sees your password.',
    press: [{ target: 'log-in', text: 'Log in as you always do', label: 'Log in', older: ['Sign in'] }],
    worked: accountName === null ? 'You see your websites.' : `You see ${accountName} at the top left.`,
    otherwise: [
      {
        sees: 'It asks me to choose an account',
        does: 'Choose the account that holds this website, then go on.',
      },
    ],
    inWords: 'Open dash.cloudflare.com in your browser and log in.',
  };
}

const openAccountTokens: Step = {
  screen: 'account-home',
  title: 'Open the list of tokens',
  why: 'The token of this slip belongs to the account, so it is in the list of the account.',
  press: [
    {
      target: 'manage-account',
      text: 'Press Manage account on the left',
      label: 'Manage account',
      older: ['Manage Account'],
    },
    {
      target: 'account-api-tokens',
      text: 'Then press Account API tokens',
      label: 'Account API tokens',
      older: ['Account API Tokens', 'API Tokens'],
    },
  ],
  worked: 'You see a list of tokens.',
  otherwise: [
    {
      sees: 'There is no such line',
      does: 'Your login may not manage tokens here. Ask the person who made this token.',
    },
    {
      sees: 'There is no menu on the left',
      does: 'Make the window wider, or press the three lines at the top.',
    },
  ],
  inWords: 'In the menu on the left, press Manage account, then Account API tokens.',
};

const openProfile: Step = {
  screen: 'profile',
  title: 'Open your profile',
  why: 'The token of this slip is your own, so it is kept with you and not with the account.',
  press: [
    {
      target: 'avatar',
      text: 'Press the round picture at the top right',
      label: 'Your picture',
      older: ['My Profile'],
    },
    { target: 'profile', text: 'Then press Profile', label: 'Profile', older: ['My Profile'] },
  ],
  worked: 'You see your name and e-mail address.',
  otherwise: [{ sees: 'There is no picture', does: 'Look for a small figure of a person at the top right.' }],
  inWords: 'At the top right press the round picture, then Profile.',
};

const openOwnTokens: Step = {
  screen: 'profile',
  title: 'Open “API Tokens”',
  why: 'Here is the list of all tokens of your own.',
  press: [
    {
      target: 'api-tokens',
      text: 'Press API Tokens on the left',
      label: 'API Tokens',
      older: ['API tokens'],
    },
  ],
  worked: 'You see a list of tokens, and below it API Keys. Do not touch the keys.',
  otherwise: [],
  inWords: 'In the menu on the left press API Tokens. Leave the part about API Keys alone.',
};

function findToken({ tokenName, endDay }: GuidePlan): Step {
  return {
    screen: 'token-line',
    title: 'Find the token and press its three dots',
    why: 'Take the right line. Each line is another token, perhaps of another agent.',
    press: [
      { target: 'token-name', text: 'Find this name', label: tokenName, older: [] },
      {
        target: 'token-dots',
        text: 'Press the three dots in its line',
        label: 'Three dots',
        older: ['Actions'],
      },
    ],
    worked: 'A small menu opens.',
    otherwise: [
      {
        sees: 'The name is not in the list',
        does: 'You may have named it otherwise. Look at the date on which it was made.',
      },
      {
        sees: 'There are many tokens',
        does: 'Type a part of the name into the search field above the list.',
      },
      ...(endDay === null
        ? []
        : [
            {
              sees: 'Two lines have this name',
              does: `Take the one that ends on ${dayInWords(endDay)}. If the list shows no end, press Edit to see it.`,
            },
          ]),
    ],
    inWords: `In the list find “${tokenName}”. At the end of its line press the three dots.`,
  };
}

const pressRoll: Step = {
  screen: 'token-menu',
  title: 'Press “Roll”',
  why: 'Roll is Cloudflare’s word for a new value. Permissions and end date stay as they are.',
  press: [{ target: 'roll', text: 'Press Roll', label: 'Roll', older: ['Regenerate'] }],
  worked: 'Cloudflare asks if you are sure.',
  otherwise: [{ sees: 'There is no Roll', does: 'Press Edit or View first. Some pages show Roll there.' }],
  inWords: 'In the menu press Roll.',
};

const confirmRoll: Step = {
  screen: 'confirm-roll',
  title: 'Confirm it',
  why: 'From this moment the old token is dead. Your agent waits until the new one is in this app.',
  press: [{ target: 'confirm-roll', text: 'Press Confirm', label: 'Confirm', older: ['Roll', 'Roll token'] }],
  worked: 'You see the new token.',
  otherwise: [
    {
      sees: 'The box names another token',
      does: 'Press Cancel, and take the right line. Nothing has happened yet.',
    },
  ],
  inWords: 'Read the name in the box once more, then press Confirm.',
};

function copyValue({ form }: GuidePlan): Step {
  const label = form === 'account' ? 'Copy to clipboard' : 'Copy';
  return {
    screen: 'rolled',
    title: 'Copy the new token',
    why: 'Cloudflare shows it this one time. Copy it here, and nowhere else.',
    press: [
      {
        target: 'copy-token',
        text: `Press ${label} next to the token`,
        label,
        older: [form === 'account' ? 'Copy' : 'Copy to clipboard'],
      },
    ],
    worked: 'This app says that the token is rotated.',
    otherwise: [
      {
        sees: 'I closed it too early',
        does: 'Roll the same token once more. No harm is done.',
      },
    ],
    inWords: `Press ${label} next to the new token. Then come back here.`,
  };
}

const pressDelete: Step = {
  screen: 'token-menu',
  title: 'Press “Delete”',
  why: 'A token that is deleted opens nothing any more, for nobody.',
  press: [{ target: 'delete', text: 'Press Delete', label: 'Delete', older: ['Revoke'] }],
  worked: 'Cloudflare asks if you are sure.',
  otherwise: [{ sees: 'There is no Delete', does: 'Press Edit or View first. Some pages show it there.' }],
  inWords: 'In the menu press Delete.',
};

const confirmDelete: Step = {
  screen: 'confirm-delete',
  title: 'Confirm it',
  why: 'This can’t be undone, so read the name in the box once more.',
  press: [{ target: 'confirm-delete', text: 'Press Delete', label: 'Delete', older: ['Confirm'] }],
  worked: 'The token is gone from the list.',
  otherwise: [
    {
      sees: 'The box names another token',
      does: 'Press Cancel, and take the right line. Nothing has happened yet.',
    },
  ],
  inWords: 'Read the name in the box, then press Delete.',
};
