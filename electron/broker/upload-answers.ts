import type { Session } from './ports.ts';
import type { UploadJwts } from './upload-jwts.ts';

/** How long a stand-in is good for where Cloudflare's credential does not say, in milliseconds. */
const usualLifeMs = 5 * 60_000;

/** Puts a stand-in in the place of the upload credential in an answer's `result`. */
export function withStandIn(uploads: UploadJwts, session: Session, result: unknown, now: number): unknown {
  if (!hasJwt(result)) return {};
  const jwt = uploads.keep(session, result.jwt, endOf(result.jwt) ?? now + usualLifeMs);
  return jwt === null ? {} : { jwt };
}

function hasJwt(result: unknown): result is { readonly jwt: string } {
  return result !== null && typeof result === 'object' && 'jwt' in result && typeof result.jwt === 'string';
}

/* When a JWT ends, by its own word, in milliseconds since 1970. */
function endOf(jwt: string): number | null {
  try {
    const claims: unknown = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const isSaid = claims !== null && typeof claims === 'object' && 'exp' in claims;
    return isSaid && typeof claims.exp === 'number' ? claims.exp * 1000 : null;
  } catch {
    return null;
  }
}
