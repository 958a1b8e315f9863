import { expect, test } from 'vitest';
import { looks, openGuidePictures, pictureFile } from '../../build/guide/take-pictures.ts';
import { guideLength } from '../../shared/guide/guide.ts';
import { differenceToDocuments, drawsAsKept } from './kept-pictures.ts';

test.skipIf(!drawsAsKept)(
  'the pictures of the guide show its steps as they are',
  async () => {
    const guide = await openGuidePictures();
    const drawn: string[] = [];
    try {
      for (let step = 1; step <= guideLength; step += 1) {
        const request = { job: 'purge-pages', form: 'account', step, narrow: false } as const;
        const file = `guide/${pictureFile(request, looks.light)}`;
        drawn.push(...(await differenceToDocuments(file, () => guide.take(request, looks.light))));
      }
    } finally {
      await guide.close();
    }
    expect(drawn).toEqual([]);
  },
  120_000,
);
