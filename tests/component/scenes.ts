import { screen } from '@testing-library/react';
import { emptyOwnJob } from '../../shared/catalogue/own-job.ts';
import type { PermissionKey } from '../../shared/catalogue/permission-groups.ts';
import type { GuideForm } from '../../shared/guide/guide-plan.ts';
import type { Answer } from '../../shared/ipc/contract.ts';
import { failed, ok } from '../../shared/result.ts';
import { isInForce, type Slip, stampOf } from '../../shared/slip.ts';
import type { Verdict } from '../../shared/verdict.ts';
import type { Draft } from '../../shared/wizard.ts';
import { noAgents } from '../fakes/no-agents.ts';
import type { FakeBridge } from './fake-bridge.ts';
import { choose, heading, type OpenApp, type openApp, openSlip, press } from './render-app.tsx';
import {
  bakery,
  fewPlaces,
  importedSlip,
  manyPlaces,
  sampleDraft,
  sampleSlip,
  sampleVerdict,
  severalSlips,
  testNow,
} from './sample-slips.ts';

import { sampleToken } from './sample-tokens.ts';
import { slipScenes } from './slip-scenes.ts';
import { swapScenes } from './swap-scenes.ts';

/** A state of a screen: what main says, and what the owner did to get there. */
export type Scene = {
  /** Seen as it is printed. */
  readonly onPaper?: true;
  readonly start?: Parameters<typeof openApp>[0];
  readonly prepare?: (bridge: FakeBridge) => void;
  readonly play?: (app: OpenApp) => Promise<unknown>;
};

const task = 'Clear the saved copy of the menu page';
const ownDraft = (...permissions: PermissionKey[]) => ({
  ...emptyOwnJob,
  permissions,
  access: 'change' as const,
});
const resume = (app: OpenApp) => press(app, 'Go on with it');
const isSample = ({ id }: Slip) => id === sampleSlip().id;
/* In the owner's own account, where without a setup key they delete tokens by hand. */
const ownSlips = [1, 2].map((number) =>
  sampleSlip({ id: `slip-${'b'.repeat(15)}${number}`, number, world: 'cloudflare' }),
);

const beingStopped = {
  slips: [sampleSlip({ stopping: { since: '2026-11-23T09:00:00Z' } })],
  revoking: [sampleSlip().id],
};
const create = async (app: OpenApp) => {
  await resume(app);
  await press(app, 'Create this token');
};
const keychain = (code: 'absent' | 'locked' | 'dismissed' | 'failed' | 'differs'): Scene => ({
  start: { draft: sampleDraft({ task }) },
  prepare: (bridge) =>
    bridge.answer('slip:issue', () =>
      failed({
        code: 'slip-not-made',
        because: { code: `keychain-${code}` },
        token: 'never-made',
        mark: 'ps-aaaaaaaaaaaa',
      }),
    ),
  play: async (app) => {
    await create(app);
    await screen.findByRole('button', { name: 'Check again and go on' });
  },
});

const byHand = {
  ...sampleDraft().where,
  account: null,
  zones: { kind: 'one' as const, zone: null },
  domain: 'bakery.example',
};

const ofTwoParts: Partial<Draft> = {
  job: { id: 'pages-domain', access: 'change' },
  where: { ...byHand, pagesProject: 'bakery-site' },
};

/** A step of the guide; if none is named the last but one, where the token is brought. */
const guide = ({
  form = 'account',
  step = 11,
  draft = {},
  play,
  ...scene
}: Omit<Scene, 'start'> & Partial<NonNullable<Draft['guide']>> & { draft?: Partial<Draft> }): Scene => ({
  ...scene,
  start: {
    connection: null,
    draft: sampleDraft({ task, where: byHand, guide: { form, step }, ...draft }),
  },
  play: async (app) => {
    await resume(app);
    await screen.findByRole('article', { name: new RegExp(`^Step ${step} of`) });
    await play?.(app);
  },
});

/** The steps of the guide before its token is brought, and what else is drawn in the other form. */
const guideSteps = (form: GuideForm, steps: readonly number[], draft: Partial<Draft> = {}) =>
  Object.fromEntries(
    steps.map((step) => [
      `the guide, ${form}'s form, ${draft.job === undefined ? '' : 'two parts, '}step ${step}`,
      guide({ form, step, draft }),
    ]),
  );

