import {
  createPracticeCloudflare,
  type PracticeCloudflare,
  type PracticeOptions,
} from '../../../electron/practice/practice-cloudflare.ts';
import { type PermissionKey, permissionGroup } from '../../../shared/catalogue/permission-groups.ts';

/** What a test looks at in an answer. */
export interface Seen {
  readonly status: number;
  readonly code: number | undefined;
  readonly message: string | undefined;
  readonly result: unknown;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A practice Cloudflare with a clock of the test's own. */
export interface Stage {
  readonly practice: PracticeCloudflare;
  readonly clock: { time: number };
  readonly call: (
    value: string | null,
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Seen>;
}

/** What lies at a path inside an answer; undefined where there is nothing. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      inner !== null && typeof inner === 'object'
        ? (inner as Record<string | number, unknown>)[key]
        : undefined,
    value,
  );
}

export const startTime = Date.parse('2026-11-10T09:00:00Z');

export function openStage(options: Partial<PracticeOptions> = {}): Stage {
  const clock = { time: startTime };
  const practice = createPracticeCloudflare({ now: () => new Date(clock.time), ...options });
  return {
    practice,
    clock,
    async call(value, method, path, body, headers = {}) {
      const response = await practice.fetchLike(`${practice.baseUrl}${path}`, {
        method,
        headers: {
          ...(value === null ? {} : { authorization: `Bearer ${value}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const answer: unknown = text.startsWith('{') ? JSON.parse(text) : { result: text };
      const error = at(answer, 'errors', 0);
      return {
        status: response.status,
        code: at(error, 'code') as number | undefined,
        message: at(error, 'message') as string | undefined,
        result: at(answer, 'result'),
        headers: response.headers,
        body: answer,
      };
    },
  };
}

export type Resources = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** One policy of a token request. */
export function policy(
  keys: readonly PermissionKey[],
  resources: Resources,
  effect: 'allow' | 'deny' = 'allow',
) {
  return { effect, resources, permission_groups: keys.map((key) => ({ id: permissionGroup(key).id })) };
}

export const onZone = (id: string): Resources => ({ [`com.cloudflare.api.account.zone.${id}`]: '*' });
export const onAccount = (id: string): Resources => ({ [`com.cloudflare.api.account.${id}`]: '*' });
export const onAllZonesOf = (id: string): Resources => ({
  [`com.cloudflare.api.account.${id}`]: { 'com.cloudflare.api.account.zone.*': '*' },
});

/** A token owned by Bakery Ltd with these policies; made by hand, so that it may hold anything. */
export function bakeryToken(stage: Stage, policies: readonly unknown[], more: object = {}): string {
  const accountId = stage.practice.seed.accounts.bakery.id;
  return stage.practice.dashboard.createToken(
    { kind: 'account', accountId },
    { name: 'test', policies, ...more },
  ).value;
}

/** A token of the user with these policies. */
export function userToken(stage: Stage, policies: readonly unknown[], more: object = {}): string {
  return stage.practice.dashboard.createToken({ kind: 'user' }, { name: 'test', policies, ...more }).value;
}
