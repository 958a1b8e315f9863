import { categoryNames } from './categories.ts';
import { dayInWords, inWords, newFormSeen, whyThatEndDate } from './common-words.ts';
import type { GuidePlan, PermissionRow, PolicyPlan } from './guide-plan.ts';
import type { GuideStep, Otherwise, Press } from './guide-step.ts';
import { numberedSteps, type UnnumberedStep as Step } from './numbered-steps.ts';

/** The twelve steps to a token that the account owns, in Cloudflare's form of 2026, for one slip. */
export function accountFormSteps(plan: GuidePlan): readonly GuideStep[] {
  const [first, second] = plan.policies;
  const steps: readonly Step[] = [
    logIn(plan),
    manageAccount,
    accountTokens,
    createToken,
    chooseScope(plan, first),
    tickRows(first),
    second === undefined ? nothingMore(first) : secondPolicy(plan, second),
    endDate(plan),
    reviewToken,
    readSummary(plan),
    copyToken,
    confirmStored,
  ];
  return numberedSteps(steps, newFormSeen);
}

function logIn({ accountName }: GuidePlan): Step {
  return {
    screen: 'log-in',
    title: 'Open Cloudflare and log in',
    why: 'You make the permission yourself, in your own account. This app never sees your password.',
    press: [{ target: 'log-in', text: 'Log in as you always do', label: 'Log in', older: ['Sign in'] }],
    worked: `You see ${accountName ?? 'the name of your account'} at the top left.`,
    otherwise: [
      {
        sees: 'It asks me to choose an account',
        does: 'Choose the account that holds this website, then go on.',
      },
      {
        sees: 'I have no password for Cloudflare',
        does: 'Ask the person who set up your website. You can send them the printed steps.',
      },
    ],
    inWords: 'Open dash.cloudflare.com in your browser and log in.',
  };
}

const manageAccount: Step = {
  screen: 'account-home',
  title: 'Open “Manage account”',
  why: 'Permissions belong to the account, not to one website, so they are kept here.',
  press: [
    {
      target: 'manage-account',
      text: 'Press Manage account in the menu on the left',
      label: 'Manage account',
      older: ['Manage Account'],
    },
  ],
  worked: 'A few more lines open below it.',
  otherwise: [
    {
      sees: 'There is no menu on the left',
      does: 'Make the window wider, or press the three lines at the top.',
    },
    {
      sees: 'I see one website only',
      does: 'Press the Cloudflare name at the top left to go up to your account.',
    },
  ],
  inWords: 'In the menu on the left, press Manage account.',
};

const accountTokens: Step = {
  screen: 'account-home',
  title: 'Open “Account API tokens”',
  why: 'A token is Cloudflare’s word for a permission that a program can use.',
  press: [
    {
      target: 'account-api-tokens',
      text: 'Press Account API tokens',
      label: 'Account API tokens',
      older: ['Account API Tokens', 'API Tokens'],
    },
  ],
  worked: 'You see a list, perhaps an empty one, and a blue button.',
  otherwise: [
    {
      sees: 'There is no such line',
      does: 'Your login may not manage tokens here. Press “Cloudflare doesn’t let me” below, and we use your own tokens instead.',
    },
  ],
  inWords: 'Below Manage account, press Account API tokens.',
};

const createToken: Step = {
  screen: 'token-list',
  title: 'Press “Create Token”',
  why: 'This opens an empty form. Nothing is made yet.',
  press: [
    { target: 'create-token', text: 'Press the blue button', label: 'Create Token', older: ['Create token'] },
    {
      target: 'start-from-scratch',
      text: 'Then choose Start from scratch',
      label: 'Start from scratch',
      older: ['Create Custom Token', 'Get started'],
    },
  ],
  worked: 'You see a form with the field “Token name”.',
  otherwise: [
    { sees: 'The button is grey', does: 'Your login may not make tokens here. Use your own tokens instead.' },
    {
      sees: 'I see a page of ready-made tokens',
      does: 'Leave them. They allow far more than your agent needs.',
    },
  ],
  inWords: 'Press Create Token, then Start from scratch.',
};

