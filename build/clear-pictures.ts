import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Makes a folder for pictures, and takes away those of an earlier run: nothing else, as it may be any folder. */
export async function clearPictures(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const pictures = (await readdir(folder)).filter((name) => name.endsWith('.png'));
  for (const name of pictures) await rm(join(folder, name));
}
