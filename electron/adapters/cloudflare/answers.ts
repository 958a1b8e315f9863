import { z } from 'zod';
import type { AccountToken, TokenReach, TokenRule } from '../../../shared/account-token.ts';
import { cloudflareId } from '../../../shared/schemas/ids.ts';
import { plainName } from '../../core/plain-name.ts';

/* Only what the app uses is read from Cloudflare's answers; whatever else stands there may change without notice. */

/** The most rows that a list may have, far above Cloudflare's own limits for what is listed here. */
export const mostRows = 5000;
/* The most that one token may name, policies as well as rights in one of them: Cloudflare has some 400 rights. */
const mostNamed = 1000;

const name = z.string().min(1).transform(plainName);

/* Goes into a header, and into the agent's command: nothing but what Cloudflare says a token is made of. */
const tokenValue = z.string().regex(/^[A-Za-z0-9_-]{40,400}$/);

/* Cloudflare writes times with and without fractions of a second. */
const time = z.iso
  .datetime({ offset: true })
  .nullish()
  .transform((value) => value ?? null);

/** Any answer of the API that is no refusal. */
export const successAnswer = z.object({ success: z.literal(true) });

/** One page of a list. Cloudflare's lists do not all say how many pages there are, and some are one page only. */
export const listAnswer = successAnswer.extend({
  result: z.array(z.unknown()).max(mostRows),
  result_info: z
    .object({ total_pages: z.number().int().optional(), per_page: z.number().int().optional() })
    .nullish()
    .transform((value) => value ?? null),
});

/** GET .../tokens/verify. */
export const verifyAnswer = successAnswer.extend({
  result: z
    .object({
      id: cloudflareId,
      status: z.enum(['active', 'disabled', 'expired']),
      not_before: time,
      expires_on: time,
    })
    .transform(({ id, status, not_before, expires_on }) => ({
      id,
      status,
      notBefore: not_before,
      expiresOn: expires_on,
    })),
});

/** POST .../tokens. The value is in this answer only. */
export const createdAnswer = successAnswer.extend({
  result: z.object({
    id: cloudflareId,
    value: tokenValue,
    policies: z
      .array(z.object({ permission_groups: z.array(z.object({ id: z.string() })).max(mostNamed) }))
      .max(mostNamed),
  }),
});

/** PUT .../tokens/{id}/value. The new value is in this answer only. */
export const rolledAnswer = successAnswer.extend({ result: tokenValue });

/** One row of GET .../tokens. The name is as it stands there, to be compared; it is not to be shown. */
export const tokenRow = z
  .object({ id: cloudflareId, name: z.string(), last_used_on: time.catch(null) })
  .transform(({ id, name: called, last_used_on }) => ({ id, name: called, lastUsedOn: last_used_on }));

/* A status that Cloudflare may add later is taken for one that works: the list must not play a token down. */
const tokenStatus = z.enum(['active', 'disabled', 'expired']).catch('active');

const rule = z
  .object({
    effect: z.enum(['allow', 'deny']),
    permission_groups: z.array(z.object({ id: z.string(), name: name.nullish() })).max(mostNamed),
    resources: z.record(z.string(), z.unknown()),
  })
  .transform(
    ({ effect, permission_groups, resources }): TokenRule => ({
      effect,
      groups: permission_groups.map((group) => ({ id: group.id, name: group.name ?? plainName(group.id) })),
      on: Object.entries(resources).map(([key, value]) => reachOf(key, value)),
    }),
  );

/** One row of GET .../tokens, with what the token may do. */
export const describedTokenRow = z
  .object({
    id: cloudflareId,
    name,
    status: tokenStatus,
    issued_on: time,
    last_used_on: time,
    expires_on: time,
    condition: z.object({ request_ip: z.unknown() }).partial().nullish(),
    policies: z.array(rule).max(mostNamed),
  })
  .transform(
    (token): AccountToken => ({
      id: token.id,
      name: token.name,
      status: token.status,
      createdAt: token.issued_on,
      lastUsedAt: token.last_used_on,
      endsAt: token.expires_on,
      isLimitedToAddresses: token.condition?.request_ip !== undefined && token.condition.request_ip !== null,
      rules: token.policies,
    }),
  );

/* Resource keys: developers.cloudflare.com/fundamentals/api/how-to/create-via-api/ */
function reachOf(key: string, value: unknown): TokenReach {
  const inner = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const isAllZones = inner.length > 0 && inner.every((one) => one === 'com.cloudflare.api.account.zone.*');
  const zoneId = /^com\.cloudflare\.api\.account\.zone\.([0-9a-f]{32})$/.exec(key)?.[1];
  if (zoneId !== undefined) return { kind: 'zone', id: zoneId, name: null, account: null };
  if (key === 'com.cloudflare.api.account.zone.*') return { kind: 'all-zones' };
  if (key === 'com.cloudflare.api.account.*') {
    return inner.length === 0
      ? { kind: 'all-accounts' }
      : isAllZones
        ? { kind: 'all-zones' }
        : { kind: 'other' };
  }
  const accountId = /^com\.cloudflare\.api\.account\.([0-9a-f]{32})$/.exec(key)?.[1];
  if (accountId !== undefined) {
    if (inner.length === 0) return { kind: 'account', id: accountId };
    return isAllZones ? { kind: 'zones-of-account', id: accountId } : reachWithin(inner);
  }
  return key.startsWith('com.cloudflare.api.user.') ? { kind: 'own-login' } : { kind: 'other' };
}

/* One website that is named inside of its account. */
function reachWithin(inner: readonly string[]): TokenReach {
  const [only, second] = inner;
  return only === undefined || second !== undefined ? { kind: 'other' } : reachOf(only, '*');
}

/** One row of GET .../tokens/permission_groups. */
export const permissionGroupRow = z.object({ id: z.string(), name, scopes: z.array(z.string()) });

/** One row of GET /accounts. */
export const accountRow = z.object({ id: cloudflareId, name });

/** One row of GET /zones. */
export const zoneRow = z.object({
  id: cloudflareId,
  name,
  status: z
    .string()
    .nullish()
    .transform((value) => value ?? 'unknown'),
  account: z.object({ id: cloudflareId, name }),
  permissions: z
    .array(z.string())
    .nullish()
    .transform((value) => value ?? []),
});

/** One row of GET /accounts/{id}/pages/projects. */
export const projectRow = z.object({
  name,
  domains: z
    .array(z.string())
    .nullish()
    .transform((value) => value ?? []),
});

/** The body of an error, which edge errors (HTML pages) do not have. */
export const errorBody = z.object({
  errors: z.array(z.object({ code: z.number().int(), message: z.string() })).min(1),
});

/** GraphQL answers 200 also when it refuses. */
export const graphqlAnswer = z.object({
  data: z.unknown(),
  errors: z.array(z.object({ message: z.string() })).nullish(),
});
