import { places } from '../../electron/practice/seed/places.ts';
import type { SlipRequest } from '../../shared/wizard.ts';

/** A slip for one website of the practice account, for Codex and thirty days. */
export const practiceRequest: SlipRequest = {
  who: { agent: 'codex', name: '' },
  job: 'purge-pages',
  access: 'change',
  task: 'Clear the saved copy of the price list on bakery.example.',
  place: {
    account: places.accounts.bakery,
    reach: { kind: 'one-zone', zone: places.zones.bakery },
    pagesProject: null,
    hostname: null,
    path: null,
  },
  until: { kind: 'days', days: 30 },
};
