import { Agent, request as send } from 'node:http';

/** A server of the bench, and what opens it. */
export type Target = { readonly port: number; readonly pass: string };

const newAgent = (maxSockets: number) => new Agent({ keepAlive: true, maxSockets });

/** Asks once; answers with the status, 0 where the connection broke. */
function ask({ port, pass }: Target, path: string, agent: Agent, body?: Buffer): Promise<number> {
  return new Promise((resolve) => {
    const asking = send(
      {
        agent,
        host: '127.0.0.1',
        port,
        path,
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          authorization: `Bearer ${pass}`,
          ...(body === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': body.length }),
        },
      },
      (answer) => answer.resume().once('end', () => resolve(answer.statusCode ?? 0)),
    );
    asking.once('error', () => resolve(0));
    asking.end(body);
  });
}

/** The times of single requests on one kept connection, in milliseconds. */
export async function latencies(target: Target, path: string, count: number): Promise<readonly number[]> {
  const agent = newAgent(1);
  const times: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const begun = performance.now();
    await ask(target, path, agent);
    times.push(performance.now() - begun);
  }
  agent.destroy();
  return times;
}

/** Asks on many connections for a while. */
export async function throughput(
  target: Target,
  path: string,
  { connections, forMs }: { readonly connections: number; readonly forMs: number },
): Promise<{ readonly perSecond: number; readonly failed: number }> {
  const agent = newAgent(connections);
  const begun = performance.now();
  let done = 0;
  let failed = 0;
  const worker = async () => {
    while (performance.now() - begun < forMs) {
      if ((await ask(target, path, agent)) === 200) done += 1;
      else failed += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const perSecond = (done * 1000) / (performance.now() - begun);
  agent.destroy();
  return { perSecond, failed };
}

/** Asks at a steady pace for a while; answers how many failed. */
export async function steadily(
  target: Target,
  path: string,
  { perSecond, forMs }: { readonly perSecond: number; readonly forMs: number },
): Promise<number> {
  const agent = newAgent(64);
  const asked: Promise<number>[] = [];
  const begun = performance.now();
  while (performance.now() - begun < forMs) {
    const due = ((performance.now() - begun) * perSecond) / 1000;
    while (asked.length < due) asked.push(ask(target, path, agent));
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const all = await Promise.all(asked);
  agent.destroy();
  return all.filter((status) => status !== 200).length;
}

/** Sends one large body, piece by piece; answers with the status. */
export function upload({ port, pass }: Target, path: string, bytes: number): Promise<number> {
  const piece = Buffer.alloc(64 * 1024, 'a');
  return new Promise((resolve, reject) => {
    const asking = send(
      {
        host: '127.0.0.1',
        port,
        path,
        method: 'POST',
        headers: {
          authorization: `Bearer ${pass}`,
          'content-type': 'application/json',
          'content-length': bytes,
        },
      },
      (answer) => answer.resume().once('end', () => resolve(answer.statusCode ?? 0)),
    );
    asking.once('error', reject);
    let left = bytes;
    const more = () => {
      while (left > 0) {
        const next = piece.subarray(0, Math.min(left, piece.length));
        left -= next.length;
        if (!asking.write(next)) return void asking.once('drain', more);
      }
      asking.end();
    };
    more();
  });
}
