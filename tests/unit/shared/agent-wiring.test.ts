import { describe, expect, it } from 'vitest';
import { programsFor, wiredPrograms, wirings, wiringText } from '../../../shared/agent-wiring.ts';

const slip = { id: 'slip-aaaaaaaaaaaaaaaa', number: 7 };
const text = (program: (typeof wiredPrograms)[number], platform: 'linux' | 'win32' = 'linux') =>
  wiringText(program, slip, 'http://127.0.0.1:20123', platform);

describe('the lines that connect a program', () => {
  it.each(wiredPrograms)('are there for %s exactly where there are steps', (program) => {
    expect(text(program) === null).toBe(wirings[program].steps === null);
  });

  it('name the address, and the variable that holds the pass', () => {
    expect(text('codex')).toContain(
      'codex mcp add permission-slip-7 --url http://127.0.0.1:20123/mcp --bearer-token-env-var PERMISSION_SLIP_PASS',
    );
    expect(text('claude-code')).toMatch(/--header 'Authorization: Bearer \$\{PERMISSION_SLIP_PASS\}'/);
    expect(text('cursor')).toMatch(/"Authorization": "Bearer \$\{env:PERMISSION_SLIP_PASS\}"/);
  });

  it.each(wiredPrograms)('never name a variable that may hold a token of the owner’s, for %s', (program) => {
    expect(text(program) ?? '').not.toContain('CLOUDFLARE_');
  });

  it('stand in the order of the agents, after those of the slip’s own', () => {
    expect(programsFor('codex')).toEqual(wiredPrograms);
    expect(programsFor('claude').slice(0, 3)).toEqual(['claude-code', 'claude-desktop', 'codex']);
    expect(programsFor('openclaw').slice(0, 2)).toEqual(['openclaw', 'codex']);
    expect(programsFor('other')).toEqual(wiredPrograms);
  });

  it('come with a word on how to take them out again', () => {
    for (const { steps, note } of Object.values(wirings)) {
      expect(note.includes('When the slip ends')).toBe(steps !== null);
    }
  });

  it('start the program with the route’s file, as each system does', () => {
    expect(text('claude-code')).toContain('/.permission-slip/routes/slip-aaaaaaaaaaaaaaaa.env"');
    expect(text('codex', 'win32')).toContain('Get-Content -LiteralPath');
  });
});
