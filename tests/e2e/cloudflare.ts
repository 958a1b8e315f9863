import { type Loopback, serveOnLoopback } from '../../electron/practice/loopback.ts';
import {
  createPracticeCloudflare,
  type PracticeCloudflare,
} from '../../electron/practice/practice-cloudflare.ts';
import type { StoredToken } from '../../electron/practice/state.ts';
import { hashOfValue } from '../../electron/practice/token-values.ts';

/** The requests to hold: all of them, or those of one method, or those whose path matches. */
export type Held = { readonly method?: string; readonly path?: string | RegExp };

/** Requests that wait until a test lets them go. */
export type Hold = {
  /** Resolves once the first of them has arrived. */
  readonly reached: Promise<void>;
  letGo(): void;
};

/** A practice Cloudflare on loopback, in the test's own process: the app knows it only by its address. */
export type TestCloudflare = {
  readonly practice: PracticeCloudflare;
  /** What the app is started with to find it. */
  readonly env: Readonly<Record<string, string>>;
  /** Holds requests before Cloudflare acts on them. */
  hold(which: Held): Hold;
  /** The tokens that were made by a setup key and still work. */
  liveTokens(): readonly StoredToken[];
  /** The live token that a value belongs to. */
  tokenOf(value: string): StoredToken | undefined;
  /** Asks Cloudflare something as an agent would, and answers with the status and what came with it. */
  ask(
    token: string,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; result: unknown }>;
  close(): Promise<void>;
};

export async function startCloudflare(): Promise<TestCloudflare> {
  /* Each hold by the latency that stands for it. */
  const holds = new Map<number, { readonly reached: () => void; readonly gate: Promise<void> }>();
  const practice = createPracticeCloudflare({
    now: () => new Date(),
    sleep: async (ms, signal) => {
      const held = holds.get(ms);
      held?.reached();
      const gone = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      await Promise.race([held?.gate, gone]);
    },
  });
  const loopback: Loopback = await serveOnLoopback(practice);
  const liveTokens = () =>
    practice
      .export()
      .tokens.filter(({ madeBy, status }) => madeBy === 'api' && status === 'active')
      .filter(({ expiresOn }) => expiresOn === null || Date.parse(expiresOn) > Date.now());

  return {
    practice,
    env: { PERMISSION_SLIP_API: loopback.baseUrl },
    hold: (which) => {
      const reached = Promise.withResolvers<void>();
      const gate = Promise.withResolvers<void>();
      const ms = holds.size + 1;
      holds.set(ms, { reached: reached.resolve, gate: gate.promise });
      const switchOff = practice.faults.on({ kind: 'latency', ms, ...which });
      return {
        reached: reached.promise,
        letGo: () => {
          switchOff();
          gate.resolve();
        },
      };
    },
    liveTokens,
    tokenOf: (value) => liveTokens().find(({ valueHash }) => valueHash === hashOfValue(value)),
    ask: async (token, method, path, body) => {
      const response = await fetch(`${loopback.baseUrl}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const answer = (await response.json()) as { result?: unknown };
      return { status: response.status, result: answer.result };
    },
    close: loopback.close,
  };
}
