import { setMaxListeners } from 'node:events';
import type { Policy } from '../../shared/policy/policy.ts';
import type { Slip, World } from '../../shared/slip.ts';
import type { LentTokens } from '../core/lent-tokens.ts';
import type { LocalRoutes, PassHolder } from '../core/local-routes.ts';
import { isPass } from '../core/pass.ts';
import type { Secret } from '../core/secret.ts';
import type { Traffic } from '../core/traffic.ts';
import type { Paces } from './paces.ts';
import type { Session, Upstream } from './ports.ts';

type Parts = {
  readonly routes: Pick<LocalRoutes, 'holderOf' | 'holds'>;
  readonly tokens: LentTokens;
  readonly traffic: Traffic;
  readonly upstreams: Readonly<Record<World, Upstream>>;
  readonly policyOf: (slip: Slip) => Policy | null;
  readonly paces: Paces;
};

type Open = { readonly holder: PassHolder; readonly session: Session; readonly cut: AbortController };

/** The agents at work: one session a pass, for as long as it holds. */
export class Sessions {
  readonly #parts: Parts;
  readonly #open = new Map<string, Open>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The session of a pass that holds. */
  find(pass: string): Session | null {
    if (!isPass(pass)) return null;
    const holder = this.#parts.routes.holderOf(pass);
    if (holder === null) return null;
    const known = this.#open.get(holder.hash);
    if (known !== undefined && known.holder.slip === holder.slip) return known.session;
    const cut = known?.cut ?? newCut();
    const session = this.#ofAgent(holder, cut.signal);
    if (session !== null) this.#open.set(holder.hash, { holder, session, cut });
    return session;
  }

  /** Cuts what is under way for passes that hold no longer; to be called whenever slips have changed. */
  sweep(): void {
    for (const [hash, { holder, cut }] of this.#open) {
      if (this.#parts.routes.holds(holder)) continue;
      this.#open.delete(hash);
      this.#parts.tokens.forget(holder.slip.id);
      cut.abort();
    }
  }

  /** Cuts everything. */
  cutAll(): void {
    for (const { cut } of this.#open.values()) cut.abort();
    this.#open.clear();
    this.#parts.tokens.forgetAll();
  }

  /** A session without a pass: for the owner, who undoes what an agent changed, whether or not it is let in. */
  ofOwner(slip: Slip): Session | null {
    return this.#sessionOf(slip, 'owner', new AbortController().signal);
  }

  #ofAgent({ slip, hash }: PassHolder, signal: AbortSignal): Session | null {
    const { paces } = this.#parts;
    const session = this.#sessionOf(slip, hash.slice(0, 8), signal);
    if (session === null) return null;
    const { upstream } = session;
    return {
      ...session,
      mayAsk: () => paces.admits(slip),
      upstream: {
        send: (...sent) => {
          paces.count(slip);
          return upstream.send(...sent);
        },
      },
    };
  }

  #sessionOf(slip: Slip, passId: string, signal: AbortSignal): Session | null {
    const policy = this.#parts.policyOf(slip);
    if (policy === null) return null;
    return {
      slip,
      passId,
      policy,
      upstream: this.#upstreamOf(slip),
      mayAsk: () => true,
      token: () => this.#parts.tokens.of(slip.id),
      signal,
    };
  }

  /* A request that waited while the token was swapped leaves with the new one. */
  #upstreamOf({ id, world }: Slip): Upstream {
    const { traffic, tokens, upstreams } = this.#parts;
    return {
      send: async (request, token, signal) => {
        const leave = await traffic.enter(id);
        try {
          signal.throwIfAborted();
          return await upstreams[world].send(request, await fresh(tokens, id, token), signal);
        } finally {
          leave();
        }
      },
    };
  }
}

/* Every request under way listens to it. */
function newCut(): AbortController {
  const cut = new AbortController();
  setMaxListeners(0, cut.signal);
  return cut;
}

async function fresh(tokens: LentTokens, id: string, token: Secret): Promise<Secret> {
  if (!tokens.lent(id, token)) return token;
  const now = await tokens.of(id);
  return now.ok ? now.value : token;
}
