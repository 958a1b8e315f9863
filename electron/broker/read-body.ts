import type { Form, FormPart, Refusal } from '../../shared/policy/policy.ts';
import { type JsonRead, readStrictJson } from '../../shared/policy/strict-json.ts';
import { digestOf } from './digest.ts';

/** A form, or why the body was refused. */
export type FormRead =
  | { readonly ok: true; readonly form: Form }
  | { readonly ok: false; readonly refusal: Refusal };

const mostParts = 1000;
const longestHead = 4096;
/** The largest file, and the largest field that is no file, whose text is looked at, in bytes. */
const largestText = { file: 65_536, field: 4_000_000 };

const boundaryForm =
  /^multipart\/form-data;\s*boundary=(?:"([A-Za-z0-9'()+_,./:=? -]{1,70})"|([A-Za-z0-9'()+_,./:=?-]{1,70}))$/i;
const firstLine = /^--([A-Za-z0-9'()+_,./:=?-]{1,70})\r\n/;
const dispositionForm = /^form-data; ?name="([^"\\\p{C}]{1,300})"(?:; ?filename="([^"\\\p{C}]{0,300})")?$/iu;
const typeForm = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:; ?[\w-]+=[\w.+-]+)*$/;

/** Reads the bytes of a JSON body: UTF-8 without a mark of byte order, and then strictly. */
export function readJsonBody(bytes: Uint8Array): JsonRead {
  const text = textOf(bytes);
  return text === null ? refused('The body is not UTF-8 text.') : readStrictJson(text);
}

/**
 * Reads the bytes of a multipart body strictly: nothing before the first part or after the last, two kinds of headers, no
 * name twice. A body that could be read in another way is refused.
 */
export function readFormBody(bytes: Uint8Array, contentType: string): FormRead {
  if (bytes.length === 0) return { ok: true, form: { kind: 'form', parts: new Map(), digest: digestOf() } };
  const found = boundaryForm.exec(contentType);
  const boundary = found?.[1] ?? found?.[2];
  if (boundary === undefined) return refused('The body must be multipart/form-data with a boundary.');
  const pieces = splitParts(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), boundary);
  if (pieces === null) return refused('The form is not well formed.');
  const parts = readParts(pieces, formIn);
  return typeof parts === 'string'
    ? refused(parts)
    : { ok: true, form: { kind: 'form', parts, digest: digestOf(...pieces) } };
}

/** The parts of a form by their names; or why they can't be read. */
function readParts(pieces: readonly Buffer[], inner: typeof formIn): Form['parts'] | string {
  const parts = new Map<string, FormPart>();
  for (const piece of pieces) {
    const part = readPart(piece, inner);
    if (part === null) return 'A part of the form is not well formed.';
    if (parts.has(part.name)) return 'The form names a part twice.';
    parts.set(part.name, part.value);
  }
  return parts;
}

/* Wrangler sends a Pages program as a file without a type, whose first line alone says what stands between its parts. */
function formIn(content: Buffer, type: string | null): Form['parts'] | null {
  if (type !== null && type !== 'application/octet-stream') return null;
  const boundary = firstLine.exec(content.toString('latin1', 0, 80))?.[1];
  const pieces = boundary === undefined ? null : splitParts(content, boundary);
  const parts = pieces === null ? null : readParts(pieces, () => null);
  return typeof parts === 'string' ? null : parts;
}

function refused(says: string): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: { code: 'body-refused', says } };
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The parts between the boundaries; null where anything else stands there. */
function splitParts(body: Buffer, boundary: string): readonly Buffer[] | null {
  const mark = `--${boundary}`;
  if (!startsWith(body, 0, `${mark}\r\n`)) return null;
  const pieces: Buffer[] = [];
  let start = mark.length + 2;
  while (pieces.length < mostParts) {
    const end = body.indexOf(`\r\n${mark}`, start, 'latin1');
    if (end === -1) return null;
    pieces.push(body.subarray(start, end));
    const after = end + mark.length + 2;
    if (startsWith(body, after, '--')) return isEnd(body, after + 2) ? pieces : null;
    if (!startsWith(body, after, '\r\n')) return null;
    start = after + 2;
  }
  return null;
}

function startsWith(body: Buffer, at: number, text: string): boolean {
  return body.toString('latin1', at, at + text.length) === text;
}

function isEnd(body: Buffer, at: number): boolean {
  return at === body.length || (at + 2 === body.length && startsWith(body, at, '\r\n'));
}

function readPart(
  piece: Buffer,
  inner: typeof formIn,
): { readonly name: string; readonly value: FormPart } | null {
  const end = piece.indexOf('\r\n\r\n');
  if (end === -1 || end > longestHead) return null;
  const head = textOf(piece.subarray(0, end));
  const headers = head === null ? null : readHeaders(head);
  const [, name, fileName = null] = dispositionForm.exec(headers?.get('content-disposition') ?? '') ?? [];
  if (headers === null || name === undefined) return null;
  const type = headers.get('content-type')?.toLowerCase() ?? null;
  if (type !== null && !typeForm.test(type)) return null;
  const content = piece.subarray(end + 4);
  const isRead = content.length <= largestText[fileName === null ? 'field' : 'file'];
  const text = isRead ? textOf(content) : null;
  const parts = fileName === null ? null : inner(content, type);
  return { name, value: { fileName, type, size: content.length, text, parts } };
}

function readHeaders(head: string): ReadonlyMap<string, string> | null {
  const headers = new Map<string, string>();
  for (const row of head.split('\r\n')) {
    const [, name, value = ''] = /^(content-disposition|content-type): ?([^\p{Cc}]*)$/iu.exec(row) ?? [];
    if (name === undefined || headers.has(name.toLowerCase())) return null;
    headers.set(name.toLowerCase(), value);
  }
  return headers;
}
