import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launchChromium } from '../chromium.ts';
import { drawIcon } from './draw-icon.ts';
import { drawings, icnsDrawings, icnsOf, icoDrawings, icoOf } from './drawings.ts';

/* Draws the icons from their SVG sources. Run it after changing one: npx node build/icons/draw.ts */

const folder = import.meta.dirname;
const { context, close } = await launchChromium({ headed: false });
const page = await context.newPage();
const draw = (drawing: Parameters<typeof drawIcon>[1]) => drawIcon(page, drawing);

await mkdir(join(folder, 'linux'), { recursive: true });
for (const drawing of drawings) await writeFile(join(folder, drawing.file), await draw(drawing));

const ico: { readonly size: number; readonly png: Buffer }[] = [];
for (const drawing of icoDrawings) ico.push({ size: drawing.size, png: await draw(drawing) });
await writeFile(join(folder, 'app.ico'), icoOf(ico));

const icns: { readonly type: string; readonly png: Buffer }[] = [];
for (const drawing of icnsDrawings) icns.push({ type: drawing.type, png: await draw(drawing) });
await writeFile(join(folder, 'app.icns'), icnsOf(icns));
await close();
