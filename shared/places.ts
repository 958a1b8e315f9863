import type { Account, Zone } from './place.ts';

/** A website as the owner can choose it. */
export type ListedZone = Zone & { readonly account: Account; readonly status: string };

/** A Pages project as the owner can choose it. */
export type ListedProject = {
  readonly name: string;
  readonly accountId: string;
  readonly domains: readonly string[];
};

/** What the setup key reaches, read live with a token that lives for ten minutes and is deleted at once. */
export type Places = {
  readonly accounts: readonly Account[];
  readonly zones: readonly ListedZone[];
  readonly projects: readonly ListedProject[];
};
