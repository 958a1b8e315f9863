import { request as httpRequest, type IncomingMessage } from 'node:http';
import { silenceMs } from '../broker-server.ts';
import { collectBody } from '../collect-body.ts';

/** Where the local route listens, and what opens it for the agent that asked. */
export type OwnPort = { readonly port: number; readonly pass: string };

/** How the local route answered: as it would anybody, or not at all. */
export type OwnPortAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly type: string;
      /** Null where it is larger than an agent is given. */
      readonly text: string | null;
      readonly note: string | null;
    }
  | { readonly kind: 'unwritable' }
  | { readonly kind: 'failed' };

/** The most of an answer that an agent is given in one piece, in bytes. */
export const largestAnswer = 256 * 1024;
/** Longer than an owner is asked and Cloudflare may take after that; a bit less than a silent connection is kept. */
const patienceMs = silenceMs - 10_000;

/** Sends a request to the local route's own port, where it is read, judged and written down like any other. */
export function askOwnPort(
  { port, pass }: OwnPort,
  asked: { readonly method: string; readonly path: string; readonly body: unknown },
  gone: AbortSignal,
): Promise<OwnPortAnswer> {
  const bytes = asked.body === undefined ? null : Buffer.from(JSON.stringify(asked.body), 'utf8');
  return new Promise((resolve) => {
    const signal = AbortSignal.any([gone, AbortSignal.timeout(patienceMs)]);
    const options = {
      host: '127.0.0.1',
      port,
      method: asked.method,
      path: asked.path,
      agent: false,
      signal,
      headers: {
        authorization: `Bearer ${pass}`,
        accept: 'application/json',
        ...(bytes === null ? {} : { 'content-type': 'application/json', 'content-length': bytes.length }),
      },
    } as const;
    try {
      const asking = httpRequest(options, (answer) => void readAnswer(answer).then(resolve));
      asking.on('error', () => resolve({ kind: 'failed' }));
      asking.end(bytes ?? undefined);
    } catch {
      /* A path with signs that no request line may hold. */
      resolve({ kind: 'unwritable' });
    }
  });
}

async function readAnswer(answer: IncomingMessage): Promise<OwnPortAnswer> {
  const read = await collectBody(answer, { most: largestAnswer, withinMs: patienceMs });
  if (read.kind !== 'whole') answer.destroy();
  if (read.kind !== 'whole' && read.kind !== 'too-large') return { kind: 'failed' };
  const note = answer.headers['permission-slip-note'];
  return {
    kind: 'answered',
    status: answer.statusCode ?? 0,
    type: answer.headers['content-type'] ?? '',
    text: read.kind === 'whole' ? read.bytes.toString('utf8') : null,
    note: typeof note === 'string' ? note : null,
  };
}
