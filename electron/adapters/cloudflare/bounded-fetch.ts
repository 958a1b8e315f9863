/** A fetch whose answers break off where all of them together are larger than so many bytes, once unpacked. */
export function boundedFetch(inner: typeof fetch, most: number): typeof fetch {
  let size = 0;
  return async (...asked) => {
    const answer = await inner(...asked);
    if (answer.body === null) return answer;
    const counted = answer.body.pipeThrough(
      new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform: (piece, out) => {
          size += piece.length;
          if (size > most) out.error(new SyntaxError('The answer is too large.'));
          else out.enqueue(piece);
        },
      }),
    );
    const { status, statusText, headers } = answer;
    return new Response(counted, { status, statusText, headers });
  };
}
