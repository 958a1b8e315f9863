import { keptOut } from '../../../shared/catalogue/own-job.ts';
import {
  keysThatGrant,
  type PermissionCategory,
  type PermissionGroup,
  type PermissionKey,
  type PermissionProduct,
  type PermissionScope,
  permissionGroups,
} from '../../../shared/catalogue/permission-groups.ts';
import { type Care, permissionCare, permissionPhrase } from '../../../shared/catalogue/permission-words.ts';
import { categoryNames } from '../../../shared/guide/categories.ts';
import { boxNames, type PermissionRow } from '../../../shared/guide/guide-plan.ts';
import type { PermissionList } from '../../../shared/permission-list.ts';

/** One box to tick. */
export type Tick = {
  readonly key: PermissionKey;
  /** The box's name in Cloudflare's form. */
  readonly box: PermissionRow['box'];
  /** Completes "The agent can ...". */
  readonly phrase: string;
  readonly care: Care;
  readonly state: 'open' | 'ticked' | 'comes-along';
  /** Why it can't be ticked; null where it can. */
  readonly barred: string | null;
};

/** One product of Cloudflare's, with its boxes apart. */
export type Row = {
  readonly product: PermissionProduct;
  readonly title: string;
  /** How far it reaches, beyond one website; null where it does not. */
  readonly reach: 'Whole account' | 'About you' | 'One bucket' | null;
  readonly ticks: readonly Tick[];
  /** Why none of it can be ticked, where that is the same for all of it. */
  readonly barred: string | null;
};

/** One heading of Cloudflare's form. */
export type Shelf = {
  readonly category: PermissionCategory;
  readonly title: string;
  readonly rows: readonly Row[];
  readonly ticked: number;
};

/** What the shelves depend on. */
export type ShelfQuery = {
  readonly picked: readonly PermissionKey[];
  readonly list: PermissionList | null;
  /** Whether the setup key in use belongs to an account, whose tokens can't hold everything. */
  readonly accountKey: boolean;
  readonly typed: string;
  /** Whether what reaches the whole account is shown as well. */
  readonly wide: boolean;
};

const reaches: Readonly<Record<PermissionScope, Row['reach']>> = {
  zone: null,
  account: 'Whole account',
  user: 'About you',
  bucket: 'One bucket',
};

const outText = {
  'makes-tokens': 'No slip gives this to an agent. A token that makes tokens has no limit.',
  'about-the-owner': 'No slip gives this to an agent. It is about you, not about a website.',
  'needs-a-bucket': 'This app can’t give this out yet. Cloudflare wants one bucket named for it.',
} as const;

/** The list of permissions under Cloudflare's headings. What is limited to one website comes first. */
export function shelvesOf(query: ShelfQuery): readonly Shelf[] {
  const rows = productRows(query).filter((row) => isShown(row, query));
  return (Object.keys(categoryNames) as PermissionCategory[])
    .map((category) => {
      const own = rows.filter((row) => row.category === category);
      return {
        category,
        title: categoryNames[category],
        rows: [...own.filter(({ reach }) => reach === null), ...own.filter(({ reach }) => reach !== null)],
        ticked: own.flatMap(({ ticks }) => ticks).filter(({ state }) => state === 'ticked').length,
      };
    })
    .filter(({ rows: found }) => found.length > 0);
}

/** How many products are left out only because they reach the whole account. */
export function hiddenCount(query: ShelfQuery): number {
  if (query.wide) return 0;
  const count = (wide: boolean) =>
    shelvesOf({ ...query, wide }).reduce((sum, { rows }) => sum + rows.length, 0);
  return count(true) - count(false);
}

type FoundRow = Row & { readonly category: PermissionCategory };

function productRows(query: ShelfQuery): readonly FoundRow[] {
  const byProduct = Map.groupBy(permissionGroups, ({ product }) => product);
  return [...byProduct.values()].flatMap((groups) => {
    const [first] = groups;
    if (first === undefined) return [];
    const ticks = groups.map((group) => tickOf(group, query));
    const reasons = new Set(ticks.map(({ barred }) => barred));
    return {
      product: first.product,
      category: first.category,
      title: first.row,
      reach: reaches[first.scope],
      ticks,
      barred: reasons.size === 1 ? (ticks[0]?.barred ?? null) : null,
    };
  });
}

function tickOf(group: PermissionGroup, query: ShelfQuery): Tick {
  const { picked } = query;
  const ticked = picked.includes(group.key);
  /* Editing includes reading, and every right on a website includes seeing that the website is there. */
  const along =
    !ticked &&
    (keysThatGrant(group.key).some((key) => picked.includes(key)) ||
      (group.key === 'zone.read' &&
        permissionGroups.some((one) => one.scope === 'zone' && picked.includes(one.key))));
  return {
    key: group.key,
    box: boxNames[group.level],
    phrase: permissionPhrase(group),
    care: permissionCare(group),
    state: ticked ? 'ticked' : along ? 'comes-along' : 'open',
    barred: ticked ? null : barredText(group, query),
  };
}

function barredText(group: PermissionGroup, { list, accountKey }: ShelfQuery): string | null {
  const out = keptOut(group.key);
  if (out !== null) return outText[out];
  if (list?.gone.includes(group.key)) return 'Cloudflare does not offer this any more.';
  return accountKey && !group.accountTokens
    ? 'Your setup key can’t give this out. It takes a key of your own login.'
    : null;
}

function isShown(row: FoundRow, { typed, wide }: ShelfQuery): boolean {
  const held = row.ticks.some(({ state }) => state === 'ticked');
  if (row.reach !== null && !wide && !held) return false;
  const wanted = typed.trim().toLowerCase();
  const words = [row.title, categoryNames[row.category], ...row.ticks.map(({ phrase }) => phrase)];
  return wanted === '' || words.some((text) => text.toLowerCase().includes(wanted));
}
