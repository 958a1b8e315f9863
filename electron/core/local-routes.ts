import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import { passIn, routeFileText } from '../../shared/route-file.ts';
import { isInForce, type Slip, stampOf } from '../../shared/slip.ts';
import type { Book } from './book.ts';
import type { Notebook } from './notebook.ts';
import { newPass, passHash } from './pass.ts';
import type { Clock, LocalServer, RouteFiles } from './ports.ts';
import { findLiveSlip } from './slips.ts';

type Parts = {
  readonly notebook: Notebook;
  readonly clock: Clock;
  readonly routeFiles: RouteFiles;
  readonly localServer: Pick<LocalServer, 'open'>;
};

/** What a pass stands for, while its slip is in force. `hash` names the pass. */
export type PassHolder = { readonly slip: Slip; readonly hash: string };

/**
 * The local routes: which slips have one, the pass of each, and the file in which its agent finds it. The book keeps the
 * hash of a pass; the pass itself stands in the route's file alone.
 */
export class LocalRoutes {
  readonly #parts: Parts;
  /* What was seen or written in each file in this run. */
  readonly #files = new Map<string, string>();
  #port: number | null = null;
  #isOver = false;
  #seen: Book | null = null;
  #byHash: ReadonlyMap<string, Slip> = new Map();
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Where the server of the local routes listens; null until a slip needed it. */
  get port(): number | null {
    return this.#port;
  }

  /** Who shows a pass: its slip, if that is in force and the owner has not stopped its agent. */
  holderOf(pass: string): PassHolder | null {
    const { notebook, clock } = this.#parts;
    if (this.#seen !== notebook.book) {
      this.#seen = notebook.book;
      this.#byHash = slipsByHash(notebook.book);
    }
    /* Looked up by its hash, which tells nobody who measures the time anything about the pass. */
    const hash = passHash(pass);
    const slip = this.#byHash.get(hash);
    return slip !== undefined && !this.#isOver && isOpen(slip, clock.now()) ? { slip, hash } : null;
  }

