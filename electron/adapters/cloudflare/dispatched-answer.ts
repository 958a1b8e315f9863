import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { answerMs } from '../../broker/own-request.ts';
import type { UpstreamAnswer } from '../../broker/ports.ts';

/** An answer of up to this size is awaited whole, in bytes. Nearly all of Cloudflare's are. */
const shortBody = 128 * 1024;

type Handler = Required<
  Pick<
    Dispatcher.DispatchHandler,
    'onRequestStart' | 'onResponseStart' | 'onResponseData' | 'onResponseEnd' | 'onResponseError'
  >
>;

/** Sends a request and waits for its answer: a short one whole, for `answerMs` at the most; of a long one the beginning. */
export function dispatched(
  dispatcher: Pick<Dispatcher, 'dispatch'>,
  options: Dispatcher.DispatchOptions,
  signal: AbortSignal,
): Promise<UpstreamAnswer> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const answer = new DispatchedAnswer(signal, resolve, reject);
    dispatcher.dispatch(options, answer);
  });
}

/* Written for what most answers are: short, so that no stream has to be made for them. */
class DispatchedAnswer implements Handler {
  readonly #signal: AbortSignal;
  readonly #resolve: (answer: UpstreamAnswer) => void;
  readonly #reject: (error: unknown) => void;
  readonly #pieces: Buffer[] = [];
  #controller: Dispatcher.DispatchController | null = null;
  #isOver = false;
  #late: NodeJS.Timeout | undefined;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  /* Set once the answer is known to be a long one. */
  #body: Readable | null = null;

  constructor(
    signal: AbortSignal,
    resolve: (answer: UpstreamAnswer) => void,
    reject: (error: unknown) => void,
  ) {
    this.#signal = signal;
    this.#resolve = resolve;
    this.#reject = reject;
    signal.addEventListener('abort', this.#stop);
  }

  /* What still waits for a connection is stopped as it gets one. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#signal.aborted) this.#stop();
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
    const length = Number(headers['content-length'] ?? Number.NaN);
    if (length <= shortBody) {
      this.#late = setTimeout(() => this.#giveUp(new Error('too slow')), answerMs);
      return;
    }
    this.#body = new Readable({
      read: () => controller.resume(),
      destroy: (error, done) => {
        if (!this.#isOver) controller.abort(error ?? new Error('nobody reads it'));
        this.#leave();
        done(error);
      },
    });
    /* It may break off before anybody reads it. Without a listener that would end the app. */
    this.#body.on('error', () => undefined);
    this.#resolve({ status, headers, body: this.#body });
  }

  onResponseData(controller: Dispatcher.DispatchController, piece: Buffer): void {
    if (this.#body === null) this.#pieces.push(piece);
    else if (!this.#body.push(piece)) controller.pause();
  }

  onResponseEnd(): void {
    this.#leave();
    if (this.#body !== null) {
      this.#body.push(null);
      return;
    }
    const [only = Buffer.alloc(0), ...more] = this.#pieces;
    const body = more.length === 0 ? only : Buffer.concat(this.#pieces);
    this.#resolve({ status: this.#status, headers: this.#headers, body });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#leave();
    if (this.#body === null) this.#reject(error);
    else this.#body.destroy(error);
  }

  readonly #stop = (): void => this.#giveUp(new Error('stopped'));

  #giveUp(reason: Error): void {
    this.#controller?.abort(reason);
    this.#reject(reason);
  }

  #leave(): void {
    this.#isOver = true;
    clearTimeout(this.#late);
    this.#signal.removeEventListener('abort', this.#stop);
  }
}
