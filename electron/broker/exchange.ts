import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { ownAnswers, ownBody } from './own-answers.ts';
import type { OwnAnswer } from './ports.ts';
import type { HeaderFacts } from './read-headers.ts';

/** How long a caller that is still sending may take to read that it was refused, in milliseconds. */
const lingerMs = 1000;
/** The largest body that is sent in one piece with its headers, in bytes. */
const mostInOneGo = 16 * 1024;

/** One request and the answer to it, as the broker sees them. */
export class Exchange {
  readonly request: IncomingMessage;
  readonly facts: HeaderFacts;
  readonly #response: ServerResponse;
  readonly #leaving = new Set<() => void>();
  #gone: AbortController | null = null;
  #isGone = false;
  readonly #welcome: (pass: string) => void;
  /** Whether so many bytes more of the body may be held until this is answered; counts them if so. */
  readonly hold: (bytes: number) => boolean;
  #mayContinue: boolean;
  /** Set for a change: no client shall send it again by itself. */
  isChange = false;
  /** The bytes of the answer's body so far. */
  sent = 0;
  /** The status that was answered; 0 until then. */
  status = 0;

  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    facts: HeaderFacts,
    how: {
      /** The caller waits for a word before it sends its body. */
      readonly expectsContinue: boolean;
      /** Called with its name once the caller has shown a pass that holds. */
      readonly welcome: (pass: string) => void;
      readonly hold: (bytes: number) => boolean;
    },
  ) {
    this.request = request;
    this.facts = facts;
    this.#response = response;
    this.#mayContinue = !how.expectsContinue;
    this.#welcome = how.welcome;
    this.hold = how.hold;
    response.once('close', () => {
      if (!response.writableFinished) this.#leave();
    });
    response.on('error', () => this.#leave());
  }

  /** Says that the caller has shown a pass that holds, by its name. */
  welcome(pass: string): void {
    this.#welcome(pass);
  }

  /** Whether the caller was gone before it had its answer. */
  get isGone(): boolean {
    return this.#isGone;
  }

  /** Aborted when the caller is gone before it had its answer. */
  get gone(): AbortSignal {
    this.#gone ??= new AbortController();
    if (this.#isGone) this.#gone.abort();
    return this.#gone.signal;
  }

  /** Calls back once the caller is gone, at once where it is already; the answer takes that back. */
  onGone(run: () => void): () => void {
    if (this.#isGone) run();
    else this.#leaving.add(run);
    return () => this.#leaving.delete(run);
  }

  /** Whether a body comes, as far as the headers say. */
  get hasBody(): boolean {
    return this.facts.isChunked || this.facts.contentLength !== 0;
  }

  /** The request's body; whoever reads it tells the caller to send it. */
  body(): Readable {
    if (!this.#mayContinue) {
      this.#mayContinue = true;
      this.#response.writeContinue();
    }
    return this.request;
  }

  /** Answers in Cloudflare's place. */
  own(own: OwnAnswer): void {
    const headers = {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      /* Cloudflare's SDKs heed it. They would repeat some refusals, and the owner be asked anew. */
      ...(own.retryAfter === undefined ? {} : { 'retry-after': String(own.retryAfter) }),
      ...(this.isChange ? { 'x-should-retry': 'false' } : {}),
    };
    this.whole(own.status, headers, ownBody(own));
  }

  /** Answers with a body that is there as a whole. */
  whole(status: number, headers: OutgoingHttpHeaders, bytes: Buffer): void {
    if (this.#response.headersSent || this.#response.destroyed) return;
    this.#begin(status, headers, bytes.length);
    this.sent += bytes.length;
    /* As a text of bytes it leaves together with the headers. */
    const fitsInOneGo = bytes.length <= mostInOneGo;
    if (this.request.method === 'HEAD') this.#response.end();
    else if (fitsInOneGo) this.#response.end(bytes.toString('latin1'), 'latin1');
    else this.#response.end(bytes);
  }

  /** Begins an answer whose body is `write`n piece by piece. The length is null where it is not known. */
  begin(status: number, headers: OutgoingHttpHeaders, length: number | null): void {
    this.#begin(status, headers, length);
  }

  /** Resolves once there is room for more. */
  write(bytes: Buffer): Promise<void> | null {
    this.sent += bytes.length;
    if (bytes.length === 0 || this.#response.write(bytes) || this.#isGone) return null;
    return new Promise((resolve) => {
      const go = () => {
        this.#response.off('drain', go).off('close', go);
        resolve();
      };
      this.#response.on('drain', go).on('close', go);
    });
  }

  end(): void {
    this.#response.end();
  }

  /** Ends an answer that can't be finished, so that nobody takes half of it for the whole. */
  breakOff(): void {
    this.#response.destroy();
  }

  /** Says that the request could not be carried out, or what else became of it, as far as that can still be said. */
  fail(own: OwnAnswer = ownAnswers.failed): void {
    if (this.#response.headersSent) this.breakOff();
    else this.own(own);
  }

  #leave(): void {
    this.#isGone = true;
    this.#gone?.abort();
    for (const run of this.#leaving) run();
    this.#leaving.clear();
  }

  #begin(status: number, headers: OutgoingHttpHeaders, length: number | null): void {
    this.status = status;
    const rest = this.hasBody && !this.request.complete;
    this.#response.writeHead(status, {
      ...headers,
      ...(length === null ? {} : { 'content-length': length }),
      ...(rest ? { connection: 'close' } : {}),
    });
    if (!rest) return;
    /* What nobody will read is not waited for; the caller has a moment to read why. */
    const { socket } = this.request;
    this.#response.once('finish', () => setTimeout(() => socket.destroy(), lingerMs).unref());
  }
}
