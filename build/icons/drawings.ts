/** One picture to be drawn from an SVG of this folder. */
export type Drawing = {
  /** Below this folder. */
  readonly file: string;
  readonly svg: 'app' | 'tray' | 'tray-attention';
  /** Width and height, in pixels. */
  readonly size: number;
  /** What `currentColor` is in the SVG. */
  readonly color: string;
  /** The empty space at each side, as a share of the size. */
  readonly margin: number;
};

const ink = '#1b2a38';
/** At least 3 to 1 against black, against white, and against the panels of GNOME and KDE. */
const midway = '#2f8f7f';
const app = (file: string, size: number, margin = 0): Drawing => ({
  file,
  svg: 'app',
  size,
  color: ink,
  margin,
});

/** The pictures inside of Windows' icon file. */
export const icoDrawings: readonly Drawing[] = [16, 24, 32, 48, 64, 128, 256].map((size) =>
  app('app.ico', size),
);

/** The pictures inside of macOS' icon file, by their types. Apple's grid leaves some room at each side. */
export const icnsDrawings: readonly (Drawing & { readonly type: string })[] = (
  [
    ['icp4', 16],
    ['icp5', 32],
    ['icp6', 64],
    ['ic07', 128],
    ['ic08', 256],
    ['ic09', 512],
    ['ic10', 1024],
    ['ic11', 32],
    ['ic12', 64],
    ['ic13', 256],
    ['ic14', 512],
  ] as const
).map(([type, size]) => ({ ...app('app.icns', size, 0.06), type }));

/** Every picture that the app and its packages have as a PNG file. */
export const drawings: readonly Drawing[] = [
  app('icon.png', 512),
  ...[16, 24, 32, 48, 64, 128, 256, 512].map((size) => app(`linux/${size}x${size}.png`, size)),
  ...(['tray', 'tray-attention'] as const).flatMap((svg) =>
    [
      { name: `${svg}Template`, color: '#000000' },
      { name: `${svg}-dark`, color: ink },
      { name: `${svg}-light`, color: '#ffffff' },
      { name: `${svg}-any`, color: midway },
    ].flatMap(({ name, color }) => [
      { file: `${name}.png`, svg, size: 16, color, margin: 0 },
      { file: `${name}@2x.png`, svg, size: 32, color, margin: 0 },
    ]),
  ),
];

/**
 * Puts PNG pictures into one icon file.
 * Source: the ICO format, whose entries may be whole PNG files since Windows Vista.
 */
export function icoOf(pictures: readonly { readonly size: number; readonly png: Buffer }[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [index, { size, png }] of pictures.entries()) {
    const at = 6 + 16 * index;
    /* 256 is written as 0. */
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

/** Puts PNG pictures into one icon file of macOS: a head, and then each picture behind its type and length. */
export function icnsOf(pictures: readonly { readonly type: string; readonly png: Buffer }[]): Buffer {
  const chunks = pictures.map(({ type, png }) => chunk(type, png));
  return chunk('icns', Buffer.concat(chunks));
}

function chunk(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(content.length + 8, 4);
  return Buffer.concat([head, content]);
}
