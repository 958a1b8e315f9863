import {
  type PermissionKey,
  type PermissionScope,
  permissionGroups,
} from '../../../shared/catalogue/permission-groups.ts';
import { categoryNames } from '../../../shared/guide/categories.ts';
import { rowOf } from '../../../shared/guide/guide-plan.ts';

/** One box of a row. */
export type DrawnBox = { readonly key: PermissionKey; readonly label: string };

/** One row of the list of permissions. */
export type DrawnRow = { readonly name: string; readonly boxes: readonly DrawnBox[] };

/** One heading of the list of permissions, with the rows below it. */
export type DrawnGroup = {
  readonly name: string;
  readonly rows: readonly DrawnRow[];
  /** How many boxes the heading has in the whole list, for its counter. */
  readonly boxes: number;
};

/** What a policy is about: the account, or domains. Cloudflare shows other rows for each. */
export type PolicyScope = Extract<PermissionScope, 'account' | 'zone'>;

/** The whole list of permissions that the form shows for a scope, in the form's order. */
export function allGroups(scope: PolicyScope): readonly DrawnGroup[] {
  const fitting = permissionGroups.filter((group) => group.scope === scope && group.accountTokens);
  return Object.entries(categoryNames).flatMap(([category, name]) => {
    const boxes = fitting.filter((group) => group.category === category);
    const rows = new Map<string, DrawnBox[]>();
    for (const { key } of boxes) {
      const { row, box } = rowOf(key);
      rows.set(row, [...(rows.get(row) ?? []), { key, label: box }]);
    }
    const drawn = [...rows].map(([row, inRow]) => ({ name: row, boxes: inRow }));
    return drawn.length === 0 ? [] : [{ name, rows: drawn, boxes: boxes.length }];
  });
}

/** The part of the list around some permissions: each row that holds one, and a neighbour or two for recognising it. */
export function groupsAround(scope: PolicyScope, keys: readonly PermissionKey[]): readonly DrawnGroup[] {
  const holds = (row: DrawnRow) => row.boxes.some(({ key }) => keys.includes(key));
  return allGroups(scope).flatMap((group) => {
    if (!group.rows.some(holds)) return [];
    const neighbours = group.rows.filter((row) => !holds(row)).slice(0, 2);
    return [{ ...group, rows: group.rows.filter((row) => holds(row) || neighbours.includes(row)) }];
  });
}

/** How many boxes of a group are ticked. */
export function tickedIn(group: DrawnGroup, ticked: ReadonlySet<PermissionKey>): number {
  return group.rows.flatMap(({ boxes }) => boxes).filter(({ key }) => ticked.has(key)).length;
}
