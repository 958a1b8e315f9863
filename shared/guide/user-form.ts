import { dayInWords, olderFormSeen, whyThatEndDate } from './common-words.ts';
import type { GuidePlan, PermissionRow } from './guide-plan.ts';
import type { GuideStep, Press } from './guide-step.ts';
import { numberedSteps, type UnnumberedStep as Step } from './numbered-steps.ts';

/**
 * The twelve steps to a token that the person owns, in Cloudflare's form with rows: for owners who may not manage the
 * account's tokens, and for products that the account's tokens can't do.
 */
export function userFormSteps(plan: GuidePlan): readonly GuideStep[] {
  const steps: readonly Step[] = [
    logIn,
    openProfile,
    openTokens,
    createToken,
    customToken(plan),
    chooseRows(plan),
    chooseResources(plan),
    endDate(plan),
    reviewToken,
    readSummary(plan),
    copyToken,
    backToList,
  ];
  return numberedSteps(steps, olderFormSeen);
}

const logIn: Step = {
  screen: 'log-in',
  title: 'Open Cloudflare and log in',
  why: 'You make the permission yourself, with your own login. This app never sees your password.',
  press: [{ target: 'log-in', text: 'Log in as you always do', label: 'Log in', older: ['Sign in'] }],
  worked: 'You see your websites.',
  otherwise: [{ sees: 'It asks me to choose an account', does: 'Choose the one that holds this website.' }],
  inWords: 'Open dash.cloudflare.com in your browser and log in.',
};