const differing = (kind: Verdict['kind']): Partial<Verdict> => ({
  kind,
  tooMuch: kind === 'wider' ? [{ what: 'reach cakeshop.example', mend: 'place' }] : [],
  missing: kind === 'too-narrow' ? [{ what: 'read bakery.example', mend: 'right' }] : [],
  unclear: kind === 'cannot-tell' ? [{ what: 'DNS records', mend: null }] : [],
});

const keepAnyway = async (app: OpenApp) => {
  await press(app, 'Paste');
  await app.user.click(await screen.findByText('Keep it anyway', { selector: 'summary' }));
  await press(app, 'Keep it anyway');
};

const tokens = (prepare: Scene['prepare'] = () => undefined, play?: Scene['play']): Scene => ({
  start: { slips: severalSlips },
  prepare,
  play: async (app) => {
    await settings('Setup key').play?.(app);
    await press(app, 'Look at the tokens');
    await heading('Tokens already in your account');
    await play?.(app);
  },
});

const settings = (part: string): Scene => ({
  start: { slips: severalSlips },
  play: async (app) => {
    await press(app, 'Settings');
    await app.user.click(await screen.findByRole('tab', { name: part }));
    await screen.findByRole('heading', { level: 2, name: part });
  },
});

/** The screens in their states, by a name. The visual tests go through them, and so do the pictures. */
export const scenes: Readonly<Record<string, Scene>> = {
  welcome: { start: { world: null, connection: null } },
  'home, empty': {},
  'help, all answers': {
    start: { slips: severalSlips },
    play: async (app) => {
      await press(app, 'Help');
      await screen.findByRole('dialog');
    },
  },
  'help, while the first question is asked': {
    play: async (app) => {
      await press(app, 'Write your first slip');
      await heading('Who is this slip for?');
      await press(app, 'Help');
      await screen.findByRole('dialog');
    },
  },
  'help, words': {
    play: async (app) => {
      await press(app, 'Help');
      await press(app, 'Words');
      await screen.findByRole('dialog', { name: 'Words' });
    },
  },
  'help, on paper': {
    onPaper: true,
    play: async (app) => {
      await press(app, 'Help');
      await press(app, 'Words');
      await press(app, 'Print this page');
    },
  },
  'home, a word explained': {
    start: { connection: null },
    play: async () => {
      (await screen.findByRole('button', { name: 'setup key' })).focus();
      await screen.findByRole('tooltip');
    },
  },
  'home, not connected': { start: { connection: null } },
  'home while the first slip is made': {
    start: { draft: sampleDraft({ task }), progress: { doing: 'issuing', step: 'proving' } },
  },
  'home with slips': { start: { slips: severalSlips } },
  'home with slips at work': {
    start: {
      slips: severalSlips.map((slip) => ({
        ...slip,
        used: {
          at: slip.number === 4 ? '2026-11-22T09:00:00Z' : '2026-10-23T09:00:00Z',
          seenAt: '2026-11-23T06:00:00Z',
        },
      })),
      agents: {
        ...noAgents,
        atWork: [
          {
            slip: sampleSlip().id,
            inUse: true,
            today: 4,
            lastRequest: '2026-11-23T09:59:00Z',
            lastChange: null,
            lastOutcome: 'read',
          },
        ],
      },
    },
  },
  'home with every notice': {
    start: {
      slips: severalSlips,
      draft: sampleDraft(),
      storage: { kind: 'restored' },
      notices: [
        { code: 'rotation-finished', number: 3 },
        { code: 'rotation-undone', number: 2 },
        { code: 'key-expired' },
      ],
      keychain: { code: 'keychain-locked' },
      cleanUps: [
        {
          mark: 'k3',
          world: 'cloudflare',
          tokenName: 'Permission Slip 6',
          since: '2026-11-23T09:00:00Z',
          owner: { kind: 'user' },
          oldOf: null,
          expiresOn: null,
        },
      ],
    },
  },
  'home, read-only': { start: { storage: { kind: 'read-only', why: 'unreadable' } } },
  'home, read-only, of a newer version': { start: { storage: { kind: 'read-only', why: 'newer-version' } } },
  'a window that hears nothing': {
    prepare: (bridge) => bridge.answer('snapshot:get', () => failed({ code: 'unexpected' })),
  },
  'a screen that breaks': {
    start: { slips: [sampleSlip()] },
    play: async (app) => {
      await openSlip(app);
      app.bridge.push({ slips: [sampleSlip({ job: 'none' as never })] });
      await heading('This screen could not be shown');
    },
  },
  'forgetting the key': {
    start: { slips: severalSlips },
    play: async (app) => {
      await settings('Setup key').play?.(app);
      await press(app, 'Forget the key');
      await screen.findByRole('dialog');
    },
  },
  reminders: {
    start: { slips: severalSlips },
    play: async (app) => {
      await press(app, 'Settings');
      await heading('Settings');
    },
  },
  ...Object.fromEntries(
    ['Start at login', 'Setup key', 'Your data', 'Dates', 'New versions'].map((part) => [
      `settings: ${part}`,
      settings(part),
    ]),
  ),
  ...Object.fromEntries(
    (
      [
        { kind: 'not-looked' },
        { kind: 'looking' },
        { kind: 'newest' },
        { kind: 'found', version: '0.2.0' },
        { kind: 'fetching', version: '0.2.0' },
        { kind: 'ready', version: '0.2.0' },
        { kind: 'installing', version: '0.2.0' },
        { kind: 'failed', at: 'looking' },
        { kind: 'failed', at: 'fetching' },
        { kind: 'failed', at: 'installing' },
      ] as const
    ).map((update) => [
      `new versions: ${Object.values(update).join(' ')}`,
      { ...settings('New versions'), start: { slips: severalSlips, update } } satisfies Scene,
    ]),
  ),
  'tokens in the account': tokens(),
  'tokens in the account, none': tokens((bridge) =>
    bridge.answer('tokens:list', () => ok({ owner: { kind: 'user' }, tokens: [] })),
  ),
  'tokens in the account, many': tokens((bridge) =>
    bridge.answer('tokens:list', () =>
      ok({
        owner: { kind: 'user' },
        tokens: Array.from({ length: 200 }, (_, index) =>
          sampleToken('0', `Token of a tool ${index}`, ['dns.edit', 'zone.read'], {
            id: index.toString(16).padStart(32, '0'),
            endsAt: null,
          }),
        ),
      }),
    ),
  ),
  'tokens in the account, Cloudflare down': tokens(
    (bridge) => bridge.answer('tokens:list', () => failed({ code: 'cloudflare-down', status: 503 })),
    () => screen.findByRole('button', { name: 'Try again' }),
  ),
  'deleting a token of the account': tokens(undefined, async (app) => {
    await press(app, 'Delete it: Everything');
    await screen.findByRole('dialog');
  }),
  'a slip that replaces a token': {
    start: {
      slips: [
        sampleSlip({
          replaces: { id: '3'.repeat(32), name: 'Shop plugin', owner: { kind: 'user' } },
        }),
      ],
    },
    play: openSlip,
  },
  'settings, a list to bring in': {
    start: { slips: severalSlips },
    play: async (app) => {
      await settings('Your data').play?.(app);
      await press(app, 'Bring a list in');
      await screen.findByRole('dialog');
    },
  },
  'settings, a report': {
    start: { slips: severalSlips },
    play: async (app) => {
      await settings('Report a problem').play?.(app);
      await press(app, 'Make the report');
      await press(app, 'Save the report');
      await screen.findByText('The report is saved');
    },
  },
  'settings, the licences': {
    start: { slips: severalSlips },
    play: async (app) => {
      await settings('Report a problem').play?.(app);
      await press(app, 'Show the licences');
      await screen.findByText(/one package/);
    },
  },
  'a slip whose token is elsewhere': {
    start: { slips: [importedSlip] },
    play: async (app) => {
      app.bridge.emit('screen:show', { name: 'slip', id: importedSlip.id });
      await screen.findByText('The token is not on this computer');
    },
  },
  'home with a slip from elsewhere': { start: { slips: [importedSlip, ...severalSlips] } },
  'settings, a lost setup key': {
    ...settings('Setup key'),
    start: {
      connection: null,
      lostKey: { account: bakery, kind: 'account', ending: 'x9Q2', kept: 'in-keychain' },
      slips: severalSlips,
    },
  },
  'settings, not allowed': {
    ...settings('Your data'),
    prepare: (bridge) =>
      bridge.answer('settings:look', () =>
        ok({ loginItem: 'unavailable', dataFolder: { path: '/home/owner', isWritable: false } }),
      ),
  },
  'settings, login held back': {
    ...settings('Start at login'),
    prepare: (bridge) =>
      bridge.answer('settings:look', () =>
        ok({ loginItem: 'blocked', dataFolder: { path: '/home/owner', isWritable: true } }),
      ),
  },
  'reminders of one slip': {
    start: { slips: severalSlips },
    play: async (app) => {
      await openSlip(app);
      await app.user.click(await screen.findByText('Reminders of this slip'));
      await press(app, '3 days');
      await app.user.click(await screen.findByRole('checkbox', { name: '30 days' }));
      await screen.findByRole('button', { name: 'Use the same days as for all slips' });
    },
  },
  'home with every reminder': {
    start: {
      slips: [
        sampleSlip({ checked: { at: '2026-11-23T06:00:00Z', outcome: 'refused', ending: 'x9Q2' } }),
        sampleSlip({
          id: 'slip-eeeeeeeeeeeeeeee',
          number: 8,
          checked: { at: '2026-11-23T06:00:00Z', outcome: 'lost', ending: 'x9Q2' },
        }),
        sampleSlip({
          id: 'slip-ffffffffffffffff',
          number: 9,
          createdAt: '2026-10-01T09:00:00Z',
          until: { kind: 'never', reason: 'It runs every night.' },
        }),
        sampleSlip({
          id: 'slip-gggggggggggggggg',
          number: 10,
          createdAt: '2026-10-01T09:00:00Z',
          until: { kind: 'at', at: '2026-11-20T09:00:00Z' },
        }),
      ],
    },
    play: (app) => press(app, 'Show all'),
  },
  connect: {
    start: { connection: null },
    play: async (app) => {
      await press(app, 'Connect with a setup key');
      await heading('Connect your Cloudflare account');
    },
  },
  'connect, key offered': {
    start: { connection: null },
    prepare: (bridge) =>
      bridge.answer('key:offer-clipboard', () => ok({ kind: 'account', ending: 'x9Q2', accountId: null })),
    play: async (app) => {
      await press(app, 'Connect with a setup key');
      await press(app, 'Paste');
      await press(app, 'Connect');
    },
  },
  'connect, several accounts': {
    start: { connection: null },
    prepare: (bridge) =>
      bridge.answer('key:connect', () =>
        ok({
          kind: 'choose-account',
          accounts: [...fewPlaces.accounts, { id: 'f'.repeat(32), name: 'Cakes' }],
        }),
      ),
    play: async (app) => {
      await press(app, 'Connect with a setup key');
      await press(app, 'Paste');
      await press(app, 'Connect');
      await press(app, 'Use this account');
    },
  },
  'question 1, another agent': {
    play: async (app) => {
      await press(app, 'Write your first slip');
      await choose(app, /Another agent/);
      await press(app, 'Next: the job');
    },
  },
  'question 2': {
    start: { draft: sampleDraft({ step: 'job', job: { id: 'purge-pages', access: 'change' } }) },
    play: resume,
  },
  'question 2, something else': {
    start: {
      draft: sampleDraft({ step: 'job', job: ownDraft() }),
      ownJobs: [{ id: 'own-aaaaaaaaaaaa', title: 'Look after our mail', permissions: ['dns.read'] }],
    },
    play: resume,
  },
  'the permissions of an own job, all of them': {
    start: { draft: sampleDraft({ step: 'permissions', job: ownDraft('dns.edit', 'd1.read') }) },
    prepare: (bridge) =>
      bridge.answer('permissions:list', () => ok({ source: 'live', gone: [], unknown: ['Weather Read'] })),
    play: async (app) => {
      await resume(app);
      await app.user.type(await screen.findByRole('searchbox'), 'e');
      await app.user.click(await screen.findByText(/New at Cloudflare/));
    },
  },
  'the permissions of an own job, a dangerous one': {
    start: { draft: sampleDraft({ step: 'permissions', job: ownDraft('billing.read') }) },
    prepare: (bridge) =>
      bridge.answer('permissions:list', () => ok({ source: 'built-in', gone: [], unknown: [] })),
    play: async (app) => {
      await resume(app);
      await press(app, 'Next: which account');
      await screen.findByText(/This needs a second yes/);
    },
  },
  'question 3': {
    start: { draft: sampleDraft({ step: 'where' }) },
    play: async (app) => {
      await resume(app);
      await screen.findByRole('radio', { name: 'bakery.example' });
    },
  },
  'question 3, the account alone': {
    start: {
      draft: sampleDraft({
        step: 'where',
        job: { ...emptyOwnJob, title: 'Read our data', permissions: ['d1.read'], access: 'read' },
        where: { ...sampleDraft().where, account: null, zones: { kind: 'one', zone: null } },
      }),
    },
    play: async (app) => {
      await resume(app);
      await screen.findByRole('radio', { name: 'Bakery Ltd' });
    },
  },
  'question 3, many websites': {
    start: { draft: sampleDraft({ step: 'where' }) },
    prepare: (bridge) => bridge.answer('places:list', () => ok(manyPlaces)),
    play: async (app) => {
      await resume(app);
      await screen.findByRole('searchbox');
    },
  },
  'question 3, waiting': {
    start: { draft: sampleDraft({ step: 'where' }) },
    prepare: (bridge) => bridge.answer('places:list', () => new Promise(() => undefined)),
    play: async (app) => {
      await resume(app);
      await screen.findByRole('button', { name: 'Stop waiting' });
    },
  },
  'question 3, nothing there': {
    start: { draft: sampleDraft({ step: 'where', job: { id: 'pages-domain', access: 'change' } }) },
    prepare: (bridge) => bridge.answer('places:list', () => ok({ ...fewPlaces, zones: [], projects: [] })),
    play: async (app) => {
      await resume(app);
      await screen.findByText('There is no website in this account');
    },
  },
  'question 3, all websites': {
    start: { draft: sampleDraft({ step: 'where', job: { id: 'audit', access: 'read' } }) },
    play: async (app) => {
      await resume(app);
      await press(app, 'All websites of this account');
    },
  },
  'home, an unfinished slip thrown away': {
    start: { slips: severalSlips, draft: sampleDraft() },
    play: (app) => press(app, 'Throw it away'),
  },
  'home, a change that was begun in the other world': {
    start: {
      slips: [sampleSlip()],
      world: 'practice',
      draft: sampleDraft({ changes: { id: sampleSlip().id, number: sampleSlip().number, version: 2 } }),
    },
  },
  'home, a token that was brought is being locked away': {
    start: { slips: severalSlips, draft: sampleDraft(), progress: { doing: 'keeping' } },
  },
  'question 4, changing a slip': {
    start: {
      slips: severalSlips,
      draft: { ...sampleDraft({ task }), changes: { id: 'slip-bbbbbbbbbbbbbbbb', number: 4, version: 2 } },
    },
    play: resume,
  },
  'question 4': { start: { draft: sampleDraft() }, play: resume },
  'question 4, no end date': {
    start: { draft: sampleDraft() },
    play: async (app) => {
      await resume(app);
      await press(app, 'No end date');
      await press(app, 'Create this token');
    },
  },
  creating: {
    start: { draft: sampleDraft({ task }) },
    prepare: (bridge) =>
      bridge.answer('slip:issue', () => {
        bridge.push({ progress: { doing: 'issuing', step: 'proving' } });
        return new Promise(() => undefined);
      }),
    play: async (app) => {
      await create(app);
      await heading('Making your slip');
      await screen.findByText(/This takes longer than usual/);
    },
  },
  'creating, the old token is deleted': {
    start: { draft: sampleDraft({ task }) },
    prepare: (bridge) =>
      bridge.answer('slip:issue', () => {
        bridge.push({ progress: { doing: 'issuing', step: 'deleting-old' } });
        return new Promise(() => undefined);
      }),
    play: async (app) => {
      await create(app);
      await heading('Making your slip');
    },
  },
  'home, what was made is taken back': {
    start: { slips: severalSlips, draft: sampleDraft(), progress: { doing: 'issuing', step: 'tidying-up' } },
    play: () => heading('Your slips'),
  },
  'home, the old token is deleted': {
    start: { slips: severalSlips, progress: { doing: 'issuing', step: 'deleting-old' } },
    play: () => heading('Your slips'),
  },
  'keychain absent': keychain('absent'),
  'keychain locked': keychain('locked'),
  'keychain dismissed': keychain('dismissed'),
  'keychain failed': keychain('failed'),
  'keychain differs': keychain('differs'),
  ready: {
    start: { draft: sampleDraft({ task }) },
    play: async (app) => {
      await create(app);
      await heading('Your slip is ready');
    },
  },
  'ready, through this app': {
    start: { draft: sampleDraft({ task }) },
    prepare: (bridge) =>
      bridge.answer('slip:issue', () => {
        bridge.push({ slips: [sampleSlip({ route: { kind: 'local' } })], draft: null });
        return ok({ id: sampleSlip().id });
      }),
    play: async (app) => {
      await create(app);
      await heading('Your slip is ready');
    },
  },
  slip: { start: { slips: severalSlips }, play: openSlip },
  ...slipScenes,
  ...swapScenes,
  'slip, found dead': {
    start: {
      slips: [sampleSlip({ checked: { at: '2026-11-23T06:00:00Z', outcome: 'refused', ending: 'x9Q2' } })],
    },
    play: openSlip,
  },
  'slip, ended': {
    start: { slips: [sampleSlip({ until: { kind: 'at', at: '2026-11-01T00:00:00Z' } })] },
    play: openSlip,
  },
  ...Object.fromEntries(
    [
      'PATCH /zones/x/dns_records/1 10000',
      'POST /zones/x/purge_cache 10000',
      'POST /accounts/x/tokens 9109',
      'Invalid API Token',
      'Cannot use the access token from location',
      '429',
      'It did not work',
    ].map((answer): [string, Scene] => [
      `an agent's answer, ${answer}`,
      {
        start: { slips: severalSlips, draft: sampleDraft() },
        play: async (app) => {
          await openSlip(app);
          await press(app, "My agent says it can't");
          await app.user.click(await screen.findByLabelText('The answer'));
          await app.user.paste(answer);
          await press(app, 'What does it mean?');
        },
      },
    ]),
  ),
  'stopping an agent with the key of another account': {
    start: { slips: severalSlips },
    prepare: (bridge) => bridge.answer('slip:revoke', () => failed({ code: 'setup-key-elsewhere' })),
    play: async (app) => {
      await openSlip(app);
      await press(app, 'Stop this agent');
      await press(app, 'Stop this agent now');
      await screen.findByRole('alert');
    },
  },
  'a slip of the other world': {
    start: {
      slips: [
        sampleSlip({
          world: 'practice',
          replaces: { id: '3'.repeat(32), name: 'Shop plugin', owner: { kind: 'user' } },
        }),
      ],
      world: 'cloudflare',
    },
    play: openSlip,
  },
  'stopping an agent, under way': {
    start: { slips: severalSlips },
    prepare: (bridge) =>
      bridge.answer('slip:revoke', () => {
        const stopping = { since: testNow.toISOString() };
        bridge.push({
          slips: severalSlips.map((slip) => (isSample(slip) ? { ...slip, stopping } : slip)),
          revoking: severalSlips.filter(isSample).map(({ id }) => id),
        });
        return new Promise(() => undefined);
      }),
    play: async (app) => {
      await openSlip(app);
      await press(app, 'Stop this agent');
      await press(app, 'Stop this agent now');
      await screen.findByText(/This takes longer than usual/);
    },
  },
  'stopping an agent': {
    start: { slips: severalSlips },
    play: async (app) => {
      await openSlip(app);
      await press(app, 'Stop this agent');
      await press(app, 'Stop this agent now');
      await screen.findByRole('dialog', { name: 'This slip is stopped' });
    },
  },
  ...Object.fromEntries(
    (['Rotate the token to a new value', 'I pasted the token into a chat'] as const).flatMap((way) => {
      const ends: readonly (readonly [string, () => Answer<'slip:rotate'>])[] = [
        ['done', () => ok({ old: 'refused', proof: 'as-before' })],
        ['done in part', () => ok({ old: 'still-taken', proof: 'not-tested' })],
        ['after a loss', () => failed({ code: 'roll-lost', number: 7 })],
        ['without a key', () => failed({ code: 'no-setup-key' })],
      ];
      const slip = sampleSlip({ route: { kind: 'environment', name: 'TOKEN' } });
      return ends.map(([how, answer]): [string, Scene] => [
        `${way}, ${how}`,
        {
          start: { slips: [slip] },
          prepare: (bridge) =>
            bridge.answer('slip:rotate', async () => {
              await screen.findByRole('dialog');
              const ended = answer();
              const events = [...slip.events, { at: testNow.toISOString(), what: 'rotated' as const }];
              if (ended.ok) bridge.push({ slips: [{ ...slip, events }] });
              return ended;
            }),
          play: async (app) => {
            await openSlip(app);
            await press(app, new RegExp(`^${way}`));
            if (way !== 'I pasted the token into a chat') await press(app, 'Rotate it now');
            await screen.findByText(/The old token:|no working token|You can do this by hand/);
          },
        },
      ]);
    }),
  ),
  'the question whether to stop all': {
    start: { slips: severalSlips },
    play: async (app) => {
      await press(app, 'Stop all agents');
      await press(app, 'Stop all agents now');
      await screen.findByText('Type stop to go on.');
    },
  },
  ...Object.fromEntries(
    [true, false].map((all): [string, Scene] => [
      `after stopping ${all ? 'all' : 'some'}`,
      {
        start: { slips: severalSlips },
        prepare: (bridge) => {
          if (all) return;
          bridge.answer('slip:revoke-all', () => {
            const at = testNow.toISOString();
            const [first, ...others] = severalSlips.filter((slip) => isInForce(stampOf(slip, testNow)));
            const revoked = { at, cloudflare: 'deleted', keychain: 'deleted' } as const;
            bridge.push({
              slips: severalSlips.map((slip) =>
                slip === first
                  ? { ...slip, revoked }
                  : others.includes(slip)
                    ? { ...slip, stopping: { since: at } }
                    : slip,
              ),
            });
            return ok([
              { id: first?.id ?? '', outcome: 'stopped' },
              ...others.map(({ id }) => ({ id, outcome: 'waits', because: { code: 'offline' } }) as const),
            ]);
          });
        },
        play: async (app) => {
          await press(app, 'Stop all agents');
          await app.user.type(await screen.findByLabelText('Type the word stop'), 'stop');
          await press(app, 'Stop all agents now');
          await screen.findByText('What they have changed by now stays as it is.');
        },
      },
    ]),
  ),
  'stopping all, begun before home was left': {
    start: { ...beingStopped, progress: { doing: 'stopping-all', done: 0, of: 1, waiting: 120 } },
    play: async (app) => {
      await press(app, 'Stop all agents');
      await screen.findByText(/wait for 120 seconds/, { selector: '[role="dialog"] *' });
    },
  },
  'after stopping all, with an old token left': {
    start: { slips: severalSlips },
    prepare: (bridge) => {
      bridge.answer('slip:revoke-all', () => {
        bridge.push({
          cleanUps: [
            {
              mark: 'ps-aaaaaaaaaaaa',
              world: 'practice',
              tokenName: 'Permission Slip, purge-pages, bakery.example',
              since: '2026-11-23T09:00:00Z',
              owner: { kind: 'user' },
              oldOf: severalSlips[0]?.id ?? '',
              expiresOn: null,
            },
          ],
        });
        return ok(severalSlips.map(({ id }) => ({ id, outcome: 'stopped' })));
      });
    },
    play: async (app) => {
      await press(app, 'Stop all agents');
      await app.user.type(await screen.findByLabelText('Type the word stop'), 'stop');
      await press(app, 'Stop all agents now');
      await screen.findByRole('dialog', { name: 'One old token still works' });
    },
  },
  'after stopping all, without a setup key': {
    start: { slips: ownSlips, hasOwnKey: false, connection: null },
    prepare: (bridge) => {
      bridge.answer('slip:revoke-all', () => {
        bridge.push({
          slips: ownSlips.map((slip) => ({ ...slip, stopping: { since: testNow.toISOString() } })),
        });
        const because = { code: 'no-setup-key' } as const;
        return ok(ownSlips.map(({ id }) => ({ id, outcome: 'waits', because })));
      });
    },
    play: async (app) => {
      await press(app, 'Stop all agents');
      await app.user.type(await screen.findByLabelText('Type the word stop'), 'stop');
      await press(app, 'Stop all agents now');
      await screen.findByRole('button', { name: /^Look at slip/ });
    },
  },
  'home, slips wait to be stopped': {
    start: { slips: [sampleSlip({ stopping: { since: '2026-11-23T09:00:00Z' } })] },
  },
  'home, a slip is being stopped': { start: beingStopped },
  'a slip that is being stopped': { start: beingStopped, play: openSlip },
  'a slip that waits to be stopped': {
    start: { slips: [sampleSlip({ stopping: { since: '2026-11-23T09:00:00Z' } })] },
    play: openSlip,
  },
  'the question whether to swap': {
    start: { slips: severalSlips },
    play: async (app) => {
      await openSlip(app);
      await press(app, 'Rotate the token to a new value');
      await screen.findByRole('dialog');
    },
  },
  ...Object.fromEntries(
    [true, false].map((lost): [string, Scene] => [
      `a swap that was cut off, ${lost ? 'its new token lost' : 'not finished'}`,
      {
        start: { slips: [sampleSlip({ rotating: { since: '2026-11-23T09:00:00Z', why: 'asked', lost } })] },
        play: openSlip,
      },
    ]),
  ),
  'a slip whose token others have seen': {
    start: { slips: [sampleSlip({ events: [{ at: '2026-11-23T09:00:00Z', what: 'leaked' }] })] },
    play: openSlip,
  },
  'another place for the token': {
    start: { slips: severalSlips },
    play: async (app) => {
      await openSlip(app);
      await press(app, 'Change this');
      await screen.findByRole('dialog');
    },
  },
  'copying the token': {
    start: { slips: severalSlips },
    play: async (app) => {
      await openSlip(app);
      await press(app, 'Change this');
      await choose(app, /A named setting/);
      await press(app, 'Next: copy the token');
      await press(app, 'Copy the token');
      await screen.findByRole('timer');
    },
  },
  'question 3, without a list': {
    start: {
      connection: null,
      draft: sampleDraft({ step: 'where', where: byHand, job: { id: 'pages-domain', access: 'change' } }),
    },
    play: async (app) => {
      await resume(app);
      await screen.findByLabelText('Web address of your website');
    },
  },
  ...guideSteps('account', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
  ...guideSteps('account', [7], ofTwoParts),
  /* The first step looks the same in both forms. */
  ...guideSteps('user', [2, 3, 4, 5, 6, 7, 8, 9, 10, 11], ofTwoParts),
  'the guide, on paper': guide({ step: 1, onPaper: true, play: (app) => press(app, 'Print') }),
  'the guide, bringing the token': guide({}),
  'the guide, which account': guide({
    prepare: (bridge) => bridge.answer('pick-up:prove', () => failed({ code: 'account-id-missing' })),
    play: async (app) => {
      await press(app, 'Paste');
      await screen.findByLabelText('Account ID');
    },
  }),
  'the guide, wider than planned': guide({
    prepare: (bridge) => bridge.answer('pick-up:prove', () => ok(sampleVerdict(differing('wider')))),
    play: keepAnyway,
  }),
  'the guide, too narrow': guide({
    prepare: (bridge) => bridge.answer('pick-up:prove', () => ok(sampleVerdict(differing('too-narrow')))),
    play: keepAnyway,
  }),
  'the guide, can not tell': guide({
    prepare: (bridge) => bridge.answer('pick-up:prove', () => ok(sampleVerdict(differing('cannot-tell')))),
    play: keepAnyway,
  }),
};
