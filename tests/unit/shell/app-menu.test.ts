import { expect, it, vi } from 'vitest';
import { setAppMenu } from '../../../electron/shell/app-menu.ts';

type Item = Electron.MenuItemConstructorOptions;

const set = vi.hoisted(() => ({ menu: null as unknown }));
vi.mock('electron', () => ({
  Menu: {
    buildFromTemplate: (template: unknown) => template,
    setApplicationMenu: (menu: unknown) => {
      set.menu = menu;
    },
  },
}));

function menuOn(platform: NodeJS.Platform): readonly Item[] {
  setAppMenu(platform);
  return set.menu as readonly Item[];
}

const view = (menu: readonly Item[]) =>
  menu.find(({ label }) => label === 'View')?.submenu as readonly Item[];

it.each(['darwin', 'win32', 'linux'] as const)(
  'lets pages be zoomed by keyboard on %s, and nothing else',
  (platform) => {
    expect(view(menuOn(platform)).map(({ role }) => role)).toEqual([
      'resetZoom',
      'zoomIn',
      'zoomIn',
      'zoomOut',
    ]);
  },
);

it('zooms in with the key of the plus sign, held with Shift or not, and names it once', () => {
  const ways = view(menuOn('linux')).filter(({ role }) => role === 'zoomIn');
  expect(ways.map(({ accelerator, visible }) => [accelerator, visible])).toEqual([
    [undefined, undefined],
    ['CommandOrControl+=', false],
  ]);
});

it('has beside it only what macOS needs for its own keys', () => {
  expect(menuOn('darwin').map(({ role, label }) => role ?? label)).toEqual([
    'appMenu',
    'editMenu',
    'View',
    'windowMenu',
  ]);
  expect(menuOn('win32').map(({ label }) => label)).toEqual(['View']);
});
