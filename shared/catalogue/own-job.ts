import type { z } from 'zod';
import type { InputProblem } from '../problem.ts';
import { failed, ok, type Result } from '../result.ts';
import type { ownJob, savedJob } from '../schemas/jobs.ts';
import { holdsToken } from '../token-forms.ts';
import type { Access } from './jobs.ts';
import { keysThatGrant, type PermissionKey, permissionGroup } from './permission-groups.ts';
import { permissionCare, permissionPhrase } from './permission-words.ts';

/** A job that the owner built from the list of permissions. */
export type OwnJob = z.infer<typeof ownJob>;

/** A job of the owner's own that is kept for the next slip. */
export type SavedJob = z.infer<typeof savedJob>;

/** An own job before anything of it was picked. */
export const emptyOwnJob: OwnJob = { id: 'custom', title: '', permissions: [], confirmation: '' };

/** Why a permission is in no slip at all. */
export type KeptOut =
  /** It can make tokens, and a token that makes tokens has no limit. */
  | 'makes-tokens'
  /** It is about the owner as a person, not about a website. */
  | 'about-the-owner'
  /** Cloudflare wants one bucket named, which this app can't ask for. */
  | 'needs-a-bucket';

/** Why no slip may hold a permission; null where one may. */
export function keptOut(key: PermissionKey): KeptOut | null {
  const { product, scope } = permissionGroup(key);
  if (product === 'accountApiTokens' || product === 'userApiTokens') return 'makes-tokens';
  if (scope === 'user') return 'about-the-owner';
  return scope === 'bucket' ? 'needs-a-bucket' : null;
}

/** Adds or takes away one permission. The right to edit includes the right to read, so one of the two is enough. */
export function withPermission(
  permissions: readonly PermissionKey[],
  key: PermissionKey,
  held: boolean,
): readonly PermissionKey[] {
  const others = permissions.filter((one) => one !== key);
  return held ? tidy([...others, key]) : others;
}

/** The same rights in as few permissions as it takes. */
function tidy(permissions: readonly PermissionKey[]): readonly PermissionKey[] {
  return permissions.filter(
    (key) => !keysThatGrant(key).some((wider) => wider !== key && permissions.includes(wider)),
  );
}

/**
 * What the token of an own job holds: what was picked, and seeing the website where there is one, so that agent and app
 * can check the token before anything is changed. What no slip may hold is never in it.
 */
export function permissionsOfOwn(picked: readonly PermissionKey[]): readonly PermissionKey[] {
  const once = tidy([...new Set(picked)].filter((key) => keptOut(key) === null));
  const seesZone = keysThatGrant('zone.read').some((key) => once.includes(key));
  const hasZone = once.some((key) => permissionGroup(key).scope === 'zone');
  return hasZone && !seesZone ? [...once, 'zone.read'] : once;
}

/** An own job may only look when each of its permissions may. */
export function accessOfOwn(permissions: readonly PermissionKey[]): Access {
  return permissions.every((key) => permissionGroup(key).level === 'read') ? 'read' : 'change';
}

/** The words that an owner has to type to allow what is dangerous in these permissions; null where nothing is. */
export function confirmationFor(permissions: readonly PermissionKey[]): string | null {
  const topics = permissions.flatMap((key) => {
    const care = permissionCare(permissionGroup(key));
    return care.kind === 'dangerous' && keptOut(key) === null ? [care.topic] : [];
  });
  return topics.length === 0 ? null : `yes, ${[...new Set(topics)].sort().join(' and ')}`;
}

/** Whether the owner has typed the words that these permissions ask for. Letter case and spaces do not matter. */
function isConfirmed({ permissions, confirmation }: OwnJob): boolean {
  const words = confirmationFor(permissions);
  const typed = confirmation
    .toLowerCase()
    .replace(/["“”'.]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return words === null || typed === words;
}

/** Checks that an own job is complete and that nothing in it is kept out or still to be confirmed. */
export function readOwnJob(own: OwnJob): Result<OwnJob, InputProblem> {
  const words = confirmationFor(own.permissions);
  const parts = readOwnJobParts(own);
  /* What is dangerous is asked about before a missing name is. */
  if (!parts.ok && parts.problem.code !== 'own-job-unnamed') return parts;
  if (holdsToken(own.confirmation)) return failed({ code: 'field-holds-secret', field: 'confirmation' });
  if (words !== null && !isConfirmed(own)) return failed({ code: 'own-job-unconfirmed', words });
  return parts.ok ? ok({ ...parts.value, confirmation: words === null ? '' : own.confirmation }) : parts;
}

/** Checks the name and the permissions of an own job, whatever was confirmed. */
export function readOwnJobParts(own: OwnJob): Result<OwnJob, InputProblem> {
  if (holdsToken(own.title)) return failed({ code: 'field-holds-secret', field: 'title' });
  const out = own.permissions.filter((key) => keptOut(key) !== null);
  if (out.length > 0) {
    return failed({
      code: 'own-job-kept-out',
      what: out.map((key) => permissionPhrase(permissionGroup(key))),
    });
  }
  if (own.permissions.length === 0) return failed({ code: 'own-job-empty' });
  const title = own.title
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .trim();
  if (title === '') return failed({ code: 'own-job-unnamed' });
  return ok({ id: 'custom', title, permissions: tidy([...new Set(own.permissions)]), confirmation: '' });
}

/** Whether a kept job is the same as one that stands on the screen. */
export function isSameJob(
  kept: SavedJob,
  { title, permissions }: Pick<SavedJob, 'title' | 'permissions'>,
): boolean {
  return (
    kept.title === title &&
    kept.permissions.length === permissions.length &&
    kept.permissions.every((key) => permissions.includes(key))
  );
}
