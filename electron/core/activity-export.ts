import type { Answer } from '../../shared/ipc/contract.ts';
import { failed, ok } from '../../shared/result.ts';
import { holdsToken } from '../../shared/token-forms.ts';
import type { Notebook } from './notebook.ts';
import type { Clock, Files, LocalServer } from './ports.ts';
import { findSlip } from './slips.ts';

type Parts = {
  readonly notebook: Notebook;
  readonly localServer: Pick<LocalServer, 'agentChanges'>;
  readonly files: Files;
  readonly clock: Clock;
};

/**
 * Saves what the agent of a slip asked for as a file that the owner names: when, what kind of request, and how it ended;
 * nothing of what was in it, and no name of its pass. It says whether a line of the
 * log was changed or taken out, and where and how many requests found no room there.
 */
export async function saveActivity(parts: Parts, id: string): Promise<Answer<'agents:save-activity'>> {
  const slip = findSlip(parts.notebook, id);
  if (!slip.ok) return slip;
  const { isUntouched, lines } = await parts.localServer.agentChanges.activity();
  const now = parts.clock.now().toISOString();
  const own = lines.filter((line) => line.slip === id);
  const missing = own.reduce((sum, line) => ('missing' in line ? sum + line.missing : sum), 0);
  const requests = own.map((line) => {
    if ('missing' in line) return { at: line.at, missing: line.missing };
    const { at, method, path, rule, status, outcome, bytes, ms } = line;
    return { at, method, path, rule, status, outcome, bytes, ms };
  });
  const whole = {
    format: 'permission-slip-activity',
    version: 2,
    exportedAt: now,
    slip: id,
    isUntouched,
    missing,
    requests,
  };
  const text = `${JSON.stringify(whole, null, 2)}\n`;
  /* A log that somebody wrote into is still not handed on with a token in it. */
  if (holdsToken(text)) return failed({ code: 'export-holds-secret' });
  const name = `what-the-agent-of-slip-${slip.value.number}-did-${now.slice(0, 10)}.json`;
  const saved = await parts.files.save(name, text);
  return saved.ok ? ok({ how: saved.value, isUntouched, missing }) : saved;
}
