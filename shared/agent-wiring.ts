import type { AgentId } from './agents.ts';
import { credentialCommand, type Platform } from './credential-command.ts';

/** The programs that agents run in, as far as we know how each is connected; the agents in the wizard's order. */
export const wiredPrograms = [
  'codex',
  'claude-code',
  'claude-desktop',
  'openclaw',
  'cursor',
  'vs-code',
] as const;
export type WiredProgram = (typeof wiredPrograms)[number];

/** How a program is connected: by lines to copy, or by the prompt alone. */
export type Wiring = {
  readonly name: string;
  /** The agent that it is a program of; null for one that runs others. */
  readonly agent: AgentId | null;
  /** What the owner does with the copied lines; null where there are none. */
  readonly steps: string | null;
  /** What the owner should know; where nothing can be copied, why. */
  readonly note: string;
};

/**
 * Each program in its documented form. The pass never stands in the lines: they name the variable that the program reads
 * from its own environment, which the route's file sets. No other program sets that variable, so that lines that are left
 * behind send nothing. A program that has no such form gets the prompt alone.
 *
 * Sources: code.claude.com/docs/en/mcp (variables in headers), developers.openai.com/codex/mcp (bearer_token_env_var),
 * cursor.com/docs/mcp (${env:NAME}), code.visualstudio.com/docs/copilot/reference/mcp-configuration.
 */
export const wirings: Readonly<Record<WiredProgram, Wiring>> = {
  codex: {
    name: 'Codex',
    agent: 'codex',
    steps:
      'Paste both lines into a terminal. The first one adds the connection. The second one starts Codex.',
    note: 'Start it with the second line each time. It works while this app is open. When the slip ends, remove the connection from Codex.',
  },
  'claude-code': {
    name: 'Claude Code',
    agent: 'claude',
    steps:
      'Paste both lines into a terminal. The first one adds the connection. The second one starts Claude Code.',
    note: 'Start it with the second line each time. It works while this app is open. When the slip ends, remove the connection from Claude Code.',
  },
  'claude-desktop': {
    name: 'Claude Desktop',
    agent: 'claude',
    steps: null,
    note: 'It has no safe way to hold the pass. Give it the prompt instead.',
  },
  openclaw: {
    name: 'OpenClaw',
    agent: 'openclaw',
    steps: null,
    note: 'We know of no safe way to connect it yet. Give it the prompt instead.',
  },
  cursor: {
    name: 'Cursor',
    agent: null,
    steps:
      'Put the first part into the file mcp.json of Cursor. Then start Cursor with the last line, in a terminal.',
    note: 'Start it with that line each time. Quit Cursor first if it is open. When the slip ends, take the first part out of mcp.json.',
  },
  'vs-code': {
    name: 'VS Code',
    agent: null,
    steps: null,
    note: 'It would ask you to paste the pass. Give it the prompt instead.',
  },
};

/** All programs for a slip, those of its own agent first. */
export function programsFor(agent: AgentId): readonly WiredProgram[] {
  const isOwn = (program: WiredProgram) => wirings[program].agent === agent;
  return [...wiredPrograms.filter(isOwn), ...wiredPrograms.filter((program) => !isOwn(program))];
}

/** The lines to copy for a program, and null where there are none. `url` is where the app listens on this computer. */
export function wiringText(
  program: WiredProgram,
  slip: { readonly id: string; readonly number: number },
  url: string,
  platform: Platform,
): string | null {
  const name = `permission-slip-${slip.number}`;
  const started = (command: string) => credentialCommand({ kind: 'local' }, slip.id, platform, command);
  switch (program) {
    case 'claude-code':
      return [
        `claude mcp add --transport http ${name} ${url}/mcp --header 'Authorization: ${bearerOf('PERMISSION_SLIP_PASS')}'`,
        started('claude'),
      ].join('\n');
    case 'codex':
      return [
        `codex mcp add ${name} --url ${url}/mcp --bearer-token-env-var PERMISSION_SLIP_PASS`,
        started('codex'),
      ].join('\n');
    case 'cursor': {
      const server = { url: `${url}/mcp`, headers: { Authorization: bearerOf('env:PERMISSION_SLIP_PASS') } };
      return [JSON.stringify({ mcpServers: { [name]: server } }, null, 2), '', started('cursor')].join('\n');
    }
    case 'claude-desktop':
    case 'vs-code':
    case 'openclaw':
      return null;
  }
}

/* The name of a variable, which the program puts the value in for. */
function bearerOf(name: string): string {
  return `Bearer \${${name}}`;
}
