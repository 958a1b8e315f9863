import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { refusal } from './answers.ts';

/** The short-lived passes that Pages files are uploaded with, and the files that have come in. */
export interface UploadPasses {
  readonly issue: (tokenId: string, projectId: string, now: Date) => string;
  /** Refuses a pass that is false or too old; else says which token asked for it. */
  readonly check: (headers: Headers, now: Date) => { readonly tokenId: string };
  /** Content hashes of the files that are there. Nothing else of a file is kept. */
  readonly files: Set<string>;
}

const lifetimeSeconds = 300;
const mostFiles = 20_000;

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Passes signed with a key that lives as long as the practice Cloudflare does. */
export function createUploadPasses(): UploadPasses {
  const key = randomBytes(32);
  const sign = (text: string): Buffer => createHmac('sha256', key).update(text).digest();
  const issuers = new Map<string, string>();

  return {
    files: new Set(),
    issue(tokenId, projectId, now) {
      const id = randomBytes(8).toString('hex');
      issuers.set(id, tokenId);
      const seconds = Math.floor(now.getTime() / 1000);
      const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({
        jti: id,
        project_id: projectId,
        iat: seconds,
        exp: seconds + lifetimeSeconds,
        max_file_count_allowed: mostFiles,
      })}`;
      return `${text}.${sign(text).toString('base64url')}`;
    },
    check(headers, now) {
      const pass = /^Bearer ([\w-]+\.[\w-]+)\.([\w-]+)$/.exec(headers.get('authorization') ?? '');
      const [, text = '', signature = ''] = pass ?? [];
      const sent = Buffer.from(signature, 'base64url');
      const right = sign(text);
      if (sent.length !== right.length || !timingSafeEqual(sent, right)) {
        throw refusal(401, 8000013, 'Authorization failed');
      }
      const claims: unknown = JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString());
      const { jti, exp } = claims as { readonly jti: string; readonly exp: number };
      const tokenId = issuers.get(jti);
      if (tokenId === undefined || exp * 1000 <= now.getTime()) {
        throw refusal(401, 8000013, 'Authorization failed: expired JWT');
      }
      return { tokenId };
    },
  };
}
