import { lazy } from 'react';

const connect = () => import('../connect/ConnectScreen.tsx');
const wizard = () => import('../wizard/WizardScreen.tsx');
const settings = () => import('../settings/SettingsScreen.tsx');
const tokens = () => import('../tokens/TokensScreen.tsx');
const slip = () => import('../slip/SlipScreen.tsx');
const handDelete = () => import('../slip/HandDeleteScreen.tsx');
const handSwap = () => import('../slip/HandSwapScreen.tsx');

/** The screens that the first one does not need; each is its own file in the bundle. */
export const ConnectScreen = lazy(async () => ({ default: (await connect()).ConnectScreen }));
export const WizardScreen = lazy(async () => ({ default: (await wizard()).WizardScreen }));
export const SettingsScreen = lazy(async () => ({ default: (await settings()).SettingsScreen }));
export const TokensScreen = lazy(async () => ({ default: (await tokens()).TokensScreen }));
export const SlipScreen = lazy(async () => ({ default: (await slip()).SlipScreen }));
export const HandDeleteScreen = lazy(async () => ({ default: (await handDelete()).HandDeleteScreen }));
export const HandSwapScreen = lazy(async () => ({ default: (await handSwap()).HandSwapScreen }));

/* Long enough for the first screen to be drawn in peace, short enough that no hand is faster. Milliseconds. */
const pause = 400;

/** Fetches them while the owner looks at the first screen, so that going on never waits. An effect; it can be undone. */
export function fetchLaterScreens(): () => void {
  const timer = setTimeout(() => {
    void wizard();
    void slip();
    void connect();
    void settings();
    void handSwap();
    void tokens();
    void handDelete();
  }, pause);
  return () => clearTimeout(timer);
}
