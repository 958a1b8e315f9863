import type { Upstream } from '../broker/ports.ts';

/** An upstream that is loaded when the first request comes; where that fails, the next request tries once more. */
export function laterUpstream(load: () => Promise<Upstream>): Upstream {
  let loaded: Promise<Upstream> | null = null;
  const get = () => {
    loaded ??= load().catch((error: unknown) => {
      loaded = null;
      throw error;
    });
    return loaded;
  };
  return { send: async (...request) => (await get()).send(...request) };
}
