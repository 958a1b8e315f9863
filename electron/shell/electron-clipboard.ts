import { ClipboardItem, clipboard } from 'electron';
import type { Clipboard } from '../core/ports.ts';

/** The system's clipboard. */
export const electronClipboard: Clipboard = {
  read: () => clipboard.readText(),
  write: (text, how) =>
    how === 'plain'
      ? clipboard.writeText(text)
      : clipboard.write([new ClipboardItem({ 'text/plain': text, ...concealing(process.platform) })]),
  clear: async () => clipboard.clear(),
};

const zero = new Blob([new Uint8Array(4)]);

/**
 * What asks a clipboard history to leave an entry out: on macOS the types of nspasteboard.org, on Windows the formats
 * of learn.microsoft.com/windows/win32/dataxchg/clipboard-formats, on Linux the hint that KDE's Klipper heeds.
 */
export function concealing(platform: NodeJS.Platform): Record<string, Blob | string> {
  const raw = (name: string) => `electron application/osclipboard;format="${name}"`;
  switch (platform) {
    case 'darwin':
      return { [raw('org.nspasteboard.ConcealedType')]: '1', [raw('org.nspasteboard.TransientType')]: '1' };
    case 'win32':
      return {
        [raw('ExcludeClipboardContentFromMonitorProcessing')]: zero,
        [raw('CanIncludeInClipboardHistory')]: zero,
        [raw('CanUploadToCloudClipboard')]: zero,
      };
    default:
      return { [raw('x-kde-passwordManagerHint')]: 'secret' };
  }
}
