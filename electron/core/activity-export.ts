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
 * nothing of what was in it, and no name of its pass. It says whether the log is whole, or a line was changed or is missing.
 */
export async function saveActivity(parts: Parts, id: string): Promise<Answer<'agents:save-activity'>> {
  const slip = findSlip(parts.notebook, id);
  if (!slip.ok) return slip;
  const { isWhole, entries } = await parts.localServer.agentChanges.activity();
  const now = parts.clock.now().toISOString();
  const requests = entries
    .filter((entry) => entry.slip === id)
    .map(({ at, method, path, rule, status, outcome, bytes, ms }) => ({
      at,
      method,
      path,
      rule,
      status,
      outcome,
      bytes,
      ms,
    }));
  const whole = {
    format: 'permission-slip-activity',
    version: 1,
    exportedAt: now,
    slip: id,
    isWhole,
    requests,
  };
  const text = `${JSON.stringify(whole, null, 2)}\n`;
  /* A log that somebody wrote into is still not handed on with a token in it. */
  if (holdsToken(text)) return failed({ code: 'export-holds-secret' });
  const name = `what-the-agent-of-slip-${slip.value.number}-did-${now.slice(0, 10)}.json`;
  const saved = await parts.files.save(name, text);
  return saved.ok ? ok({ how: saved.value, isWhole }) : saved;
}
