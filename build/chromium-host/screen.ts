import type * as Electron from 'electron';

/** The free area of the one screen that there is, in pixels. */
export const workArea: Electron.Rectangle = { x: 0, y: 0, width: 1440, height: 900 };

/** Electron's `screen`. */
export const screen = {
  getPrimaryDisplay: (): Pick<Electron.Display, 'workArea'> => ({ workArea: { ...workArea } }),
  getDisplayMatching: (_bounds: Electron.Rectangle) => screen.getPrimaryDisplay(),
};

/** Where a window opens that does not say where. */
export function centred({ width, height }: { width: number; height: number }): Electron.Rectangle {
  return {
    x: Math.round((workArea.width - width) / 2),
    y: Math.round((workArea.height - height) / 2),
    width,
    height,
  };
}
