import {
  type PermissionGroup,
  type PermissionKey,
  permissionGroup,
  permissionGroups,
} from '../../shared/catalogue/permission-groups.ts';
import { rowOf } from '../../shared/guide/guide-plan.ts';
import type {
  PolicyPlace,
  PracticeForm,
  PracticeScene,
  TokenFormLink,
} from '../../shared/ipc/practice-contract.ts';
import type { BuilderRow } from '../guide/dashboard/RowBuilder.tsx';
import { keysInWords } from './account-draft.ts';

/** What the lists show before anything is chosen. */
export const unchosen = 'Select item…';
export const allAccounts = 'All accounts';
export const zoneChoices = ['All zones', 'Specific zone', 'All zones from an account'] as const;
export type ZoneChoice = (typeof zoneChoices)[number];

/** The older form, as far as it is filled in. Accounts and zones by their names, as its lists show them. */
export type UserDraft = {
  readonly name: string;
  readonly rows: readonly BuilderRow[];
  readonly account: string;
  readonly zones: { readonly choice: ZoneChoice; readonly name: string };
  /** The last day as YYYY-MM-DD; empty for none. */
  readonly end: string;
};

const scopes = { Account: 'account', User: 'user', Zone: 'zone' } as const;
const abouts = Object.keys(scopes) as (keyof typeof scopes)[];

/* Tokens that make other tokens come from a template of Cloudflare's, not from this form. */
const offered = permissionGroups.filter(({ product }) => product !== 'userApiTokens');

const groupsUnder = (about: string): readonly PermissionGroup[] =>
  offered.filter(({ scope }) => scope === scopes[about as keyof typeof scopes]);

let lastRow = 0;

export function emptyRow(): BuilderRow {
  lastRow += 1;
  return { id: `row-${lastRow}`, about: 'Account', product: unchosen, level: unchosen };
}

export function emptyUserDraft(): UserDraft {
  return {
    name: '',
    rows: [emptyRow()],
    account: allAccounts,
    zones: { choice: 'All zones', name: unchosen },
    end: '',
  };
}

/** The form as a link opens it: name, lines, and the one zone where the link names it. */
export function userDraftOfLink(link: TokenFormLink, { zones }: Pick<PracticeScene, 'zones'>): UserDraft {
  const zone = zones.find(({ id }) => id === link.zone);
  const empty = emptyUserDraft();
  return {
    ...empty,
    name: link.name ?? '',
    rows: link.permissions.length === 0 ? empty.rows : link.permissions.map(lineOf),
    zones: zone === undefined ? empty.zones : { choice: 'Specific zone', name: zone.name },
  };
}

function lineOf(key: PermissionKey): BuilderRow {
  const { row, box } = rowOf(key);
  const about = abouts.find((one) => scopes[one] === permissionGroup(key).scope) ?? 'Account';
  return { ...emptyRow(), about, product: row, level: box };
}

/** What the three lists of a line offer. */
export function offersFor({ about, product }: BuilderRow) {
  const groups = groupsUnder(about);
  const products = [...new Set(groups.map(({ row }) => row))].sort();
  const levels = groups.filter(({ row }) => row === product).map(({ key }) => rowOf(key).box);
  return { about: abouts, product: [unchosen, ...products], level: [unchosen, ...levels] };
}

/** The line after a choice: what no longer fits is to be chosen again. */
export function mendedRow(row: BuilderRow): BuilderRow {
  const product = offersFor(row).product.includes(row.product) ? row.product : unchosen;
  const level = offersFor({ ...row, product }).level.includes(row.level) ? row.level : unchosen;
  return { ...row, product, level };
}

function keyOf({ about, product, level }: BuilderRow): PermissionKey | null {
  return groupsUnder(about).find(({ key, row }) => row === product && rowOf(key).box === level)?.key ?? null;
}

/** The permissions of the lines that are about one kind of thing. */
function keysAbout({ rows }: UserDraft, about: keyof typeof scopes): readonly PermissionKey[] {
  return rows
    .filter((row) => row.about === about)
    .map(keyOf)
    .filter((key) => key !== null);
}

export function userFaultsOf(draft: UserDraft): readonly string[] {
  const { name, rows, zones } = draft;
  const needsName = zones.choice !== 'All zones' && zones.name === unchosen;
  return [
    ...(name.trim() === '' ? ['Token name is required.'] : []),
    ...(rows.some((row) => keyOf(row) === null) ? ['Choose all three parts of each permission.'] : []),
    ...(needsName && rows.some(({ about }) => about === 'Zone') ? ['Zone Resources: select an item.'] : []),
  ];
}

/** One line of the summary for each place, as Cloudflare words it. */
export function userSummaryLines(draft: UserDraft): readonly string[] {
  const { account, zones } = draft;
  const zonePlace =
    zones.choice === 'All zones'
      ? 'All zones'
      : zones.choice === 'Specific zone'
        ? zones.name
        : `All zones from ${zones.name}`;
  const places = { Account: account, Zone: zonePlace, User: 'All users' } as const;
  return abouts.flatMap((about) => {
    const keys = keysAbout(draft, about);
    return keys.length === 0 ? [] : [`${places[about]}: ${keysInWords(keys)}`];
  });
}

/** The form as it is sent: one policy for each kind of place. */
export function userFormOf(draft: UserDraft, scene: Pick<PracticeScene, 'accounts' | 'zones'>): PracticeForm {
  return {
    owner: { kind: 'user' },
    name: draft.name,
    policies: abouts.flatMap((about) => {
      const permissions = [...new Set(keysAbout(draft, about))];
      return permissions.length === 0 ? [] : [{ on: placeOf(draft, about, scene), permissions }];
    }),
    endDay: draft.end === '' ? null : draft.end,
  };
}

function placeOf(
  { account, zones }: UserDraft,
  about: keyof typeof scopes,
  scene: Pick<PracticeScene, 'accounts' | 'zones'>,
): PolicyPlace {
  const idIn = (list: readonly { readonly id: string; readonly name: string }[], name: string) =>
    list.find((one) => one.name === name)?.id ?? '';
  if (about === 'User') return { kind: 'user' };
  if (about === 'Account') {
    return account === allAccounts
      ? { kind: 'all-accounts' }
      : { kind: 'account', account: idIn(scene.accounts, account) };
  }
  switch (zones.choice) {
    case 'All zones':
      return { kind: 'all-zones' };
    case 'Specific zone':
      return { kind: 'zones', zones: [idIn(scene.zones, zones.name)] };
    case 'All zones from an account':
      return { kind: 'all-zones-of-account', account: idIn(scene.accounts, zones.name) };
  }
}
