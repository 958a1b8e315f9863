import type { BrowserWindow, Rectangle } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { fittedInto, placeBeside, rightEdge } from '../../../electron/shell/beside.ts';

const desk = vi.hoisted(() => ({ workArea: { x: 0, y: 25, width: 1440, height: 875 } }));
vi.mock('electron', () => ({ screen: { getDisplayMatching: () => desk } }));

/** A window that refuses to be smaller than its least size, as a real one does. */
class FakeWindow {
  bounds: Rectangle = { x: 200, y: 90, width: 1040, height: 720 };
  least = [560, 420];
  isOnTop = false;
  maximized = false;
  isMaximized = () => this.maximized;
  maximize = () => {
    this.maximized = true;
  };
  unmaximize = () => {
    this.maximized = false;
  };
  getBounds = () => (this.maximized ? { ...desk.workArea } : { ...this.bounds });
  setBounds = (bounds: Rectangle) => {
    const [width = 0, height = 0] = this.least;
    this.bounds = {
      ...bounds,
      width: Math.max(bounds.width, width),
      height: Math.max(bounds.height, height),
    };
  };
  setMinimumSize = (width: number, height: number) => {
    this.least = [width, height];
  };
  setAlwaysOnTop = (on: boolean) => {
    this.isOnTop = on;
  };
}

const seen = ({ bounds, isOnTop, maximized, least }: FakeWindow) => ({ bounds, isOnTop, maximized, least });
const place = (window: FakeWindow) => placeBeside(window as unknown as BrowserWindow);

describe('beside the browser', () => {
  it('the window is a narrow strip at the right edge, on top of others', () => {
    const window = new FakeWindow();
    place(window);
    expect(window).toMatchObject({ bounds: { x: 1060, y: 25, width: 380, height: 875 }, isOnTop: true });
  });

  it.each([false, true])('the window comes back as it was (maximized: %s)', (maximized) => {
    const window = Object.assign(new FakeWindow(), { maximized });
    const before = seen(window);
    place(window)();
    expect(seen(window)).toEqual(before);
  });

  it('a maximized window is narrow all the same', () => {
    const window = Object.assign(new FakeWindow(), { maximized: true });
    place(window);
    expect(window.getBounds().width).toBe(380);
  });
});

describe('the right edge', () => {
  it('is as wide as a screen that is narrower', () => {
    expect(rightEdge({ x: -300, y: 0, width: 300, height: 600 })).toEqual({
      x: -300,
      y: 0,
      width: 300,
      height: 600,
    });
  });
});

describe('former bounds', () => {
  const area = { x: 0, y: 0, width: 1000, height: 700 };

  it.each([
    ['stay when all of them can be seen', { x: 10, y: 10, width: 500, height: 500 }, [10, 10, 500, 500]],
    [
      'come back from a screen that is gone',
      { x: 1900, y: -90, width: 500, height: 500 },
      [500, 0, 500, 500],
    ],
    ['are cut to a smaller screen', { x: 5, y: 5, width: 1040, height: 720 }, [0, 0, 1000, 700]],
  ])('%s', (_what, bounds, [x, y, width, height]) => {
    expect(fittedInto(area, bounds)).toEqual({ x, y, width, height });
  });
});
