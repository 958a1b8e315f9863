import type { Readable } from 'node:stream';

/** What reading a body to its end came to. */
export type CollectedBody =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | { readonly kind: 'too-large' | 'no-room' | 'too-slow' | 'broken-off' };

/** Reads a body whole, up to a number of bytes, for a time, and while it may be held. What is more is left unread. */
export function collectBody(
  body: Readable,
  {
    most,
    withinMs,
    hold = () => true,
  }: { readonly most: number; readonly withinMs: number; readonly hold?: (bytes: number) => boolean },
): Promise<CollectedBody> {
  /* It is closed already, and says nothing any more. */
  if (body.destroyed) return Promise.resolve({ kind: 'broken-off' });
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let size = 0;
    const late = setTimeout(() => settle({ kind: 'too-slow' }), withinMs);
    const settle = (outcome: CollectedBody) => {
      clearTimeout(late);
      body.off('data', onData).off('end', onEnd).off('close', onClose);
      if (outcome.kind !== 'whole') body.pause();
      resolve(outcome);
    };
    const onData = (piece: Buffer) => {
      size += piece.length;
      if (size > most) settle({ kind: 'too-large' });
      else if (!hold(piece.length)) settle({ kind: 'no-room' });
      else pieces.push(piece);
    };
    const onEnd = () => {
      const [only = Buffer.alloc(0), ...more] = pieces;
      settle({ kind: 'whole', bytes: more.length === 0 ? only : Buffer.concat(pieces, size) });
    };
    const onClose = () => settle({ kind: 'broken-off' });
    body.on('error', onClose);
    body.on('data', onData).once('end', onEnd).once('close', onClose);
  });
}
