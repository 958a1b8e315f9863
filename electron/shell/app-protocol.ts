import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { protocol, type Session } from 'electron';
import { appScheme, isAppAddress } from './app-address.ts';

/** The policy that every page of the app is under: its own scripts and styles, and nothing else at all. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Tells Electron of the app's scheme. Must run before the app is ready, and once. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
}

/** Serves the renderer's files from a folder, on the session that the windows use. */
export function serveApp(session: Session, folder: string): void {
  session.protocol.handle(appScheme, (request) => answer(request, folder));
}

/** Answers one request for a file of the renderer. Anything that is not a plain file of the folder does not exist. */
export async function answer(request: { method: string; url: string }, folder: string): Promise<Response> {
  if (request.method !== 'GET') return refusal(405);
  const path = isAppAddress(request.url) ? fileFor(new URL(request.url).pathname, folder) : null;
  const type = path === null ? undefined : contentTypes[extname(path)];
  if (path === null || type === undefined) return refusal(404);
  try {
    return new Response(new Uint8Array(await readFile(path)), { headers: headers(type) });
  } catch {
    /* Of this alone Electron makes a load that failed; after a 404 the window would be blank. */
    return Response.error();
  }
}

/** The file of a path inside the folder; null for every path that is not plainly inside. */
export function fileFor(pathname: string, folder: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname === '/' ? '/index.html' : pathname);
  } catch {
    return null;
  }
  if (/[\\\0%]/.test(decoded) || decoded.split('/').includes('..')) return null;
  const path = join(folder, decoded);
  const inside = relative(folder, path);
  return inside === '' || inside.startsWith(`..${sep}`) || inside === '..' ? null : path;
}

function headers(type: string): Record<string, string> {
  return {
    'Content-Type': type,
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
  };
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: headers('text/plain; charset=utf-8') });
}
