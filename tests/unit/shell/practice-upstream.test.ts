import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { expect, test, vi } from 'vitest';
import { readWhole } from '../../../electron/broker/own-request.ts';
import { Secret } from '../../../electron/core/secret.ts';
import { practiceUpstream } from '../../../electron/shell/practice-upstream.ts';
import { accountToken } from '../../fakes/tokens.ts';

/** The way to a practice account that answers once it is let, with how long the text was that it got. */
function open() {
  const answering = Promise.withResolvers<void>();
  const asked: string[] = [];
  const fetchPractice: typeof fetch = async (input) => {
    const request = new Request(input);
    asked.push(await request.text());
    await answering.promise;
    return Response.json({ length: asked.at(-1)?.length });
  };
  const upstream = practiceUpstream('https://practice.invalid/client/v4', fetchPractice, 1000);
  const send = (body: Readable, signal = new AbortController().signal) =>
    upstream.send({ method: 'POST', path: '/upload', headers: {}, body }, new Secret(accountToken), signal);
  return { send, asked, answer: answering.resolve };
}
const upload = (bytes: number) => Readable.from([Buffer.alloc(bytes / 2, 'x'), Buffer.alloc(bytes / 2, 'x')]);

test('uploads to the practice account are held up to a sum, of all together', async () => {
  const { send, asked, answer } = open();
  const first = send(upload(600));
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  const second = upload(600);
  const refused = await send(second);
  expect([refused.status, refused.headers['retry-after']]).toEqual([429, '5']);
  expect(JSON.parse(String(await readWhole(refused.body)))).toMatchObject({ success: false });
  await finished(second);
  answer();
  expect((await first).status).toBe(200);
  expect((await send(upload(600))).status).toBe(200);
  expect(asked.map(({ length }) => length)).toEqual([600, 600]);
});

test('an upload that breaks off or is stopped holds nothing', async () => {
  const { send, answer } = open();
  answer();
  const begun = () => {
    const body = new Readable({ read: () => undefined });
    body.push(Buffer.alloc(900));
    return body;
  };
  const broken = begun();
  const sent = send(broken);
  setImmediate(() => broken.destroy());
  await expect(sent).rejects.toThrow();
  const stop = new AbortController();
  setImmediate(() => stop.abort());
  await expect(send(begun(), stop.signal)).rejects.toThrow();
  expect((await send(upload(900))).status).toBe(200);
});
