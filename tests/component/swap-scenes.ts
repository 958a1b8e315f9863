import { screen } from '@testing-library/react';
import { failed } from '../../shared/result.ts';
import type { CleanUp } from '../../shared/snapshot.ts';
import { heading, type OpenApp, openSlip, press } from './render-app.tsx';
import { sampleSlip } from './sample-slips.ts';
import type { Scene } from './scenes.ts';

const slip = sampleSlip({ world: 'cloudflare' });
const withoutKey = { connection: null, world: 'cloudflare', slips: [slip] } as const;

const toStep = (number: number) => async (app: OpenApp) => {
  await openSlip(app);
  await press(app, 'Rotate the token to a new value');
  await press(app, 'Rotate it by hand');
  await press(app, new RegExp(`^Step ${number}:`));
  await screen.findByRole('article', { name: new RegExp(`^Step ${number} of`) });
};

const bring = async (app: OpenApp) => {
  await toStep(6)(app);
  await press(app, 'Paste');
};

const old: CleanUp = {
  mark: 'ps-aaaaaaaaaaaa',
  world: 'cloudflare',
  tokenName: 'Permission Slip no. 7, purge-pages, bakery.example [ps-aaaaaaaaaaaa]',
  since: '2026-11-23T10:00:00Z',
  owner: slip.token.owner,
  oldOf: slip.id,
  expiresOn: null,
};

/** The states of a swap by hand, and of a slip that gets another token. */
export const swapScenes: Readonly<Record<string, Scene>> = {
  'swap by hand, the line': { start: withoutKey, play: toStep(3) },
  'swap by hand, the menu': { start: withoutKey, play: toStep(4) },
  'swap by hand, the question': { start: withoutKey, play: toStep(5) },
  'swap by hand, the new token': { start: withoutKey, play: toStep(6) },
  'swap by hand, another token': {
    start: withoutKey,
    prepare: (bridge) =>
      bridge.answer('hand-swap:keep', () => failed({ code: 'swap-other-token', number: null })),
    play: async (app) => {
      await bring(app);
      await screen.findByText('This is another token');
    },
  },
  'swap by hand, done': {
    start: withoutKey,
    play: async (app) => {
      await bring(app);
      await heading('The token is rotated');
    },
  },
  'slip with an old token': { start: { ...withoutKey, cleanUps: [old] }, play: openSlip },
  'slip with an old token that works no more': {
    start: { ...withoutKey, cleanUps: [{ ...old, expiresOn: '2026-11-23T10:00:00Z' }] },
    play: openSlip,
  },
  'deleting an old token by hand': {
    start: { ...withoutKey, cleanUps: [old] },
    prepare: (bridge) => bridge.answer('clean-up:check', () => failed({ code: 'token-still-works' })),
    play: async (app) => {
      await openSlip(app);
      await press(app, 'Show me how to delete it');
      await press(app, /^Step 5:/);
      await press(app, 'I deleted it');
      await screen.findByText('Cloudflare still knows this token');
    },
  },
};
