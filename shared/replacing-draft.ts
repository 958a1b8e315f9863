import { type AccountToken, knownKeys, type ReplacedToken } from './account-token.ts';
import { type Access, accesses, type JobId, jobIds, modeOf } from './catalogue/jobs.ts';
import type { PermissionKey } from './catalogue/permission-groups.ts';
import type { Account, Zone } from './place.ts';
import type { TokenOwner } from './slip.ts';
import { type Draft, startDraft, wizardReducer } from './wizard.ts';

/**
 * A draft for a slip that takes the place of a token, with what its rights and its reach give away filled in. The account
 * is the one that the setup key was connected for.
 */
export function replacingDraft(token: AccountToken, owner: TokenOwner, account: Account): Draft {
  const replaces: ReplacedToken = { id: token.id, name: token.name, owner };
  const empty: Draft = { ...startDraft(), replaces };
  const guess = guessJob(knownKeys(token));
  const withJob =
    guess === null
      ? empty
      : wizardReducer(wizardReducer(empty, { do: 'choose-job', job: guess.job }), {
          do: 'choose-access',
          access: guess.access,
        });
  const zone = onlyZone(token);
  return wizardReducer(withJob, {
    do: 'choose-where',
    where:
      zone === null
        ? { account }
        : {
            account: zone.account,
            zones: { kind: 'one', zone: { id: zone.id, name: zone.name } },
          },
  });
}

/**
 * The job that a set of rights is for: one with the very same rights, or else the one with the fewest that has them all.
 * Seeing that a website is there is a part of nearly every job, and so says nothing. Null where the rights fit no job.
 */
export function guessJob(
  keys: readonly PermissionKey[],
): { readonly job: JobId; readonly access: Access } | null {
  const wanted = keys.filter((key) => key !== 'zone.read');
  if (wanted.length === 0) return null;
  const fitting = jobIds
    .flatMap((job) =>
      accesses.flatMap((access) => {
        const permissions = modeOf(job, access)?.permissions ?? [];
        return wanted.every((key) => permissions.includes(key))
          ? [{ job, access, size: permissions.length }]
          : [];
      }),
    )
    .toSorted((a, b) => a.size - b.size);
  const [best, second] = fitting;
  /* Two jobs that fit as well as each other are no guess at all. */
  if (best === undefined || best.size === second?.size) return null;
  return { job: best.job, access: best.access };
}

function onlyZone({ rules }: AccountToken): (Zone & { readonly account: Account }) | null {
  const reaches = rules.filter(({ effect }) => effect === 'allow').flatMap(({ on }) => on);
  const zones = new Map(reaches.flatMap((one) => (one.kind === 'zone' ? [[one.id, one] as const] : [])));
  const [only, second] = [...zones.values()];
  if (only === undefined || second !== undefined || only.name === null || only.account === null) return null;
  return { id: only.id, name: only.name, account: only.account };
}
