import { dayMs } from '../../../shared/instant.ts';
import { seededId } from '../token-values.ts';

/** The fixed places of the practice account: the same ids at every start. */
export const places = {
  userId: seededId('user:owner'),
  accounts: {
    bakery: { id: seededId('account:bakery'), name: 'Bakery Ltd' },
    hill: { id: seededId('account:hill'), name: 'Hill Coaching' },
  },
  zones: {
    bakery: { id: seededId('zone:bakery.example'), name: 'bakery.example' },
    cakeshop: { id: seededId('zone:cakeshop.example'), name: 'cakeshop.example' },
    oldBakery: { id: seededId('zone:old-bakery.example'), name: 'old-bakery.example' },
    hillcoaching: { id: seededId('zone:hillcoaching.example'), name: 'hillcoaching.example' },
  },
  projects: { bakerySite: 'bakery-site', recipeBlog: 'recipe-blog', hillSite: 'hill-site' },
} as const;

/** The moment this many days before now, as Cloudflare writes times. */
export function daysBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * dayMs).toISOString();
}
