import { hash, randomBytes } from 'node:crypto';
import { Secret } from '../core/secret.ts';
import type { Session } from './ports.ts';

type Kept = { readonly session: Session; readonly jwt: Secret; readonly until: number };

const jwtForm = /^[\w-]+\.[\w-]+\.[\w-]+$/;
/** How many stand-ins of one pass are kept, the latest. A client asks for one each deployment. */
const mostKept = 20;

/**
 * The short-lived credentials that Cloudflare gives out for uploading the files of a Pages project. The agent is given a
 * stand-in with the same readable parts, from which clients learn when it ends, and a signature that is worth nothing.
 */
export class UploadJwts {
  readonly #kept = new Map<string, Kept>();

  /** Keeps a credential and answers with its stand-in; null for what has not the form of one. */
  keep(session: Session, jwt: string, until: number): string | null {
    if (!jwtForm.test(jwt)) return null;
    const readable = jwt.slice(0, jwt.lastIndexOf('.'));
    const standIn = `${readable}.${randomBytes(32).toString('base64url')}`;
    this.#kept.set(hash('sha256', standIn), { session, jwt: new Secret(jwt), until });
    this.#letGo(session.passId);
    return standIn;
  }

  /** Whose a stand-in is, as long as its session goes on. */
  find(standIn: string, now: number): Kept | null {
    if (!jwtForm.test(standIn)) return null;
    const key = hash('sha256', standIn);
    const kept = this.#kept.get(key);
    if (kept === undefined) return null;
    if (kept.until > now && !kept.session.signal.aborted) return kept;
    this.#kept.delete(key);
    return null;
  }

  #letGo(pass: string): void {
    const all = [...this.#kept];
    const ofPass = all.filter(([, kept]) => kept.session.passId === pass);
    const over = all.filter(([, kept]) => kept.session.signal.aborted);
    for (const [key] of [...over, ...ofPass.slice(0, -mostKept)]) this.#kept.delete(key);
  }
}
