import { beforeEach, describe, expect, it, vi } from 'vitest';
import { concealing, electronClipboard } from '../../../electron/shell/electron-clipboard.ts';
import { accountToken } from '../../fakes/tokens.ts';

const system = vi.hoisted(() => ({ texts: [] as string[], items: [] as Record<string, unknown>[] }));
vi.mock('electron', () => ({
  ClipboardItem: class {
    readonly parts: Record<string, unknown>;
    constructor(parts: Record<string, unknown>) {
      this.parts = parts;
    }
  },
  clipboard: {
    readText: async () => 'what is there',
    writeText: async (text: string) => void system.texts.push(text),
    write: async (items: { readonly parts: Record<string, unknown> }[]) =>
      void system.items.push(...items.map(({ parts }) => parts)),
    clear: () => undefined,
  },
}));

beforeEach(() => {
  system.texts.length = 0;
  system.items.length = 0;
});

describe('a copied token is kept out of clipboard histories', () => {
  it.each<[NodeJS.Platform, readonly string[]]>([
    ['darwin', ['org.nspasteboard.ConcealedType', 'org.nspasteboard.TransientType']],
    [
      'win32',
      [
        'ExcludeClipboardContentFromMonitorProcessing',
        'CanIncludeInClipboardHistory',
        'CanUploadToCloudClipboard',
      ],
    ],
    ['linux', ['x-kde-passwordManagerHint']],
  ])('on %s', (platform, names) => {
    expect(Object.keys(concealing(platform))).toEqual(
      names.map((name) => `electron application/osclipboard;format="${name}"`),
    );
  });

  it('with a zero as Windows wants it', async () => {
    const values = Object.values(concealing('win32'));
    const bytes = await Promise.all(
      values.map(async (value) =>
        value instanceof Blob ? [...new Uint8Array(await value.arrayBuffer())] : value,
      ),
    );
    expect(bytes).toEqual([
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ]);
  });

  it('and a prompt is not, since the owner may well want it there', async () => {
    await electronClipboard.write('a prompt', 'plain');
    await electronClipboard.write(accountToken, 'concealed');
    expect([system.texts, system.items]).toEqual([
      ['a prompt'],
      [{ 'text/plain': accountToken, ...concealing(process.platform) }],
    ]);
  });
});
