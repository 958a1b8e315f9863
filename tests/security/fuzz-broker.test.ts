import { describe, expect, it } from 'vitest';
import { fuzzBroker } from '../../build/bench/fuzz-broker.ts';
import { anyRequest, wrongAt } from '../../build/bench/fuzz-requests.ts';
import { randomFrom } from '../../build/random-from.ts';
import { places } from '../../electron/practice/seed/places.ts';
import { tempFolder } from '../unit/adapters/temp-folder.ts';

describe('random requests with a good pass', () => {
  it.each(['change-dns', 'purge-pages'] as const)(
    'bring down nothing, and none passes that a slip for %s does not allow',
    async (job) => {
      const seed = Math.floor(Math.random() * 1e9);
      const { reached, wrong, stuck } = await fuzzBroker(job, 1000, seed, await tempFolder());
      expect({ seed, wrong, stuck }).toEqual({ seed, wrong: [], stuck: 0 });
      expect(reached).toBeGreaterThan(5);
    },
    60_000,
  );
});

describe('the list that they are held against', () => {
  const zone = `/client/v4/zones/${places.zones.bakery.id}`;

  it('is not that of the rules: it finds what should not have passed', () => {
    expect(wrongAt('purge-pages', 'POST', `${zone}/purge_cache`, '{"purge_everything":true}')).not.toBeNull();
    expect(wrongAt('purge-pages', 'GET', `${zone}/dns_records`, '')).not.toBeNull();
    expect(wrongAt('change-dns', 'GET', `/client/v4/zones/${places.zones.cakeshop.id}`, '')).not.toBeNull();
    expect(wrongAt('change-dns', 'GET', `${zone}/dns_records?per_page=5`, '')).toBeNull();
  });

  it('is asked about requests of every kind', () => {
    const random = randomFrom(1);
    const all = Array.from({ length: 3000 }, () => anyRequest(random));
    expect(new Set(all.map(({ method }) => method)).size).toBeGreaterThan(8);
    expect(all.some(({ target }) => target.includes('..'))).toBe(true);
  });
});