  /** Whether a pass that was shown still holds. */
  holds({ slip, hash }: PassHolder): boolean {
    const { book } = this.#parts.notebook;
    const now = book.slips.find(({ id }) => id === slip.id);
    return (
      !this.#isOver &&
      now !== undefined &&
      isOpen(now, this.#parts.clock.now()) &&
      book.localPasses.some((one) => one.slip === slip.id && one.hash === hash)
    );
  }

  /** Gives each slip with a local route its pass and its file, and takes them from the others. */
  settle(): Promise<Result<null, Problem>> {
    return this.#inTurn(() => this.#settle());
  }

  /** Makes sure that what a prompt names is there. */
  async ready(id: string): Promise<Result<null, Problem>> {
    this.#files.delete(id);
    const settled = await this.settle();
    if (!settled.ok) return settled;
    return this.#files.has(id) || this.#passOf(id)?.hash === null
      ? ok(null)
      : failed({ code: 'route-file-failed' });
  }

  /** Ends the passes of one slip, or of all of them. They stay ended until the owner lets the agent go on. */
  stop(id: string | null): Promise<Result<null, Problem>> {
    return this.#inTurn(async () => {
      const { notebook, clock } = this.#parts;
      const since = clock.now().toISOString();
      const stopped = await notebook.change((book) => ({
        ...book,
        localPasses: book.localPasses.map((one) =>
          one.hash !== null && (id === null || one.slip === id) ? { slip: one.slip, hash: null, since } : one,
        ),
      }));
      const settled = await this.#settle();
      return stopped.ok ? settled : stopped;
    });
  }

  /** Gives a slip whose agent was stopped a new pass. */
  letOn(id: string): Promise<Result<null, Problem>> {
    return this.#inTurn(async () => {
      const found = findLiveSlip(this.#parts.notebook, id);
      if (!found.ok) return found;
      const dropped = await this.#parts.notebook.change((book) => ({
        ...book,
        localPasses: book.localPasses.filter(({ slip, hash }) => slip !== id || hash !== null),
      }));
      return dropped.ok ? this.#settle() : dropped;
    });
  }

  /** No pass holds from here on, as when the app quits. The files stay for the next start. */
  close(): void {
    this.#isOver = true;
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(run);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #settle(): Promise<Result<null, Problem>> {
    const { notebook, clock } = this.#parts;
    const now = clock.now();
    const open = notebook.book.slips.filter((slip) => isOpen(slip, now));
    await this.#takeFromOthers(new Set(open.map(({ id }) => id)));
    if (open.length === 0) return ok(null);
    const port = await this.#openServer();
    if (!port.ok) return port;
    for (const slip of open) {
      const given = await this.#give(slip, port.value);
      if (!given.ok) return given;
    }
    return ok(null);
  }

  /* Another program on the usual port may have been shown passes while the app was not there to listen. */
  async #openServer(): Promise<Result<number, Problem>> {
    if (this.#port !== null) return ok(this.#port);
    const { notebook, localServer } = this.#parts;
    const usual = notebook.book.localPort;
    const opened = await localServer.open(usual);
    if (!opened.ok) return opened;
    this.#port = opened.value;
    if (this.#port === usual) return ok(this.#port);
    const localPort = this.#port;
    const written = await notebook.change((book) => ({
      ...book,
      localPort,
      localPasses: book.localPasses.filter(({ hash }) => hash === null),
    }));
    return written.ok ? ok(localPort) : written;
  }

  async #give(slip: Slip, port: number): Promise<Result<null, Problem>> {
    const { routeFiles } = this.#parts;
    const known = this.#passOf(slip.id);
    if (known?.hash === null) return this.#take(slip.id);
    const seen = this.#files.get(slip.id) ?? (await routeFiles.read(slip.id));
    const pass = seen === null ? null : passIn(seen);
    if (known === undefined || pass === null || passHash(pass) !== known.hash) return this.#renew(slip, port);
    const text = routeFileText(slip, port, pass);
    return seen === text ? this.#noteFile(slip.id, text) : this.#write(slip.id, text);
  }

  async #renew(slip: Slip, port: number): Promise<Result<null, Problem>> {
    const { notebook, clock } = this.#parts;
    const pass = newPass().reveal();
    const entry = { slip: slip.id, hash: passHash(pass), since: clock.now().toISOString() };
    const written = await notebook.change((book) => ({
      ...book,
      localPasses: [...book.localPasses.filter((one) => one.slip !== slip.id), entry],
    }));
    return written.ok ? this.#write(slip.id, routeFileText(slip, port, pass)) : written;
  }

  async #write(id: string, text: string): Promise<Result<null, Problem>> {
    const written = await this.#parts.routeFiles.write(id, text);
    return written.ok ? this.#noteFile(id, text) : written;
  }

  #noteFile(id: string, text: string): Result<null, Problem> {
    this.#files.set(id, text);
    return ok(null);
  }

  async #take(id: string): Promise<Result<null, Problem>> {
    this.#files.delete(id);
    return this.#parts.routeFiles.remove(id);
  }

  /* A file that can't be removed opens nothing: its pass is taken out of the book all the same. */
  async #takeFromOthers(open: ReadonlySet<string>): Promise<void> {
    const { notebook } = this.#parts;
    const over = notebook.book.localPasses.filter(({ slip }) => !open.has(slip));
    if (over.length === 0) return;
    for (const { slip } of over) await this.#take(slip);
    await notebook.change((book) => ({
      ...book,
      localPasses: book.localPasses.filter(({ slip }) => open.has(slip)),
    }));
  }

  #passOf(id: string): Book['localPasses'][number] | undefined {
    return this.#parts.notebook.book.localPasses.find(({ slip }) => slip === id);
  }
}

function isOpen(slip: Slip, now: Date): boolean {
  return slip.route.kind === 'local' && slip.stopping === null && isInForce(stampOf(slip, now));
}

function slipsByHash({ slips, localPasses }: Book): ReadonlyMap<string, Slip> {
  const byId = new Map(slips.map((slip) => [slip.id, slip]));
  return new Map(
    localPasses.flatMap(({ slip: id, hash }) => {
      const slip = byId.get(id);
      return hash === null || slip === undefined ? [] : [[hash, slip] as const];
    }),
  );
}