function chooseScope({ domain, allDomains, tokenName }: GuidePlan, policy: PolicyPlan | undefined): Step {
  const onDomains = policy?.scope === 'domains';
  const scopeLabel = onDomains ? (allDomains ? 'All Domains' : 'Specified Domains') : 'Entire Account';
  const name: Press = {
    target: 'token-name',
    text: `Name it “${tokenName}”`,
    label: 'Token name',
    older: ['Name'],
  };
  const scope: Press = {
    target: 'scope',
    text: `Choose ${scopeLabel}`,
    label: scopeLabel,
    older:
      onDomains && !allDomains ? ['Specific zone', 'Zone Resources'] : ['All zones', 'Account Resources'],
  };
  const pick: Press = {
    target: 'select-domains',
    text: `Choose ${domain ?? 'your website'}, and only this one`,
    label: 'Select domains…',
    older: ['Select domains', 'Specific zone'],
  };
  return {
    screen: 'scope',
    title: onDomains && !allDomains ? `Only ${domain ?? 'one website'}` : 'Say where it may work',
    why: onDomains
      ? 'This is the most important step. It keeps your agent away from your other websites.'
      : 'This job belongs to the whole account, not to one website.',
    press: onDomains && !allDomains ? [name, scope, pick] : [name, scope],
    worked:
      onDomains && !allDomains
        ? `You see ${domain ?? 'your website'} and no other website.`
        : `You see ${scopeLabel}.`,
    otherwise: [
      ...workersScope(policy),
      { sees: 'I can’t see a choice of websites', does: 'Press Edit policy first. The choice opens there.' },
      {
        sees: 'My website is not in the list',
        does: 'You are in another account. Switch it at the top left.',
      },
    ],
    inWords: `In Token name type “${tokenName}”. Under Permission policies press Edit policy and choose ${scopeLabel}${
      onDomains && !allDomains ? `, then Select domains, then ${domain ?? 'your website'} only` : ''
    }.`,
  };
}

/* Whether such a token lists its Workers, as the check asks of it, is not known; and it holds for no Worker to come. */
function workersScope(policy: PolicyPlan | undefined): readonly Otherwise[] {
  if (!policy?.rows.some(({ key }) => key.startsWith('workersScripts.'))) return [];
  return [
    {
      sees: 'It also offers Specified Workers',
      does: 'That is narrower, but this app can’t check such a token yet. Choose Entire Account.',
    },
  ];
}

function tickRows(policy: PolicyPlan | undefined): Step {
  const rows = policy?.rows ?? [];
  return {
    screen: 'permissions',
    title:
      rows.length === 1
        ? 'Tick one box, nothing more'
        : `Tick ${numberWord(rows.length)} boxes, nothing more`,
    why: 'This is the list of permissions. Leave every other box empty.',
    press: rows.map(rowPress),
    worked: `The numbers before the slashes add up to ${rows.length}.`,
    otherwise: [
      { sees: 'I can’t find a row', does: 'Type its name into the search field above the list.' },
      {
        sees: 'The rows are closed',
        does: `Press the heading to open it: ${inWords([...new Set(rows.map(({ category }) => categoryNames[category]))])}.`,
      },
      {
        sees: 'A row is not there at all',
        does: 'Look at the step before: some rows only show for websites.',
      },
    ],
    inWords: `${rows.map(rowInWords).join(' ')} Leave every other box empty.`,
  };
}

function secondPolicy({ accountName, domain }: GuidePlan, policy: PolicyPlan): Step {
  const scopeLabel = policy.scope === 'account' ? 'Entire Account' : 'Specified Domains';
  return {
    screen: 'second-policy',
    title: 'Add the second part',
    why: `This job needs ${policy.scope === 'account' ? 'the account' : 'the website'} as well, and Cloudflare keeps the two apart.`,
    press: [
      {
        target: 'add-policy',
        text: 'Press Add policy',
        label: 'Add policy',
        older: ['+ Add policy', '+ Add more'],
      },
      {
        target: 'second-scope',
        text: `Choose ${scopeLabel}`,
        label: scopeLabel,
        older: ['Account Resources', 'Zone Resources'],
      },
      ...policy.rows.map((row): Press => ({ ...rowPress(row), target: `second-${row.key}` })),
    ],
    worked: 'You see two parts, one below the other.',
    otherwise: [
      ...workersScope(policy),
      { sees: 'There is no Add policy', does: 'Close the first part with Done. The button is below it.' },
    ],
    inWords: `Press Add policy and choose ${scopeLabel}${
      policy.scope === 'account'
        ? ` of ${accountName ?? 'your account'}`
        : `, then ${domain ?? 'your website'}`
    }. ${policy.rows.map(rowInWords).join(' ')}`,
  };
}

