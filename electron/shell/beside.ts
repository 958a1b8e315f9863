import { type BrowserWindow, type Rectangle, screen } from 'electron';

/** How wide the window is beside the browser, in pixels: narrow enough to leave the browser its room. */
const besideWidth = 380;

/** The least size of the window in its usual place, in pixels. */
export const leastSize = { width: 560, height: 420 } as const;

/**
 * Makes a window narrow and keeps it on top, at the right edge of the screen it is on. The answer puts it back where and
 * as it was. Some Wayland desktops let a window neither choose its place nor stay on top; then it is narrow only.
 */
export function placeBeside(window: BrowserWindow): () => void {
  const wasMaximized = window.isMaximized();
  if (wasMaximized) window.unmaximize();
  const former = window.getBounds();
  window.setMinimumSize(besideWidth, leastSize.height);
  window.setAlwaysOnTop(true);
  window.setBounds(rightEdge(screen.getDisplayMatching(former).workArea));
  return () => {
    window.setAlwaysOnTop(false);
    window.setBounds(fittedInto(screen.getDisplayMatching(former).workArea, former));
    window.setMinimumSize(leastSize.width, leastSize.height);
    if (wasMaximized) window.maximize();
  };
}

/** The strip at the right edge of a screen's free area. */
export function rightEdge({ x, y, width, height }: Rectangle): Rectangle {
  const own = Math.min(besideWidth, width);
  return { x: x + width - own, y, width: own, height };
}

/** Where a window leaves the strip at the right edge its room. */
export function leftOfStrip({ x, y, width, height }: Rectangle): Rectangle {
  return { x, y, width: Math.min(1060, Math.max(width - besideWidth, 480)), height: Math.min(820, height) };
}

/** The same bounds, moved and cut so that all of them lie in the area: a screen may have been taken away meanwhile. */
export function fittedInto(area: Rectangle, bounds: Rectangle): Rectangle {
  const width = Math.min(bounds.width, area.width);
  const height = Math.min(bounds.height, area.height);
  const within = (at: number, least: number, most: number) => Math.max(least, Math.min(at, most));
  return {
    x: within(bounds.x, area.x, area.x + area.width - width),
    y: within(bounds.y, area.y, area.y + area.height - height),
    width,
    height,
  };
}
