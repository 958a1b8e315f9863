import { hiddenArgument } from './hidden-argument.ts';

type Parts = {
  readonly platform: NodeJS.Platform;
  readonly argv: readonly string[];
  /** Whether Electron made a tray at all. */
  readonly isMade: boolean;
  /** Whether the desktop shows the icons of trays; asked on Linux alone, where there may be nobody who does. */
  readonly ask: () => Promise<boolean>;
  readonly wait: (milliseconds: number) => Promise<unknown>;
};

/** How often, a second apart, a start at login asks: the desktop's panel may come up after the app. */
const triesAtLogin = 10;

/** Whether there is a tray icon that the owner can see. */
export async function isTrayThere({ platform, argv, isMade, ask, wait }: Parts): Promise<boolean> {
  if (!isMade || platform !== 'linux') return isMade;
  for (let triesLeft = argv.includes(hiddenArgument) ? triesAtLogin : 1; triesLeft > 0; triesLeft -= 1) {
    if (await ask()) return true;
    if (triesLeft > 1) await wait(1000);
  }
  return false;
}
