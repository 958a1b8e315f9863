import { expect, it } from 'vitest';
import { findableOf, findSlips } from '../../../shared/find-slips.ts';
import { sampleSlip } from '../../component/sample-slips.ts';

const zone = (name: string) =>
  ({ ...sampleSlip().place, reach: { kind: 'one-zone', zone: { id: 'b'.repeat(32), name } } }) as const;
const slips = [
  sampleSlip({ number: 3 }),
  sampleSlip({ number: 12, who: { agent: 'claude', name: '' }, place: zone('café-münchen.example') }),
  sampleSlip({ number: 31, job: 'change-dns', task: 'Point the shop at its new server.' }),
  sampleSlip({ number: 40, who: { agent: 'other', name: 'Anna’s helper' }, world: 'practice' }),
].map(findableOf);

it.each([
  ['claude', [12]],
  ['CLAUDE', [12]],
  ['münchen shop', []],
  ['cafe-munchen', [12]],
  ['CAFÉ', [12]],
  ['domain points', [31]],
  ['codex shop', [31]],
  ['shop   codex', [31]],
  ['12', [12]],
  ['#12', [12]],
  ['no. 3', [3, 31]],
  ['helper', [40]],
  ['practice', [40]],
  ['bakery ltd', [3, 12, 31, 40]],
  ['nobody', []],
  ['.*', []],
])('"%s" finds the slips %j', (typed, numbers) => {
  expect(findSlips(slips, typed).map(({ number }) => number)).toEqual(numbers);
});
