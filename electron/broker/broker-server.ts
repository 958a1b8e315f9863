import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Crowds, mostConnectionsOfOne } from './crowds.ts';
import { Exchange } from './exchange.ts';
import type { HeldBytes, Share } from './held-bytes.ts';
import { readHeaders } from './read-headers.ts';

/** The most bytes that a request's headers may have. */
const largestHeaders = 16 * 1024;
/** How long a request's headers may take to arrive, in milliseconds; also how long somebody may be silent at first. */
const headersPatienceMs = 10_000;
/** How long an upload may take to arrive, in milliseconds. */
const uploadPatienceMs = 60 * 60_000;
/**
 * How long a connection on which nothing moves is kept, in milliseconds. Longer than a change may take: 40 seconds for the
 * owner, 20 for each of two more looks, and twice 100 for Cloudflare to begin its answer and to end it, with some for
 * waiting its turn.
 */
export const silenceMs = 330_000;
/** How many connections wait at the most that have not shown a pass. The oldest makes room. */
const mostGuests = 256;
/** How many connections there are at the most, so that an agent with a pass leaves the app the files it needs. */
export const mostConnections = 1024;

/** The loopback server of the local routes: which connections there are, and what they may cost. */
export class BrokerServer {
  readonly #server: Server;
  /* Connections that have not shown a pass yet, or are more than one pass may have, the oldest first. */
  readonly #guests = new Set<Socket>();
  readonly #known = new Crowds(mostConnectionsOfOne);

  /** `serve` answers an exchange; what it holds of a body until then counts in `held`. */
  constructor(serve: (exchange: Exchange) => Promise<void>, held: HeldBytes) {
    const take = (request: IncomingMessage, response: ServerResponse, expectsContinue: boolean) => {
      let share: Share | null = null;
      const welcome = (pass: string) => {
        this.#letIn(request.socket, pass);
        share = held.share(pass);
      };
      const hold = (bytes: number) => share?.take(bytes) ?? false;
      const facts = readHeaders(request.rawHeaders);
      const exchange = new Exchange(request, response, facts, { expectsContinue, welcome, hold });
      serve(exchange)
        .catch(() => exchange.fail())
        .finally(() => share?.free());
    };
    this.#server = createServer({
      maxHeaderSize: largestHeaders,
      headersTimeout: headersPatienceMs,
      requestTimeout: uploadPatienceMs,
      keepAliveTimeout: silenceMs,
      connectionsCheckingInterval: 2000,
      insecureHTTPParser: false,
      noDelay: true,
    });
    this.#server.timeout = silenceMs;
    this.#server.maxHeadersCount = 100;
    this.#server.maxConnections = mostConnections;
    this.#server
      .on('request', (request, response) => take(request, response, false))
      .on('checkContinue', (request, response) => take(request, response, true))
      .on('checkExpectation', (request, response) => take(request, response, true))
      .on('connection', (socket) => this.#welcome(socket))
      .on('connect', (_request, socket) => socket.destroy())
      /* What is no request gets no answer that says anything. */
      .on('clientError', (_error, socket) => {
        if (socket.writable)
          socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
        else socket.destroy();
      });
  }

  /** Listens on 127.0.0.1 alone; rejects where the port is taken. */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
        this.#server.off('error', reject);
        this.#server.on('error', () => undefined);
        resolve((this.#server.address() as AddressInfo).port);
      });
    });
  }

  /** Takes no new connections, and resolves once the requests under way are answered. */
  drain(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeIdleConnections();
    });
  }

  /** Ends every connection at once. */
  cut(): void {
    this.#server.closeAllConnections();
  }

  #welcome(socket: Socket): void {
    this.#guests.add(socket);
    socket.once('close', () => this.#guests.delete(socket));
    const [oldest] = this.#guests;
    if (this.#guests.size > mostGuests) oldest?.destroy();
  }

  /* A connection counts for the first pass that it shows. */
  #letIn(socket: Socket, pass: string): void {
    if (!this.#guests.has(socket) || !this.#known.enters(pass)) return;
    this.#guests.delete(socket);
    socket.once('close', () => this.#known.leaves(pass));
  }
}
