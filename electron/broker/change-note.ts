import { type ComparedLine, differenceOf } from '../../shared/approvals/compare.ts';
import { type ChangeRecord, recordedLines } from '../../shared/approvals/record.ts';
import { readEnvelope } from './own-request.ts';
import type { UpstreamAnswer } from './ports.ts';

/** How long the note of a header may be, in characters. */
const longestNote = 300;

/** What became of a change, in one line for the agent. */
export function noteOf(record: ChangeRecord): string {
  if (record.outcome === 'refused') return 'Cloudflare refused the change. Nothing was changed.';
  if (record.outcome === 'unknown') return 'The change may have been made or not: look at what is there now.';
  const changed = recordedLines(record).filter((line) => differenceOf(line) !== 'same');
  const what =
    changed.length === 0 ? 'The change was made.' : `Changed: ${changed.map(lineNote).join('; ')}.`;
  const seen = record.after === null ? what : `${what} Seen after the change.`;
  return record.undo === null ? seen : `${seen} The owner can undo it.`;
}

function lineNote({ label, before, after, unread }: ComparedLine): string {
  return `${label}: ${before ?? (unread ? '(not read)' : '(nothing)')} -> ${after ?? '(nothing)'}`;
}

/** The note as a header may carry it. */
export function asHeader(note: string): string {
  return note.slice(0, longestNote).replace(/[^\x20-\x7e]/g, '?');
}

/** The answer with the note among the messages of Cloudflare's envelope; what is no envelope stays as it is. */
export function withMessage(
  { status, headers }: UpstreamAnswer,
  bytes: Buffer,
  note: string,
): UpstreamAnswer {
  const envelope = readEnvelope(bytes);
  const messages = Array.isArray(envelope?.messages) ? envelope.messages : [];
  const body =
    envelope === null
      ? bytes
      : Buffer.from(
          JSON.stringify({ ...envelope, messages: [...messages, { code: 920000, message: note }] }),
        );
  const { 'content-length': _length, 'transfer-encoding': _transfer, ...others } = headers;
  return {
    status,
    headers: { ...others, 'content-length': String(body.length) },
    body,
  };
}
