// Prints what the broker costs, against the far side itself, a plain proxy, and nginx and mitmproxy where they are there.
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { delimiter, join } from 'node:path';
import { places } from '../../electron/practice/seed/places.ts';
import { latencies, steadily, type Target, throughput, upload } from './broker-load.ts';
import { fuzzBroker } from './fuzz-broker.ts';
import { ownFolder } from './own-folder.ts';

const children: ChildProcess[] = [];
const zone = `/client/v4/zones/${places.zones.bakery.id}`;
const project = `/client/v4/accounts/${places.accounts.bakery.id}/pages/projects/${places.projects.bakerySite}`;
/* The first rounds show how fast a program gets ready, not how fast it is. */
const warmUps = 8;
const rounds = 16;
const fuzzed = Number(process.env.FUZZ ?? 100_000);

const far = await open('far');
const plain = await open('plain', far.target.port);
const broker = await open('broker', far.target.port);
const others = {
  nginx: await openNginx(far.target.port).catch(() => null),
  mitmproxy: await openMitmproxy(far.target.port).catch(() => null),
};

const latency = await part('latency', compareLatencies);
const many = { connections: 64, forMs: 2000 };
const [plainMany, brokerMany] = [
  await throughput(plain.target, zone, many),
  await throughput(broker.target, zone, many),
];
const waiting = await part('crowd', crowd);
const rollFailed = await part('roll', roll);
const streamed = await part('upload', stream);
const fuzz = [];
for (const job of ['change-dns', 'purge-pages'] as const) {
  fuzz.push(await part(`random requests, ${job}`, () => fuzzBroker(job, fuzzed / 2, 7, ownFolder())));
}

console.log(
  JSON.stringify({
    latency,
    plainPerSecond: plainMany.perSecond,
    brokerPerSecond: brokerMany.perSecond,
    failedAtMany: brokerMany.failed,
    waiting,
    rollFailed,
    streamedBytes: streamed,
    fuzzSent: fuzz.reduce((sum, { sent }) => sum + sent, 0),
    /* Requests of which none came through have tried nothing. */
    fuzzWrong: fuzz.reduce(
      (sum, { reached, wrong, stuck }) => sum + (reached === 0 ? 1 : wrong.length + stuck),
      0,
    ),
  }),
);
for (const child of children) child.kill('SIGKILL');
process.exit(0);

/* Whoever waits for it sees which part takes its time. */
async function part<T>(name: string, run: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const outcome = await run();
  console.error(`${name}: ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  return outcome;
}

type Running = { readonly child: ChildProcess; readonly target: Target };

async function open(kind: string, farPort = 0): Promise<Running> {
  const args = [kind, String(farPort), ownFolder()];
  const child = fork(join(import.meta.dirname, 'broker-server.ts'), args, { execArgv: ['--expose-gc'] });
  children.push(child);
  return { child, target: (await told(child)) as Target };
}

function told(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('a server of the bench ended'));
    child.once('exit', ended).once('message', (message) => {
      child.off('exit', ended);
      resolve(message);
    });
  });
}

async function memory({ child }: Running): Promise<number> {
  child.send('memory');
  return ((await told(child)) as { readonly bytes: number }).bytes;
}

/* In turn, so that whatever else the machine does falls on all of them. */
async function compareLatencies() {
  const targets = { direct: far.target, plain: plain.target, broker: broker.target, ...others };
  const all: Record<string, number[]> = {};
  for (let round = 0; round < warmUps + rounds; round += 1) {
    for (const [name, target] of Object.entries(targets)) {
      if (target === null) continue;
      const times = await latencies(target, zone, 200);
      if (round >= warmUps) all[name] = [...(all[name] ?? []), ...times];
    }
  }
  return Object.fromEntries(
    Object.entries(all).map(([name, times]) => {
      const sorted = times.toSorted((one, other) => one - other);
      const at = (part: number) => sorted[Math.floor(sorted.length * part)] ?? 0;
      return [name, { p50: at(0.5), p99: at(0.99) }];
    }),
  );
}

/* Ten thousand connections that show no pass, while somebody with one goes on asking. */
async function crowd() {
  const before = await memory(broker);
  const sockets: Socket[] = [];
  for (let count = 0; count < 10_000; count += 1) {
    const socket = connect(broker.target.port, '127.0.0.1').on('error', () => undefined);
    sockets.push(socket);
    if (count % 200 === 199) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const served = await throughput(broker.target, zone, { connections: 4, forMs: 1000 });
  const grown = (await memory(broker)) - before;
  for (const socket of sockets) socket.destroy();
  return { grown, failed: served.failed, perSecond: served.perSecond };
}

async function roll() {
  const asking = steadily(broker.target, zone, { perSecond: 200, forMs: 3000 });
  await new Promise((resolve) => setTimeout(resolve, 1500));
  broker.child.send('roll');
  await told(broker.child);
  return asking;
}

async function stream(): Promise<number> {
  const pages = await open('broker-pages', far.target.port);
  const given = await fetch(`http://127.0.0.1:${pages.target.port}${project}/upload-token`, {
    headers: { authorization: `Bearer ${pages.target.pass}` },
  });
  /* The far side of this run takes another token by now; the credential for uploads is its own. */
  const { result } = (await given.json()) as { readonly result: { readonly jwt: string } };
  const target = { port: pages.target.port, pass: result.jwt };
  await upload(target, '/client/v4/pages/assets/upload', 10_000_000);
  const before = await memory(pages);
  let most = before;
  let done = false;
  const uploading = upload(target, '/client/v4/pages/assets/upload', 100_000_000).finally(() => {
    done = true;
  });
  while (!done) most = Math.max(most, await memory(pages));
  const status = await uploading;
  if (status !== 200) throw new Error(`the upload ended with ${status}`);
  return most - before;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function onPath(name: string): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file)) ?? null;
}

async function openNginx(farPort: number): Promise<Target | null> {
  const program = onPath('nginx');
  if (program === null) return null;
  const port = await freePort();
  const folder = ownFolder();
  const config = `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log; events {}
http { access_log off; client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder}; uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
upstream far { server 127.0.0.1:${farPort}; keepalive 64; }
server { listen 127.0.0.1:${port}; location / { proxy_pass http://far; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Authorization "Bearer first"; } } }`;
  writeFileSync(join(folder, 'nginx.conf'), config);
  children.push(spawn(program, ['-c', join(folder, 'nginx.conf')], { stdio: 'ignore' }));
  return whenOpen({ port, pass: 'any' });
}

async function openMitmproxy(farPort: number): Promise<Target | null> {
  const program = onPath('mitmdump');
  if (program === null) return null;
  const port = await freePort();
  const folder = ownFolder();
  const args = [
    '-q',
    '--mode',
    `reverse:http://127.0.0.1:${farPort}`,
    '--listen-host',
    '127.0.0.1',
    '-p',
    String(port),
  ];
  const swap = ['--set', `confdir=${folder}`, '--modify-headers', '|~q|Authorization|Bearer first'];
  children.push(spawn(program, [...args, ...swap], { stdio: 'ignore' }));
  return whenOpen({ port, pass: 'any' });
}

async function whenOpen(target: Target): Promise<Target> {
  for (let tries = 0; tries < 100; tries += 1) {
    const answered = await fetch(`http://127.0.0.1:${target.port}${zone}`).catch(() => null);
    if (answered?.ok) return target;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it does not answer');
}
