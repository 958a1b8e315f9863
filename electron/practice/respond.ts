import type { Answer } from './answers.ts';
import type { Fault } from './faults.ts';
import { newId } from './token-values.ts';

/** Turns an answer into a Response, spoilt by whatever faults the request met. */
export function respond(answer: Answer, faults: readonly Fault[]): Response {
  const isText = typeof answer.body === 'string';
  const text = isText ? String(answer.body) : JSON.stringify(answer.body);
  const headers = {
    'content-type': 'application/json',
    'cf-ray': `${newId().slice(0, 16)}-PRC`,
    ...answer.headers,
  };
  const init = { status: answer.status, headers };
  for (const fault of faults) {
    if (fault.kind === 'truncated') return new Response(text.slice(0, Math.floor(text.length / 2)), init);
    if (fault.kind === 'malformed') return malformed(fault.shape ?? 'html', answer.status);
    if (fault.kind === 'dropped') return new Response(breakingOff(text), init);
  }
  return new Response(text, init);
}

function malformed(shape: 'html' | 'wrong-shape' | 'empty', status: number): Response {
  if (shape === 'empty') return new Response('', { status, headers: { 'content-type': 'application/json' } });
  if (shape === 'wrong-shape') {
    return new Response(JSON.stringify({ success: true, result: { surprise: [42] } }), {
      status,
      headers: { 'content-type': 'application/json' },
    });
  }
  return new Response('<!doctype html><title>One moment</title><p>Checking the connection.</p>', {
    status,
    headers: { 'content-type': 'text/html' },
  });
}

/** A body that ends in the middle because the connection is gone. */
function breakingOff(text: string): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let sent = false;
  return new ReadableStream({
    pull(controller) {
      if (sent) {
        controller.error(new TypeError('terminated', { cause: new Error('other side closed') }));
        return;
      }
      sent = true;
      controller.enqueue(bytes.slice(0, Math.floor(bytes.length / 2)));
    },
  });
}

/** What `fetch` rejects with when nothing can be reached or the answer is lost. */
export function connectionLost(reason: string): TypeError {
  return new TypeError('fetch failed', { cause: new Error(reason) });
}
