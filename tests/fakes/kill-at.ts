import type { BookRepository, Cloudflare, Keychain } from '../../electron/core/ports.ts';
import type { Office } from './open-desk.ts';

/** Ports that stop for ever at the given step, before or after they did it: the app is killed there. */
export function killAt(
  step: number,
  when: 'before' | 'after',
  { book, keychain }: Pick<Office, 'book' | 'keychain'>,
) {
  let taken = 0;
  const { promise: dead, resolve: tell } = Promise.withResolvers<void>();
  const stopping =
    <A extends readonly unknown[], T>(run: (...given: A) => Promise<T>) =>
    async (...given: A): Promise<T> => {
      taken += 1;
      const isLast = taken === step;
      if (taken > step || (isLast && when === 'before')) {
        tell();
        return new Promise<T>(() => undefined);
      }
      const done = await run(...given);
      if (!isLast) return done;
      tell();
      return new Promise<T>(() => undefined);
    };
  const repository: BookRepository = { load: book.load, save: stopping(book.save) };
  const stoppingKeychain: Keychain = {
    get: stopping(keychain.get),
    set: stopping(keychain.set),
    remove: stopping(keychain.remove),
  };
  const wrap = (cloudflare: Cloudflare): Cloudflare => ({
    ...cloudflare,
    createToken: stopping(cloudflare.createToken),
    rollToken: stopping(cloudflare.rollToken),
    deleteToken: stopping(cloudflare.deleteToken),
    listTokens: stopping(cloudflare.listTokens),
    verify: stopping(cloudflare.verify),
    probe: stopping(cloudflare.probe),
  });
  return { dead, ports: { repository, keychain: stoppingKeychain }, wrap, steps: () => taken };
}
