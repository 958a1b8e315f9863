import { lookup as lookUp } from 'node:dns/promises';
import type { IncomingMessage } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { type LiveLook, type LiveWeb, largestLiveText, livePatienceMs } from '../broker/mcp/live-web.ts';
import { isPublicAddress } from './public-address.ts';

type Address = { readonly address: string; readonly family: number };

/** All addresses of a name, as the system knows them; rejects where there are none. */
export type Resolve = (host: string) => Promise<readonly Address[]>;

const resolveAll: Resolve = (host) => lookUp(host, { all: true });

class NotPublic extends Error {}
class NoAddress extends Error {}

/** The public web. `mayReach` and `port` are other than the usual in tests alone. */
export function createPublicWeb({
  resolve = resolveAll,
  mayReach = isPublicAddress,
  port = 443,
  ca,
}: {
  readonly resolve?: Resolve;
  readonly mayReach?: (address: string) => boolean;
  readonly port?: number;
  readonly ca?: string;
} = {}): LiveWeb {
  const lookup = checkedLookup(resolve, mayReach);
  return (asked, gone) =>
    new Promise((settle) => {
      const late = AbortSignal.timeout(livePatienceMs);
      /* An agent of its own: no connection is kept, and no proxy of the environment comes between. */
      const agent = new Agent({ keepAlive: false });
      const asking = httpsRequest(
        {
          host: asked.host,
          port,
          method: asked.method,
          path: asked.path,
          servername: asked.host,
          agent,
          lookup,
          maxHeaderSize: 32 * 1024,
          signal: AbortSignal.any([gone, late]),
          headers: {
            'user-agent': 'PermissionSlip/1 (the owner checks their own website)',
            accept: '*/*',
            'accept-encoding': 'identity',
          },
          ...(ca === undefined ? {} : { ca }),
        },
        (answer) =>
          void readAnswer(answer, asked.wantsText && asked.method === 'GET')
            .then((look) => {
              asking.destroy();
              settle(look);
            })
            .catch(() => settle({ kind: 'failed' })),
      );
      asking.on('error', (error) => settle({ kind: late.aborted ? 'too-slow' : kindOf(error) }));
      asking.end();
    });
}

/* The connection is made to what is answered here, and nobody asks a second time. */
function checkedLookup(resolve: Resolve, mayReach: (address: string) => boolean): LookupFunction {
  return (host, options, done) => {
    resolve(host).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined) done(new NoAddress(), '');
        else if (!addresses.every(({ address }) => mayReach(address))) done(new NotPublic(), '');
        else if (options.all === true) done(null, [...addresses]);
        else done(null, first.address, first.family);
      },
      () => done(new NoAddress(), ''),
    );
  };
}

async function readAnswer(answer: IncomingMessage, wantsText: boolean): Promise<LiveLook> {
  const { statusCode: status = 0, headers } = answer;
  answer.on('error', () => undefined);
  if (!wantsText) return { kind: 'answered', status, headers, text: null };
  return { kind: 'answered', status, headers, text: await readText(answer) };
}

/** The text of a body, up to the most that is read of one and to its last whole sign; null where it breaks off before. */
export async function readText(body: Readable): Promise<string | null> {
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of body.iterator({ destroyOnReturn: false })) {
      pieces.push(piece as Buffer);
      size += (piece as Buffer).length;
      if (size >= largestLiveText) break;
    }
  } catch {
    return null;
  }
  const read = Buffer.concat(pieces).subarray(0, largestLiveText);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(read, { stream: true });
}

function kindOf(error: Error): 'not-public' | 'no-address' | 'failed' {
  if (error instanceof NotPublic) return 'not-public';
  return error instanceof NoAddress ? 'no-address' : 'failed';
}
