import type { Agents } from '../../shared/agents-at-work.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import { passIn, routeFileText } from '../../shared/route-file.ts';
import { isInForce, type Slip, stampOf } from '../../shared/slip.ts';
import type { Book } from './book.ts';
import type { Notebook } from './notebook.ts';
import { newPass, passHash } from './pass.ts';
import type { Clock, LocalServer, RouteFiles } from './ports.ts';
import { findLiveSlip } from './slips.ts';
import { Turns } from './turns.ts';

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
  /* Slips whose agent the owner last said to stop, written down or not: a full disk must not let an agent go on. */
  readonly #stopped = new Set<string>();
  #port: number | null = null;
  #isOver = false;
  #seen: Book | null = null;
  #byHash: ReadonlyMap<string, Slip> = new Map();
  readonly #turns = new Turns();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Where the server of the local routes listens; null until a slip needed it. */
  get port(): number | null {
    return this.#port;
  }

  /** Whose agents come in and whose are stopped, by the owner's last word, written down or not. */
  get lets(): Pick<Agents, 'letIn' | 'stopped'> {
    const { slips, localPasses } = this.#parts.notebook.book;
    const stopped = new Set([
      ...localPasses.flatMap(({ slip, hash }) => (hash === null ? [slip] : [])),
      ...slips.flatMap((slip) => (isLocal(slip) && this.#stopped.has(slip.id) ? [slip.id] : [])),
    ]);
    return {
      letIn: localPasses.flatMap(({ slip }) => (stopped.has(slip) ? [] : [slip])),
      stopped: [...stopped],
    };
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
    return slip !== undefined && this.#letsIn(slip, clock.now()) ? { slip, hash } : null;
  }

  /** Whether a pass that was shown still holds. */
  holds({ slip, hash }: PassHolder): boolean {
    const { book } = this.#parts.notebook;
    const now = book.slips.find(({ id }) => id === slip.id);
    return (
      now !== undefined &&
      this.#letsIn(now, this.#parts.clock.now()) &&
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
    if (this.#files.has(id) || this.#passOf(id)?.hash === null) return ok(null);
    return settled.ok ? failed({ code: 'route-file-failed' }) : settled;
  }

  /**
   * Ends the passes of one slip, or of all of them, at once. They stay ended until the owner lets the agent go on; where
   * that can't be written down, until the app quits.
   */
  stop(id: string | null): Promise<Result<null, Problem>> {
    for (const slip of this.#parts.notebook.book.slips) {
      if (isLocal(slip) && (id === null || slip.id === id)) this.#stopped.add(slip.id);
    }
    return this.settle();
  }

  /** Gives a slip whose agent was stopped a new pass. */
  letOn(id: string): Promise<Result<null, Problem>> {
    this.#stopped.delete(id);
    return this.#inTurn(async () => {
      const found = findLiveSlip(this.#parts.notebook, id);
      if (!found.ok) return found;
      if (this.#stopped.has(id)) return this.#settle();
      const dropped = await this.#parts.notebook.change((book) => ({
        ...book,
        localPasses: book.localPasses.filter(({ slip }) => slip !== id),
      }));
      return dropped.ok ? this.#settle() : dropped;
    });
  }

  /** No pass holds from here on, as when the app quits. The files stay for the next start. */
  close(): void {
    this.#isOver = true;
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    return this.#turns.take('routes', run);
  }

  /* One slip whose file can't be written keeps no other from its own; the first problem is told. */
  async #settle(): Promise<Result<null, Problem>> {
    const { notebook, clock } = this.#parts;
    let settled = await this.#writeStopped();
    const now = clock.now();
    const open = notebook.book.slips.filter((slip) => isOpen(slip, now));
    await this.#takeFromOthers(new Set(open.map(({ id }) => id)));
    if (open.length === 0) return settled;
    const port = await this.#openServer();
    if (!port.ok) return settled.ok ? port : settled;
    for (const slip of open) {
      const given = await this.#give(slip, port.value);
      if (settled.ok) settled = given;
    }
    return settled;
  }

  async #writeStopped(): Promise<Result<null, Problem>> {
    const { notebook, clock } = this.#parts;
    const isNew = (slip: Slip) =>
      isLocal(slip) && this.#stopped.has(slip.id) && this.#passOf(slip.id)?.hash !== null;
    const stopped = notebook.book.slips.filter(isNew).map(({ id }) => id);
    if (stopped.length === 0) return ok(null);
    const since = clock.now().toISOString();
    const written = await notebook.change((book) => ({
      ...book,
      localPasses: [
        ...book.localPasses.filter(({ slip }) => !stopped.includes(slip)),
        ...stopped.map((slip) => ({ slip, hash: null, since })),
      ],
    }));
    return written.ok ? written : failed({ code: 'stop-not-kept' });
  }

  #letsIn(slip: Slip, now: Date): boolean {
    return !this.#isOver && this.#port !== null && !this.#stopped.has(slip.id) && isOpen(slip, now);
  }

  /* Another program on the usual port may have been shown passes while the app was not there to listen. */
  async #openServer(): Promise<Result<number, Problem>> {
    if (this.#port !== null) return ok(this.#port);
    const { notebook, localServer } = this.#parts;
    const usual = notebook.book.localPort;
    const opened = await localServer.open(usual);
    if (!opened.ok) return opened;
    if (opened.value !== usual) {
      const written = await notebook.change((book) => ({
        ...book,
        localPort: opened.value,
        localPasses: book.localPasses.filter(({ hash }) => hash === null),
      }));
      if (!written.ok) return written;
    }
    this.#port = opened.value;
    return opened;
  }

  async #give(slip: Slip, port: number): Promise<Result<null, Problem>> {
    const { routeFiles } = this.#parts;
    const known = this.#passOf(slip.id);
    if (known?.hash === null) return this.#take(slip.id);
    if (this.#stopped.has(slip.id)) return ok(null);
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

  /* A file that can't be removed opens nothing: its pass holds no more. */
  async #take(id: string): Promise<Result<null, Problem>> {
    this.#files.delete(id);
    await this.#parts.routeFiles.remove(id);
    return ok(null);
  }

  /* That an agent was stopped is known as long as its slip may come to be in force again. */
  async #takeFromOthers(open: ReadonlySet<string>): Promise<void> {
    const { notebook } = this.#parts;
    const live = new Set(notebook.book.slips.filter(({ revoked }) => revoked === null).map(({ id }) => id));
    const isOver = ({ slip, hash }: Book['localPasses'][number]) =>
      !open.has(slip) && (hash !== null || !live.has(slip));
    const over = notebook.book.localPasses.filter(isOver);
    if (over.length === 0) return;
    for (const { slip } of over) await this.#take(slip);
    await notebook.change((book) => ({
      ...book,
      localPasses: book.localPasses.filter((one) => !isOver(one)),
    }));
  }

  #passOf(id: string): Book['localPasses'][number] | undefined {
    return this.#parts.notebook.book.localPasses.find(({ slip }) => slip === id);
  }
}

function isLocal({ route, revoked }: Slip): boolean {
  return route.kind === 'local' && revoked === null;
}

function isOpen(slip: Slip, now: Date): boolean {
  return isLocal(slip) && slip.stopping === null && isInForce(stampOf(slip, now));
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
