import type { Answer, Argument } from '../../shared/ipc/contract.ts';
import type { Problem } from '../../shared/problem.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { UpdateState } from '../../shared/update.ts';
import type { Notebook } from './notebook.ts';
import type { Clock, Updater } from './ports.ts';

type Parts = {
  readonly notebook: Notebook;
  readonly updater: Updater;
  readonly clock: Clock;
  readonly show: (state: UpdateState) => void;
};

/** How long it is from one look to the next, in milliseconds. */
const betweenLooksMs = 24 * 60 * 60_000;

/** Newer versions of the app: looked for, fetched and installed, each only as the owner wants it. */
export class Updates {
  readonly #parts: Parts;
  #state: UpdateState;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#state = parts.updater.canUpdate ? { kind: 'not-looked' } : { kind: 'elsewhere' };
  }

  get state(): UpdateState {
    return this.#state;
  }

  /** The daily look, where it is due and the owner has not switched it off. While practising nobody is asked. */
  async lookIfDue(): Promise<void> {
    const { notebook, clock } = this.#parts;
    const { world, preferences } = notebook.book;
    const isDue = clock.now().getTime() - this.#lookedAt >= betweenLooksMs;
    if (world === 'cloudflare' && preferences.dailyLook && isDue) await this.look();
  }

  async look(): Promise<Answer<'updates:look'>> {
    const { updater, clock } = this.#parts;
    const former = this.#state;
    if (!['not-looked', 'newest', 'failed', 'found'].includes(former.kind)) return ok(null);
    this.#lookedAt = clock.now().getTime();
    /* A version that was found is looked for again: a newer one may be there, or it may have been taken back. */
    if (former.kind !== 'found') this.#become({ kind: 'looking' });
    const seen = await updater.look();
    if (former.kind === 'found' && (seen.kind === 'failed' || this.#state !== former)) return ok(null);
    if (seen.kind === 'failed') this.#become({ kind: 'failed', at: 'looking' });
    else if (seen.kind === 'newest') this.#become({ kind: 'newest' });
    else this.#become({ kind: 'found', version: seen.version });
    return ok(null);
  }

  /** Fetches the version that was found. It is installed only by `install`. */
  async fetch(): Promise<Answer<'updates:fetch'>> {
    if (this.#state.kind !== 'found') return ok(null);
    const { version } = this.#state;
    this.#become({ kind: 'fetching', version });
    const isFetched = await this.#parts.updater.fetch();
    this.#become(isFetched ? { kind: 'ready', version } : { kind: 'failed', at: 'fetching' });
    return ok(null);
  }

  /** Installs the version that was fetched, for which the app ends. Where that fails it goes on as before. */
  async install(tidyUp: () => Promise<void>): Promise<Answer<'updates:install'>> {
    if (this.#state.kind !== 'ready') return ok(null);
    this.#become({ kind: 'installing', version: this.#state.version });
    await this.#parts.updater.install(tidyUp).catch(() => undefined);
    this.#become({ kind: 'failed', at: 'installing' });
    return ok(null);
  }

  setDaily({ on }: Argument<'updates:daily'>): Promise<Result<null, Problem>> {
    return this.#parts.notebook.change((book) => ({
      ...book,
      preferences: { ...book.preferences, dailyLook: on },
    }));
  }

  #become(state: UpdateState): void {
    this.#state = state;
    this.#parts.show(state);
  }
}
