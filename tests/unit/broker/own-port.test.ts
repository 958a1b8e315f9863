import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toldAnswer } from '../../../electron/broker/mcp/mcp-server.ts';
import { askOwnPort, largestAnswer } from '../../../electron/broker/mcp/own-port.ts';

/** What an agent is told of an answer of the local route. */
async function toldOf(status: number, body: string) {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'permission-slip-note': 'Changed one record.' }).end(body);
  });
  await new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const asked = { method: 'PATCH', path: '/client/v4/zones', body: {} };
  const told = toldAnswer(await askOwnPort({ port, pass: 'pass' }, asked, new AbortController().signal));
  const [content] = told.content;
  return { isError: told.isError === true, ...JSON.parse(content?.type === 'text' ? content.text : '') };
}

describe('an answer that is larger than an agent is given', () => {
  const large = 'a'.repeat(largestAnswer + 1);

  it('says all the same that the change was made', async () => {
    expect(await toldOf(200, large)).toEqual({
      isError: false,
      status: 200,
      note: 'Changed one record.',
      left_out: expect.stringContaining('larger than 256 kB'),
    });
  });

  it('is a failure where it says so itself', async () => {
    expect(await toldOf(500, large)).toMatchObject({ isError: true, status: 500 });
  });
});
