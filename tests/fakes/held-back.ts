import type { Cloudflare } from '../../electron/core/ports.ts';

/** A Cloudflare that answers one kind of order only when `answer` is called; `asked` resolves with the first such order. */
export function heldBack(order: 'rollToken' | 'deleteToken') {
  const [asked, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const wrap = (cloudflare: Cloudflare): Cloudflare => ({
    ...cloudflare,
    [order]: async (...[key, owner, id]: Parameters<Cloudflare['rollToken']>) => {
      asked.resolve();
      await answer.promise;
      return cloudflare[order](key, owner, id);
    },
  });
  return { wrap, asked: asked.promise, answer: answer.resolve };
}
