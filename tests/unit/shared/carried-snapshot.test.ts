import { expect, it } from 'vitest';
import { carry, createReader } from '../../../shared/ipc/carried-snapshot.ts';
import { sampleSlip, sampleSnapshot, severalSlips } from '../../component/sample-slips.ts';

it('a snapshot is the same after it has crossed', () => {
  const snapshot = sampleSnapshot({ slips: severalSlips });
  expect(createReader()(structuredClone(carry(snapshot)))).toEqual(snapshot);
});

it('what crosses holds no list of slips, but one text', () => {
  expect(typeof carry(sampleSnapshot({ slips: severalSlips })).slips).toBe('string');
});

it('slips that have not changed stay the same list, and others are another one', () => {
  const read = createReader();
  const cross = (revision: number, slips = severalSlips) =>
    read(structuredClone(carry(sampleSnapshot({ slips: [...slips], revision }))));
  const [first, second] = [cross(1), cross(2)];
  expect([second.slips === first.slips, second.revision]).toEqual([true, 2]);
  expect(cross(3, [sampleSlip({ notes: 'Ask Anna' })]).slips).not.toBe(first.slips);
});
