import { z } from 'zod';
import { cloudflareId } from '../../../shared/schemas/ids.ts';

/* Only what the app uses is read from Cloudflare's answers; whatever else stands there may change without notice. */

/** The longest name that is shown whole, in characters; Cloudflare's own limits are far below. */
const longestName = 300;

/* Somebody else may have given a name. No character of it may hide, turn the text around it, or begin a line. */
const breaking = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu;
const unseen = /[\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]+/gu;

const name = z
  .string()
  .min(1)
  .transform((given) => given.slice(0, longestName).replace(breaking, ' ').replace(unseen, '').trim() || '?');

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
  result: z.array(z.unknown()),
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
    policies: z.array(z.object({ permission_groups: z.array(z.object({ id: z.string() })) })),
  }),
});

/** PUT .../tokens/{id}/value. The new value is in this answer only. */
export const rolledAnswer = successAnswer.extend({ result: tokenValue });

/** One row of GET .../tokens. */
export const tokenRow = z
  .object({ id: cloudflareId, name: z.string(), last_used_on: time.catch(null) })
  .transform(({ id, name: called, last_used_on }) => ({ id, name: called, lastUsedOn: last_used_on }));

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