const openProfile: Step = {
  screen: 'profile',
  title: 'Open your profile',
  why: 'Tokens of your own are kept with you, not with the account.',
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

const openTokens: Step = {
  screen: 'profile',
  title: 'Open “API Tokens”',
  why: 'A token is Cloudflare’s word for a permission that a program can use.',
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

const createToken: Step = {
  screen: 'token-list',
  title: 'Press “Create Token”',
  why: 'This opens a page of choices. Nothing is made yet.',
  press: [
    { target: 'create-token', text: 'Press the blue button', label: 'Create Token', older: ['Create token'] },
  ],
  worked: 'You see a list of templates.',
  otherwise: [
    { sees: 'The button is grey', does: 'Your account may not allow it. Ask whoever set the account up.' },
  ],
  inWords: 'Press Create Token.',
};

function customToken({ tokenName }: GuidePlan): Step {
  return {
    screen: 'start-page',
    title: 'Choose “Create Custom Token”',
    why: 'The ready-made ones allow more than your agent needs.',
    press: [
      {
        target: 'start-from-scratch',
        text: 'Press Get started beside Create Custom Token',
        label: 'Get started',
        older: ['Start from scratch', 'Create Custom Token'],
      },
      { target: 'token-name', text: `Then name it “${tokenName}”`, label: 'Token name', older: ['Name'] },
    ],
    worked: 'You see a form with the name in it.',
    otherwise: [{ sees: 'I can’t see Create Custom Token', does: 'It stands at the end of the page.' }],
    inWords: `Beside Create Custom Token press Get started. In Token name type “${tokenName}”.`,
  };
}

function chooseRows({ policies }: GuidePlan): Step {
  const rows = policies.flatMap(({ scope, rows }) => rows.map((row) => ({ ...row, scope })));
  return {
    screen: 'permissions',
    title: rows.length === 1 ? 'Choose one permission' : `Choose ${rows.length} permissions, nothing more`,
    why: 'Each line is one permission. Make one line for each of these, and no other.',
    press: rows.map((row) => rowPress(row, row.scope)),
    worked: `You see ${rows.length === 1 ? 'one line' : `${rows.length} lines`}.`,
    otherwise: [
      { sees: 'There is only one line', does: 'Press + Add more for the next one.' },
      { sees: 'I see boxes to tick instead', does: 'Tick the same words there. It is the newer form.' },
    ],
    inWords: rows
      .map(({ row, box, scope }) => `Choose ${scope === 'account' ? 'Account' : 'Zone'}, ${row}, ${box}.`)
      .join(' '),
  };
}

function chooseResources({ policies, domain, allDomains, accountName }: GuidePlan): Step {
  const needsAccount = policies.some(({ scope }) => scope === 'account');
  const needsZone = policies.some(({ scope }) => scope === 'domains');
  const account: Press = {
    target: 'account-resources',
    text: `Choose Include and ${accountName ?? 'your account'}`,
    label: 'Account Resources',
    older: ['Entire Account'],
  };
  const zone: Press = {
    target: 'zone-resources',
    text: allDomains
      ? 'Choose Include and All zones'
      : `Choose Specific zone and ${domain ?? 'your website'}`,
    label: 'Zone Resources',
    older: ['Specified Domains', 'Select domains…'],
  };
  return {
    screen: 'resources',
    title: needsZone && !allDomains ? `Only ${domain ?? 'one website'}` : 'Say where it may work',
    why: 'This is the most important step. It keeps your agent away from everything else.',
    press: [...(needsAccount ? [account] : []), ...(needsZone ? [zone] : [])],
    worked:
      needsZone && !allDomains
        ? `You see Specific zone and ${domain ?? 'your website'}.`
        : 'You see one account only.',
    otherwise: [
      { sees: 'It says All zones', does: 'Press it and choose Specific zone. Zone means one website here.' },
    ],
    inWords: [
      needsAccount ? `Under Account Resources choose Include and ${accountName ?? 'your account'}.` : '',
      needsZone
        ? `Under Zone Resources choose Include, ${allDomains ? 'All zones' : `Specific zone, ${domain ?? 'your website'}`}.`
        : '',
    ]
      .filter((part) => part !== '')
      .join(' '),
  };
}

function endDate({ endDay }: GuidePlan): Step {
  const end = endDay === null ? null : dayInWords(endDay);
  return {
    screen: 'end-date',
    title: end === null ? 'Leave the end date empty' : 'Set the end date',
    why: end === null ? 'You chose a slip without an end.' : whyThatEndDate,
    press: [
      {
        target: 'expiration',
        text: end === null ? 'Leave both dates empty' : `Under End Date choose ${end}`,
        label: 'TTL',
        older: ['Token expiration', 'End Date'],
      },
    ],
    worked: end === null ? 'Both dates are empty.' : `You see ${end} as the End Date.`,
    otherwise: [
      { sees: 'It asks for IP addresses, too', does: 'Leave that empty. A wrong one locks your agent out.' },
    ],
    inWords: end === null ? 'Under TTL leave both dates empty.' : `Under TTL choose ${end} as the End Date.`,
  };
}

const reviewToken: Step = {
  screen: 'review',
  title: 'Press “Review token”',
  why: 'Cloudflare shows you everything once more before it makes anything.',
  press: [
    {
      target: 'review-token',
      text: 'Press the blue button',
      label: 'Review token',
      older: ['Continue to summary'],
    },
  ],
  worked: 'You see a short summary.',
  otherwise: [{ sees: 'Nothing happens', does: 'Look for a line in red: something is missing there.' }],
  inWords: 'Press Review token. Older pages say Continue to summary.',
};

function readSummary({ summary }: GuidePlan): Step {
  return {
    screen: 'summary',
    title: 'Read the summary, then create',
    why: 'Here Cloudflare repeats what you chose. If it lists more than your slip, go back and untick it.',
    press: [
      {
        target: 'summary',
        text: 'Compare this with your slip’s lines',
        label: 'API token summary',
        older: ['Summary'],
      },
      { target: 'create', text: 'Then press Create Token', label: 'Create Token', older: ['Create token'] },
    ],
    worked: 'You see a page with a long line of letters and numbers.',
    otherwise: [{ sees: 'It names more', does: 'Press Edit token and mend it.' }],
    inWords: `The summary should say: ${summary.join('; ')}. If it does, press Create Token.`,
  };
}

const copyToken: Step = {
  screen: 'created',
  title: 'Copy the token',
  why: 'Cloudflare shows it this one time. Copy it here, and nowhere else.',
  press: [
    {
      target: 'copy-token',
      text: 'Press Copy beside the token',
      label: 'Copy',
      older: ['Copy to clipboard'],
    },
  ],
  worked: 'This app says that it has a token of the right kind.',
  otherwise: [
    {
      sees: 'I left the page too early',
      does: 'Delete that token in the list and make a new one. No harm is done.',
    },
  ],
  inWords: 'Press Copy beside the token. Then come back here.',
};

const backToList: Step = {
  screen: 'created',
  title: 'Leave the page only now',
  why: 'The token is safe in this app. Cloudflare will not show it again.',
  press: [
    {
      target: 'confirm',
      text: 'Press View all API tokens',
      label: 'View all API tokens',
      older: ['Confirm', 'Done'],
    },
  ],
  worked: 'You are back at the list, and it shows the new name.',
  otherwise: [],
  inWords: 'Press View all API tokens.',
};

function rowPress({ key, row, box }: PermissionRow, scope: 'account' | 'domains'): Press {
  return {
    target: key,
    text: `Choose ${scope === 'account' ? 'Account' : 'Zone'}, ${row}, ${box}`,
    label: row,
    older: box === 'Edit' ? ['Write'] : [],
  };
}
