import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

/* Draws the PNG icons from their SVG sources. Run it after changing one: node build/icons/draw.ts [chromium] */

const folder = import.meta.dirname;
const executablePath = process.argv[2] ?? '/usr/bin/chromium';

type Drawing = {
  readonly file: string;
  readonly svg: 'app' | 'tray' | 'tray-attention';
  readonly size: number;
  readonly color?: string;
};

const ink = '#1b2a38';
const paper = '#ffffff';
const drawings: readonly Drawing[] = [
  { file: 'icon.png', svg: 'app', size: 512 },
  ...(['tray', 'tray-attention'] as const).flatMap((svg) =>
    [
      { name: `${svg}Template`, color: '#000000' },
      { name: `${svg}-dark`, color: ink },
      { name: `${svg}-light`, color: paper },
    ].flatMap(({ name, color }) => [
      { file: `${name}.png`, svg, size: 16, color },
      { file: `${name}@2x.png`, svg, size: 32, color },
    ]),
  ),
];

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
for (const { file, svg, size, color } of drawings) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const source = await readFile(join(folder, `${svg}.svg`), 'utf8');
  await page.setContent(
    `<body style="margin:0;color:${color ?? ink}"><div style="width:${size}px;height:${size}px">${source}</div></body>`,
  );
  await writeFile(join(folder, file), await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
