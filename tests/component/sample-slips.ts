import type { Places } from '../../shared/places.ts';
import { usualPreferences } from '../../shared/preferences.ts';
import { usualReminders } from '../../shared/reminder-settings.ts';
import { newRecord, type Slip } from '../../shared/slip.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import type { Verdict } from '../../shared/verdict.ts';
import type { Draft } from '../../shared/wizard.ts';
import { noAgents } from '../fakes/no-agents.ts';

/** The moment at which the component tests and their pictures take place. */
export const testNow = new Date('2026-11-23T10:00:00Z');

const id = (letter: string) => letter.repeat(32);

export const bakery = { id: id('a'), name: 'Bakery Ltd' } as const;
export const bakeryZone = { id: id('b'), name: 'bakery.example' } as const;

/** A website list with two accounts' worth of names, short enough to need no search. */
export const fewPlaces: Places = {
  accounts: [bakery],
  zones: [
    { ...bakeryZone, account: bakery, status: 'active' },
    { id: id('c'), name: 'cakeshop.example', account: bakery, status: 'active' },
    { id: id('d'), name: 'bread-school.example', account: bakery, status: 'pending' },
  ],
  projects: [
    { name: 'bakery-site', accountId: bakery.id, domains: ['bakery-site.pages.dev', 'www.bakery.example'] },
    { name: 'order-form', accountId: bakery.id, domains: [] },
  ],
};

/** Enough websites that a search box appears. */
export const manyPlaces: Places = {
  ...fewPlaces,
  zones: Array.from({ length: 80 }, (_, index) => ({
    id: index.toString(16).padStart(32, '0'),
    name: `shop-${index + 1}.example`,
    account: bakery,
    status: 'active',
  })),
};

/** A finished slip: clear saved copies on bakery.example, for 30 days. */
export function sampleSlip(change: Partial<Slip> = {}): Slip {
  return {
    id: 'slip-aaaaaaaaaaaaaaaa',
    number: 7,
    world: 'cloudflare',
    who: { agent: 'codex', name: '' },
    job: 'purge-pages',
    access: 'change',
    task: 'After I publish a change, clear the saved copy of that page on bakery.example.',
    place: {
      account: bakery,
      reach: { kind: 'one-zone', zone: bakeryZone },
      pagesProject: null,
      hostname: null,
      path: null,
    },
    until: { kind: 'at', at: '2026-12-23T10:00:00Z' },
    token: {
      id: id('e'),
      owner: { kind: 'account', accountId: bakery.id },
      name: 'Permission Slip 7, bakery.example [k3d9]',
      ending: 'x9Q2',
    },
    route: { kind: 'keychain' },
    createdAt: '2026-11-23T09:58:00Z',
    proof: {
      at: '2026-11-23T09:58:00Z',
      can: [{ what: 'clear saved copies of single pages on bakery.example', requests: 1 }],
      cannot: [
        { what: 'read DNS records or settings of this website', requests: 2 },
        { what: 'read API tokens, billing or members of your account', requests: 3 },
        { what: 'reach your other websites, such as cakeshop.example', requests: 1 },
      ],
      untested: ['Changes were not tried, so that nothing on your website changes.'],
    },
    events: [
      { at: '2026-11-23T09:58:00Z', what: 'created' },
      { at: '2026-11-23T09:58:01Z', what: 'proven' },
      { at: '2026-11-23T09:58:02Z', what: 'stored' },
    ],
    keptAnyway: null,
    rotating: null,
    checked: null,
    reminding: null,
    ...newRecord,
    stopping: null,
    replaces: null,
    revoked: null,
    ...change,
  };
}

/** A slip that came in from another computer, where its token is. */
export const importedSlip: Slip = sampleSlip({
  id: 'slip-iiiiiiiiiiiiiiii',
  number: 12,
  job: 'audit',
  access: 'read',
  events: [
    { at: '2026-11-23T09:58:00Z', what: 'created' },
    { at: '2026-11-23T09:59:00Z', what: 'imported' },
  ],
  checked: { at: '2026-11-23T09:59:00Z', outcome: 'elsewhere', ending: 'x9Q2' },
});

/** What a proof of a token made by hand found: all as planned. */
export function sampleVerdict(change: Partial<Verdict> = {}): Verdict {
  return {
    kind: 'as-planned',
    tooMuch: [],
    missing: [],
    unclear: [],
    proof: sampleSlip().proof,
    ...change,
  };
}

/** Four slips: ready, ending soon, a practice one, and one that was stopped. */
export const severalSlips: readonly Slip[] = [
  sampleSlip(),
  sampleSlip({
    id: 'slip-bbbbbbbbbbbbbbbb',
    number: 4,
    who: { agent: 'claude', name: '' },
    job: 'change-dns',
    createdAt: '2026-10-30T09:00:00Z',
    until: { kind: 'at', at: '2026-11-29T09:00:00Z' },
  }),
  sampleSlip({
    id: 'slip-cccccccccccccccc',
    number: 2,
    world: 'practice',
    who: { agent: 'openclaw', name: '' },
    job: 'audit',
    access: 'read',
    until: { kind: 'at', at: '2027-02-02T09:00:00Z' },
  }),
  sampleSlip({
    id: 'slip-dddddddddddddddd',
    number: 1,
    revoked: { at: '2026-11-20T09:00:00Z', cloudflare: 'deleted', keychain: 'deleted' },
  }),
];

/** A snapshot of an app that is connected and has no slips. */
export function sampleSnapshot(change: Partial<Snapshot> = {}): Snapshot {
  const slips = change.slips ?? [];
  return {
    revision: 1,
    version: '0.1.0',
    platform: 'linux',
    world: 'cloudflare',
    lostKey: null,
    hasOwnKey: change.connection !== null,
    connection: { account: bakery, kind: 'account', ending: 'x9Q2', kept: 'until-quit' },
    slips,
    nextNumber: Math.max(0, ...slips.map(({ number }) => number)) + 1,
    draft: null,
    ownJobs: [],
    cleanUps: [],
    reminding: { settings: usualReminders, pausedUntil: null },
    preferences: usualPreferences,
    agents: noAgents,
    storage: { kind: 'fine' },
    keychain: null,
    progress: { doing: 'nothing' },
    revoking: [],
    pickUp: { token: null, watching: false, problem: null },
    update: { kind: 'elsewhere' },
    notices: [],
    ...change,
  };
}

/** A draft that has every answer but the task. */
export function sampleDraft(change: Partial<Draft> = {}): Draft {
  return {
    step: 'terms',
    who: { agent: 'codex', name: '' },
    job: { id: 'purge-pages', access: 'change' },
    where: {
      account: bakery,
      zones: { kind: 'one', zone: bakeryZone },
      pagesProject: null,
      hostname: '',
      path: '',
      domain: '',
    },
    task: '',
    until: { kind: 'days', days: 30 },
    guide: null,
    replaces: null,
    changes: null,
    ...change,
  };
}
