import { connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { Upstream } from '../../electron/broker/ports.ts';
import type { JobId } from '../../shared/catalogue/jobs.ts';
import { randomFrom } from '../random-from.ts';
import { openBenchBroker } from './bench-broker.ts';
import { anyRequest, type FuzzRequest, wrongAt } from './fuzz-requests.ts';

/** What came of sending many random requests. */
export type FuzzOutcome = {
  readonly sent: number;
  /** How many reached the other side, and which of them should not have. */
  readonly reached: number;
  readonly wrong: readonly string[];
  /** Requests that got neither an answer nor a closed connection. */
  readonly stuck: number;
};

const answer = Buffer.from('{"result":null,"success":true,"errors":[],"messages":[]}');
const patienceMs = 20_000;

/** Sends random requests with a pass through the whole broker, and looks at what reaches the other side. Its log is in the folder. */
export async function fuzzBroker(
  job: JobId,
  count: number,
  seed: number,
  folder: string,
): Promise<FuzzOutcome> {
  let reached = 0;
  const wrong: string[] = [];
  const upstream: Upstream = {
    send: async ({ method, path, body }) => {
      reached += 1;
      const text = body instanceof Uint8Array ? Buffer.from(body).toString() : '';
      const why = wrongAt(job, method, path, text);
      if (why !== null) wrong.push(why);
      return {
        status: 200,
        headers: { 'content-length': String(answer.length) },
        body: Readable.from([answer]),
      };
    },
  };
  const { port, pass, close } = await openBenchBroker(job, upstream, folder);
  const random = randomFrom(seed);
  let left = count;
  let stuck = 0;
  /* Connections are reset and not closed, or the system would keep tens of thousands of them for a minute each. */
  const worker = async () => {
    let socket: Socket | null = null;
    while (left > 0) {
      left -= 1;
      socket ??= connect({ port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => undefined);
      const outcome = await exchange(socket, bytesOf(anyRequest(random), port, pass));
      if (outcome === 'stuck') stuck += 1;
      if (outcome !== 'open') {
        socket.resetAndDestroy();
        socket = null;
      }
    }
    socket?.destroy();
  };
  await Promise.all(Array.from({ length: 16 }, worker));
  await close();
  return { sent: count, reached, wrong, stuck };
}

function bytesOf({ method, target, headers, body }: FuzzRequest, port: number, pass: string): Buffer {
  const lines = [
    `${method} ${target} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    `Authorization: Bearer ${pass}`,
    ...(body === '' ? [] : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`]),
    ...headers,
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

/* Reads one answer, as far as its length is told; a HEAD answer has none to read. */
function exchange(socket: Socket, bytes: Buffer): Promise<'open' | 'closed' | 'stuck'> {
  return new Promise((resolve) => {
    let seen = '';
    const isHead = bytes.subarray(0, 5).toString() === 'HEAD ';
    const late = setTimeout(() => settle('stuck'), patienceMs);
    const settle = (outcome: 'open' | 'closed' | 'stuck') => {
      clearTimeout(late);
      socket.off('data', onData).off('end', onClose).off('close', onClose).off('error', onClose);
      resolve(outcome);
    };
    const onClose = () => settle('closed');
    const onData = (piece: Buffer) => {
      seen += piece.toString('latin1');
      if (seen.startsWith('HTTP/1.1 100')) seen = seen.slice(seen.indexOf('\r\n\r\n') + 4);
      const end = seen.indexOf('\r\n\r\n');
      if (end === -1) return;
      const length = Number(/content-length: (\d+)/i.exec(seen)?.[1] ?? 0);
      if (!isHead && seen.length < end + 4 + length) return;
      if (!/^connection: close/im.test(seen.slice(0, end))) settle('open');
    };
    socket.on('data', onData).on('end', onClose).on('close', onClose).on('error', onClose);
    socket.write(bytes);
  });
}
