// Prints the SHA-256 of each package in the folder that it runs in, as `sha256sum` does.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { glob } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

for await (const file of glob('Permission-Slip-*')) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  console.log(`${hash.digest('hex')}  ${file}`);
}
