import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dispatched } from '../../../electron/adapters/cloudflare/dispatched-answer.ts';
import { answerMs } from '../../../electron/broker/own-request.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** A request that was sent, and the other side of its connection. */
function send() {
  const other = { handler: null as Dispatcher.DispatchHandler | null };
  const controller = {
    abort: (reason: Error) => other.handler?.onResponseError?.(controller, reason),
    pause: () => undefined,
    resume: () => undefined,
  } as unknown as Dispatcher.DispatchController;
  const answer = dispatched(
    {
      dispatch: (_options, handler) => {
        other.handler = handler;
        handler.onRequestStart?.(controller, {});
        return true;
      },
    },
    { method: 'GET', path: '/' },
    new AbortController().signal,
  );
  return {
    answer,
    begins: (headers: IncomingHttpHeaders) =>
      other.handler?.onResponseStart?.(controller, 200, headers, 'OK'),
    sends: (text: string) => other.handler?.onResponseData?.(controller, Buffer.from(text)),
    ends: () => other.handler?.onResponseEnd?.(controller, {}),
    breaks: () => other.handler?.onResponseError?.(controller, new Error('connection lost')),
  };
}

describe('an answer of Cloudflare’s', () => {
  it('that breaks off before anybody reads it ends nothing else', async () => {
    const { answer, begins, breaks } = send();
    begins({});
    breaks();
    const body = (await answer).body as Readable;
    await new Promise((resolve) => setImmediate(resolve));
    expect(body.errored).toEqual(new Error('connection lost'));
  });

  it('that is short and trickles is given up in time', async () => {
    const { answer, begins, sends } = send();
    const outcome = answer.then(
      () => 'answered',
      () => 'given up',
    );
    begins({ 'content-length': '100' });
    for (let waited = 0; waited < answerMs; waited += 10_000) {
      sends('x');
      await vi.advanceTimersByTimeAsync(10_000);
    }
    expect(await Promise.race([outcome, Promise.resolve('awaited')])).toBe('given up');
  });

  it('leaves no timer behind', async () => {
    const { answer, begins, sends, ends } = send();
    begins({ 'content-length': '2' });
    sends('ok');
    ends();
    expect([(await answer).body, vi.getTimerCount()]).toEqual([Buffer.from('ok'), 0]);
  });
});
