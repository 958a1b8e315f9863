import type { Form, FormPart, Refusal } from '../../shared/policy/policy.ts';
import { type JsonRead, readStrictJson } from '../../shared/policy/strict-json.ts';
import { digestOf } from './digest.ts';

/** A form, or why the body was refused. */
export type FormRead =
  | { readonly ok: true; readonly form: Form }
  | { readonly ok: false; readonly refusal: Refusal };

/** The most parts of a form, and of a program within it, which has one for each of its modules. */
const mostParts = { form: 1000, program: 20_000 };
/** The part that is a Pages program with another boundary each time, and all that may be a form themselves. */
const bundle = '_worker.bundle';
const programs = ['_worker.js', bundle];
const longestHead = 4096;
/** The largest file, and the largest field that is no file, whose text is looked at, in bytes. */
const largestText = { file: 65_536, field: 4_000_000 };

/* Without quotation marks, some readers end it at signs that may stand within them alone; all take a space from its end. */
const boundaryForm =
  /^multipart\/form-data;\s*boundary=(?:"([A-Za-z0-9'()+_,./:=? -]{0,69}[A-Za-z0-9'()+_,./:=?-])"|([A-Za-z0-9'+_.-]{1,70}))$/i;
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
  const opened = openForm(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), boundary, 'form');
  return typeof opened === 'string'
    ? refused(opened)
    : { ok: true, form: { kind: 'form', parts: opened.parts, digest: digestOfForm(opened) } };
}

type Level = keyof typeof mostParts;
type Opened = { readonly parts: Form['parts']; readonly pieces: readonly Piece[] };
type Piece = {
  readonly bytes: Buffer;
  readonly head: Buffer;
  readonly name: string;
  readonly value: FormPart;
  /** The form that this part is itself. */
  readonly program: Opened | null;
};

/** A form's parts; or why they can't be read. */
function openForm(body: Buffer, boundary: string, level: Level): Opened | string {
  const all = splitParts(body, boundary, mostParts[level]);
  if (all === null) return `The form is not well formed, or has more than ${mostParts[level]} parts.`;
  const parts = new Map<string, FormPart>();
  const pieces: Piece[] = [];
  for (const bytes of all) {
    const piece = readPiece(bytes, level);
    if (piece === null) return 'A part of the form is not well formed.';
    if (parts.has(piece.name)) return 'The form names a part twice.';
    parts.set(piece.name, piece.value);
    pieces.push(piece);
  }
  return { parts, pieces };
}

/* Wrangler sends a Pages program as a file without a type, whose first line alone says what stands between its parts. */
function openProgram(content: Buffer, type: string | null): Opened | null {
  if (type !== null && type !== 'application/octet-stream') return null;
  const boundary = firstLine.exec(content.toString('latin1', 0, 80))?.[1];
  const opened = boundary === undefined ? null : openForm(content, boundary, 'program');
  return typeof opened === 'string' ? null : opened;
}

/* The upload of a Worker, which says so in `metadata`, may have a file of any bytes under this name, too. */
function digestOfForm({ parts, pieces }: Opened): string {
  const isKnownByParts = (name: string) => name === bundle && !parts.has('metadata');
  const digests = pieces.map(({ bytes, head, name, program }) =>
    program !== null && isKnownByParts(name)
      ? digestOf(head, ...program.pieces.map((inner) => inner.bytes))
      : digestOf(bytes),
  );
  return digestOf(...digests);
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

/**
 * The parts between the boundaries; null where anything else stands there, or more than the most. A boundary within a part is
 * refused wherever it stands, since some readers end a part at one that comes after a bare line feed.
 */
function splitParts(body: Buffer, boundary: string, most: number): readonly Buffer[] | null {
  const mark = `--${boundary}`;
  if (!startsWith(body, 0, `${mark}\r\n`)) return null;
  const pieces: Buffer[] = [];
  let start = mark.length + 2;
  while (pieces.length < most) {
    const next = body.indexOf(mark, start, 'latin1');
    if (next < start + 2 || !startsWith(body, next - 2, '\r\n')) return null;
    pieces.push(body.subarray(start, next - 2));
    const after = next + mark.length;
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

function readPiece(bytes: Buffer, level: Level): Piece | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1 || end > longestHead) return null;
  const head = bytes.subarray(0, end);
  const says = textOf(head);
  const headers = says === null ? null : readHeaders(says);
  const [, name, fileName = null] = dispositionForm.exec(headers?.get('content-disposition') ?? '') ?? [];
  if (headers === null || name === undefined) return null;
  const type = headers.get('content-type')?.toLowerCase() ?? null;
  if (type !== null && !typeForm.test(type)) return null;
  const content = bytes.subarray(end + 4);
  /* A program's modules may be many, and nobody looks into them. */
  const isRead = level === 'form' || name === 'metadata';
  const isShort = content.length <= largestText[fileName === null ? 'field' : 'file'];
  const text = isRead && isShort ? textOf(content) : null;
  const mayBeProgram = level === 'form' && programs.includes(name);
  const program = mayBeProgram ? openProgram(content, type) : null;
  const value = { fileName, type, size: content.length, text, parts: program?.parts ?? null };
  return { bytes, head, name, value, program };
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
