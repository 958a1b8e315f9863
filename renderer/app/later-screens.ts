import { fetchSoon, later } from './later.tsx';

/* The screens that the first one does not need. */
export const ConnectScreen = later(async () => (await import('../connect/ConnectScreen.tsx')).ConnectScreen);
export const WizardScreen = later(async () => (await import('../wizard/WizardScreen.tsx')).WizardScreen);
export const SettingsScreen = later(
  async () => (await import('../settings/SettingsScreen.tsx')).SettingsScreen,
);
export const TokensScreen = later(async () => (await import('../tokens/TokensScreen.tsx')).TokensScreen);
export const SlipScreen = later(async () => (await import('../slip/SlipScreen.tsx')).SlipScreen);
export const HandDeleteScreen = later(
  async () => (await import('../slip/HandDeleteScreen.tsx')).HandDeleteScreen,
);
export const HandSwapScreen = later(async () => (await import('../slip/HandSwapScreen.tsx')).HandSwapScreen);

/** In the order in which they are likely to be needed. */
export const laterScreens = [
  WizardScreen,
  SlipScreen,
  ConnectScreen,
  SettingsScreen,
  HandSwapScreen,
  TokensScreen,
  HandDeleteScreen,
];

/** An effect of the first screen. */
export const fetchLaterScreens = () => fetchSoon(laterScreens);
