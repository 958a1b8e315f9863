import { dayMs } from '../../shared/instant.ts';
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
const betweenLooksMs = dayMs;

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
    if (!['not-looked', 'newest', 'failed', 'found', 'ready'].includes(former.kind)) return ok(null);
    this.#lookedAt = clock.now().getTime();
    /* A version that is known is looked for again: a newer one may be there, or it may have been taken back. */
    const known = former.kind === 'found' || former.kind === 'ready' ? former.version : null;
    if (known === null) this.#become({ kind: 'looking' });
    const seen = await updater.look();
    if (known !== null && (seen.kind === 'failed' || this.#state !== former)) return ok(null);
    if (seen.kind === 'newer' && seen.version === known) return ok(null);
    this.#become(stateAfter(seen));
    return ok(null);
  }

  /** Fetches the version that was found. It is installed only by `install`. */
  async fetch(): Promise<Answer<'updates:fetch'>> {
    if (this.#state.kind !== 'found') return ok(null);
    const { version } = this.#state;
    this.#become({ kind: 'fetching', version });
    if (!(await this.#isStillThere(version, 'fetching'))) return ok(null);
    const isFetched = await this.#parts.updater.fetch();
    this.#become(isFetched ? { kind: 'ready', version } : { kind: 'failed', at: 'fetching' });
    return ok(null);
  }

  /** Installs the version that was fetched, for which the app ends. Where that fails it goes on as before. */
  async install(tidyUp: () => Promise<void>): Promise<Answer<'updates:install'>> {
    if (this.#state.kind !== 'ready') return ok(null);
    const { version } = this.#state;
    this.#become({ kind: 'installing', version });
    if (!(await this.#isStillThere(version, 'installing'))) return ok(null);
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

  /* What was taken back since it was found is not wanted any more, and what nobody can say is not known. */
  async #isStillThere(version: string, at: 'fetching' | 'installing'): Promise<boolean> {
    const seen = await this.#parts.updater.look();
    if (seen.kind === 'newer' && seen.version === version) return true;
    this.#become(seen.kind === 'failed' ? { kind: 'failed', at } : stateAfter(seen));
    return false;
  }

  #become(state: UpdateState): void {
    this.#state = state;
    this.#parts.show(state);
  }
}

function stateAfter(seen: Awaited<ReturnType<Updater['look']>>): UpdateState {
  if (seen.kind === 'failed') return { kind: 'failed', at: 'looking' };
  return seen.kind === 'newest' ? { kind: 'newest' } : { kind: 'found', version: seen.version };
}
