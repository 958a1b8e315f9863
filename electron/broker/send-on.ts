import { PassThrough } from 'node:stream';
import type { Secret } from '../core/secret.ts';
import type { Exchange } from './exchange.ts';
import { ownAnswers } from './own-answers.ts';
import type { OwnAnswer, Session, UpstreamAnswer, UpstreamRequest } from './ports.ts';

/** What sending a request on came to. */
export type SentOn =
  | { readonly kind: 'answered'; readonly answer: UpstreamAnswer }
  | { readonly kind: 'not-answered'; readonly own: OwnAnswer }
  | { readonly kind: 'gone' };

/**
 * Sends a request that needs nobody's word. One without a body is sent once more where the connection broke before an
 * answer came, as an idle one may at any time.
 */
export async function sendOn(
  exchange: Exchange,
  session: Session,
  request: UpstreamRequest,
  credential: Secret,
): Promise<SentOn> {
  const cut = new AbortController();
  const stop = () => cut.abort();
  const stay = exchange.onGone(stop);
  session.signal.addEventListener('abort', stop);
  if (session.signal.aborted) stop();
  const left = () => {
    stay();
    session.signal.removeEventListener('abort', stop);
  };
  try {
    const answer = await sendTwice(session, request, credential, cut.signal);
    /* One that broke off already says no more that it is closed. */
    if (Buffer.isBuffer(answer.body) || answer.body.destroyed) left();
    else answer.body.once('close', left);
    return { kind: 'answered', answer };
  } catch {
    left();
    if (session.signal.aborted) return { kind: 'not-answered', own: ownAnswers.stopped };
    return exchange.isGone ? { kind: 'gone' } : { kind: 'not-answered', own: ownAnswers.noAnswer };
  }
}

async function sendTwice(
  { upstream }: Session,
  request: UpstreamRequest,
  credential: Secret,
  signal: AbortSignal,
): Promise<UpstreamAnswer> {
  try {
    return await upstream.send(request, credential, signal);
  } catch (error) {
    if (signal.aborted || request.body !== null || !['GET', 'HEAD'].includes(request.method)) throw error;
    return upstream.send(request, credential, signal);
  }
}

/**
 * A body that is passed on piece by piece, and broken off where it is longer than it may be. The caller's connection
 * outlives a failure of the other side.
 */
export function passedOn(exchange: Exchange, most: number): PassThrough {
  const body = exchange.body();
  const passing = new PassThrough();
  /* It may break off before anybody reads it. Without a listener that would end the app. */
  passing.on('error', () => undefined);
  body.on('error', (error) => passing.destroy(error));
  body.once('close', () => {
    if (!exchange.request.complete) passing.destroy(new Error('broken off'));
  });
  let passed = 0;
  body.on('data', (piece: Buffer) => {
    passed += piece.length;
    if (passed > most) passing.destroy(new Error('too large'));
  });
  body.pipe(passing);
  return passing;
}
