import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../core/ports.ts';
import type { Secret } from '../core/secret.ts';
import type { Session } from './ports.ts';
import type { HeaderFacts } from './read-headers.ts';
import type { Sessions } from './sessions.ts';
import type { UploadJwts } from './upload-jwts.ts';

/** Who sent a request: an agent with its pass, or with the stand-in of an upload credential that it was given. */
export type Caller = { readonly session: Session; readonly upload: Secret | null };

/** Whose the other end of a connection is, as far as the system tells. */
export type PeerCheck = (socket: Socket) => Promise<'same-user' | 'other-user' | 'unknown'>;

type Parts = {
  readonly sessions: Pick<Sessions, 'find'>;
  readonly uploads: UploadJwts;
  readonly peerOf: PeerCheck;
  readonly clock: Clock;
};

/** Tells callers apart. Whoever is not known gets no other answer than that. */
export class Callers {
  readonly #parts: Parts;
  /* Asked once a connection: its other end does not change hands. */
  readonly #peers = new WeakMap<Socket, Promise<boolean>>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Null where the request shows no pass that holds, or came by another name than the server's own. */
  async identify(request: IncomingMessage, facts: HeaderFacts): Promise<Caller | null> {
    const { localPort } = request.socket;
    if (facts.bearer === null || facts.host !== `127.0.0.1:${localPort}`) return null;
    const caller = this.#callerOf(facts.bearer);
    if (caller === null) return null;
    return (await this.#isSameUser(request.socket)) ? caller : null;
  }

  #callerOf(bearer: string): Caller | null {
    const { sessions, uploads, clock } = this.#parts;
    const session = sessions.find(bearer);
    if (session !== null) return { session, upload: null };
    const kept = uploads.find(bearer, clock.now().getTime());
    return kept === null ? null : { session: kept.session, upload: kept.jwt };
  }

  #isSameUser(socket: Socket): Promise<boolean> {
    const known = this.#peers.get(socket);
    if (known !== undefined) return known;
    const asking = this.#parts.peerOf(socket).then((peer) => peer !== 'other-user');
    this.#peers.set(socket, asking);
    return asking;
  }
}
