import { createMcpHandler } from '@modelcontextprotocol/server';
import type { Caller } from '../callers.ts';
import type { Exchange } from '../exchange.ts';
import { takeJson } from '../take-body.ts';
import type { LiveChecks } from './live-checks.ts';
import { mcpServer, type Noted } from './mcp-server.ts';

/** The largest message, in bytes: a plan of many changes with their bodies. */
const largestMessage = 1024 * 1024;

/** Headers of a request that the protocol gives a meaning. The pass and everything else stay out of it. */
const protocolHeaders =
  /^(?:accept|content-type|mcp-protocol-version|mcp-method|mcp-name|mcp-param-[a-z0-9-]+)$/;

/** What the MCP server needs beyond the local route itself. */
export type McpParts = {
  readonly live: LiveChecks;
  /** Tells the owner that an agent says its job is done; false where that could not be written down. */
  readonly jobDone: (slip: string) => Promise<boolean>;
};

/** What became of a message, for the activity; null where the local route wrote down what it led to. */
export type McpServed = Noted | null;

/**
 * Answers one message of an agent that speaks MCP. Nothing is kept from one message to the next. What a message asks of
 * Cloudflare goes through the local route's own port like anybody's request, so there is no second way in.
 */
export async function serveMcp(parts: McpParts, exchange: Exchange, caller: Caller): Promise<McpServed> {
  const message = await readMessage(exchange);
  if (message === null) return { outcome: 'refused', tool: null };
  const noted: { now: McpServed } = { now: { outcome: 'read', tool: null } };
  const port = exchange.request.socket.localPort ?? 0;
  const pass = exchange.facts.bearer ?? '';
  const handler = createMcpHandler(
    () =>
      mcpServer(parts, {
        session: caller.session,
        ownPort: { port, pass },
        gone: exchange.gone,
        note: (what) => {
          noted.now = what;
        },
      }),
    { maxSubscriptions: 0 },
  );
  const response = await handler.fetch(webRequest(exchange, message), { parsedBody: message });
  await handOut(exchange, response);
  return exchange.status < 400 ? noted.now : { outcome: 'refused', tool: null };
}

/** One message, strictly read; null where it was none and has been answered as such. */
async function readMessage(exchange: Exchange): Promise<object | null> {
  if (exchange.request.method !== 'POST') {
    refuse(exchange, 405, -32_000, 'Send each message with POST. There are no sessions and no streams.');
    return null;
  }
  const taken = await takeJson(exchange, largestMessage);
  if (taken.kind === 'refused') {
    refuse(exchange, taken.own.status, -32_700, taken.own.says);
    return null;
  }
  if (taken.kind !== 'read') return null;
  const { value } = taken;
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    refuse(exchange, 400, -32_600, 'Send one message at a time, as a JSON object.');
    return null;
  }
  return value;
}

function webRequest({ request, facts, gone }: Exchange, message: object): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (protocolHeaders.test(name) && typeof value === 'string') headers.set(name, value);
  }
  return new Request(`http://${facts.host}/mcp`, {
    method: 'POST',
    headers,
    body: JSON.stringify(message),
    signal: gone,
  });
}

async function handOut(exchange: Exchange, response: Response): Promise<void> {
  const type = response.headers.get('content-type');
  const headers = { ...(type === null ? {} : { 'content-type': type }), 'cache-control': 'no-store' };
  if (!type?.startsWith('text/event-stream') || response.body === null) {
    exchange.whole(response.status, headers, Buffer.from(await response.arrayBuffer()));
    return;
  }
  exchange.begin(response.status, headers, null);
  const reader = response.body.getReader();
  const leave = () => void reader.cancel().catch(() => undefined);
  exchange.gone.addEventListener('abort', leave);
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      await exchange.write(Buffer.from(piece.value));
    }
    exchange.end();
  } catch {
    exchange.breakOff();
  } finally {
    exchange.gone.removeEventListener('abort', leave);
  }
}

function refuse(exchange: Exchange, status: number, code: number, message: string): void {
  const answer = { jsonrpc: '2.0', id: null, error: { code, message } };
  exchange.whole(
    status,
    { 'content-type': 'application/json', ...(status === 405 ? { allow: 'POST' } : {}) },
    Buffer.from(JSON.stringify(answer)),
  );
}