function nothingMore(policy: PolicyPlan | undefined): Step {
  const count = policy?.rows.length ?? 0;
  return {
    screen: 'permissions',
    title: 'Check that nothing else is ticked',
    why: 'One box too many is the most common mistake. This slip needs no second part.',
    press: [
      {
        target: 'counters',
        text: `Add up the numbers before the slashes: ${count}`,
        label: 'Permissions',
        older: ['Permission policies'],
      },
    ],
    worked: `You count ${count} ${count === 1 ? 'tick' : 'ticks'} in all, and there is one policy only.`,
    otherwise: [{ sees: 'I see more ticks', does: 'Take each of them away that step 6 does not name.' }],
    inWords: `Count the ticks. There should be ${count}. Do not add another policy.`,
  };
}

function endDate({ endDay }: GuidePlan): Step {
  const end = endDay === null ? null : dayInWords(endDay);
  return {
    screen: 'end-date',
    title: end === null ? 'Leave the end date empty' : 'Set the end date',
    why: end === null ? 'You chose a slip without an end. It stays open until you stop it.' : whyThatEndDate,
    press: [
      {
        target: 'expiration',
        text: end === null ? 'Leave it at No expiration' : `Choose a custom date: ${end}`,
        label: end === null ? 'No expiration' : 'Token expiration',
        older: ['TTL', 'Start Date', 'End Date'],
      },
    ],
    worked: end === null ? 'You see No expiration.' : `You see ${end}.`,
    otherwise: [
      {
        sees: 'It offers days instead of dates',
        does: 'Choose Custom, or the number of days that ends soonest.',
      },
      { sees: 'It asks for IP addresses, too', does: 'Leave that empty. A wrong one locks your agent out.' },
    ],
    inWords:
      end === null ? 'Leave Token expiration at No expiration.' : `Under Token expiration choose ${end}.`,
  };
}

const reviewToken: Step = {
  screen: 'review',
  title: 'Press “Review token”',
  why: 'Cloudflare shows you everything once more before it makes anything.',
  press: [
    {
      target: 'review-token',
      text: 'Press Review token',
      label: 'Review token',
      older: ['Continue to summary'],
    },
  ],
  worked: 'You see a short summary and no more boxes to tick.',
  otherwise: [
    { sees: 'The button is grey', does: 'Something is missing. Look for a field with a red line.' },
  ],
  inWords: 'At the end of the form press Review token. Older pages say Continue to summary.',
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
        label: 'Summary',
        older: ['API token summary'],
      },
      { target: 'create', text: 'Then press Create token', label: 'Create token', older: ['Create Token'] },
    ],
    worked: 'A box opens that says “Token created successfully”.',
    otherwise: [
      { sees: 'It names more websites', does: 'Press back and mend step 5.' },
      { sees: 'It names more permissions', does: 'Press back and mend step 6.' },
    ],
    inWords: `The summary should say: ${summary.join('; ')}. If it does, press Create token.`,
  };
}

const copyToken: Step = {
  screen: 'created',
  title: 'Copy the token',
  why: 'Cloudflare shows it this one time. Copy it here, and nowhere else.',
  press: [
    {
      target: 'copy-token',
      text: 'Press Copy to clipboard next to the token',
      label: 'Copy to clipboard',
      older: ['Copy'],
    },
    {
      target: 'account-id',
      text: 'If we ask for it: this is the account ID',
      label: 'Account ID',
      older: ['Account ID'],
    },
  ],
  worked: 'This app says that it has a token of the right kind.',
  otherwise: [
    {
      sees: 'There are more keys below it',
      does: 'Leave the Access Key ID and the Secret Access Key. They are for something else.',
    },
    {
      sees: 'I closed it too early',
      does: 'Delete that token in the list and make a new one. No harm is done.',
    },
  ],
  inWords: 'In the box that opened, press Copy to clipboard next to Your API Token. Then come back here.',
};

const confirmStored: Step = {
  screen: 'created',
  title: 'Close the box only now',
  why: 'The token is safe in this app. Cloudflare will not show it again.',
  press: [
    { target: 'confirm', text: 'Press Confirm', label: 'Confirm', older: ['Done', 'View all API tokens'] },
  ],
  worked: 'You are back at the list, and it shows the new name.',
  otherwise: [],
  inWords: 'Press Confirm to close the box.',
};

function rowPress({ key, row, box }: PermissionRow): Press {
  return {
    target: key,
    text: `Tick ${box} in the row ${row}`,
    label: box,
    older: box === 'Edit' ? ['Write'] : [],
  };
}

function rowInWords({ category, row, box }: PermissionRow): string {
  return `Under ${categoryNames[category]}, in the row ${row}, tick ${box}.`;
}

function numberWord(count: number): string {
  return ['no', 'one', 'two', 'three', 'four', 'five', 'six'][count] ?? `${count}`;
}
