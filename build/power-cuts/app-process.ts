import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer, Argument, CommandName } from '../../shared/ipc/contract.ts';

type Reply = {
  readonly id?: number;
  readonly value?: unknown;
  readonly error?: string;
  readonly ready?: true;
};

/** How long an app may take to answer or to start, in milliseconds. */
const patienceMs = 60_000;

/** One run of the app, from its start to its end or a power cut. */
export class AppProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #ready = Promise.withResolvers<null>();
  readonly #waiting = new Map<number, (reply: Reply | null) => void>();
  #output = '';
  #lastId = 0;

  constructor(main: string, bookFile: string, env: Readonly<Record<string, string>>) {
    this.#child = fork(join(import.meta.dirname, 'app-child.ts'), [main, bookFile], {
      env: { ...process.env, ...env },
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        this.#output += chunk;
      });
    }
    this.#child.on('message', (reply: Reply) => {
      if (reply.ready) this.#ready.resolve(null);
      this.#waiting.get(reply.id ?? 0)?.(reply);
    });
    this.#ended = once(this.#child, 'exit').then(() => {
      this.#ready.resolve(null);
      for (const answer of this.#waiting.values()) answer(null);
    });
  }

  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Resolves once the app answers; the commands come a moment after it is ready. */
  async started(): Promise<void> {
    await this.#ready.promise;
    for (const deadline = Date.now() + patienceMs; this.isAlive; await wait(5)) {
      try {
        if ((await this.call('snapshot:get', undefined)) !== null) return;
      } catch (error) {
        if (!String(error).includes('No handler') || Date.now() > deadline) throw error;
      }
    }
    throw new Error(`The app did not start:\n${this.#output}`);
  }

  /** Asks the app as its window would. Null: the power failed before the answer. */
  async call<N extends CommandName>(name: N, argument: Argument<N>): Promise<Answer<N> | null> {
    return (await this.#ask('call', name, argument)) as Answer<N> | null;
  }

  /** Has the power fail at the moment with this number, counted from now; `torn` counts half-written files, too. */
  async cutAt(moment: number, torn: boolean): Promise<void> {
    await this.#ask('arm', moment, torn);
  }

  /** The moments that were passed since `cutAt`. */
  async passed(): Promise<readonly string[]> {
    return ((await this.#ask('passed')) as string[] | null) ?? [];
  }

  /** Cuts the power now. */
  async cut(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  async #ask(name: string, ...args: readonly unknown[]): Promise<unknown> {
    if (!this.isAlive) return null;
    this.#lastId += 1;
    const id = this.#lastId;
    const answered = new Promise<Reply | null>((resolve) => this.#waiting.set(id, resolve));
    this.#child.send({ id, name, args }, () => undefined);
    const tooLong = new AbortController();
    const reply = await Promise.race([
      answered,
      wait<Reply>(
        patienceMs,
        { error: `"${name} ${String(args[0])}" got no answer.` },
        { signal: tooLong.signal },
      ),
    ]);
    tooLong.abort();
    this.#waiting.delete(id);
    if (reply?.error !== undefined) throw new Error(`${reply.error}\n${this.#output}`);
    return reply?.value ?? null;
  }
}
