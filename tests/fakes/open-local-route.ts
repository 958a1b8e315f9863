import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { createRouteFiles } from '../../electron/adapters/route-files.ts';
import { systemClock } from '../../electron/adapters/system-clock.ts';
import type { OwnersGate } from '../../electron/broker/gate.ts';
import type { LocalServer } from '../../electron/core/ports.ts';
import { createPracticeCloudflare } from '../../electron/practice/practice-cloudflare.ts';
import { agentChanges } from '../../electron/shell/agent-changes.ts';
import { assembleBroker } from '../../electron/shell/assemble-broker.ts';
import { practiceUpstream } from '../../electron/shell/practice-upstream.ts';
import { practiceWeb } from '../../electron/shell/practice-web.ts';
import type { ApprovalCard } from '../../shared/approvals/card.ts';
import { credentialCommand } from '../../shared/credential-command.ts';
import { policyOf } from '../../shared/policy/policy-of.ts';
import { failed } from '../../shared/result.ts';
import type { SlipRequest } from '../../shared/wizard.ts';
import { countedLetters } from './counted-letters.ts';
import { noChanges } from './no-changes.ts';
import { openDesk } from './open-desk.ts';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** What a command of an agent printed, and how it ended. */
export type Ran = { readonly stdout: string; readonly stderr: string; readonly code: number };

/** The whole local route with real files and a real port, over the practice Cloudflare. */
export async function openLocalRoute() {
  const home = await mkdtemp(join(tmpdir(), 'slip-route-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const folder = join(home, 'data');
  const practice = createPracticeCloudflare({ now: () => new Date() });
  const random = countedLetters();
  let made: Awaited<ReturnType<typeof assembleBroker>> | null = null;
  const upstream = practiceUpstream(practice.baseUrl, practice.fetchLike);
  const web = practiceWeb(practice, () => new Date());
  const localServer: LocalServer = {
    open: async (port) => {
      made ??= await assembleBroker({
        folder,
        clock: systemClock,
        random,
        upstreams: { practice: upstream, cloudflare: upstream },
        routes: office.desk.agents.routes,
        tokens: office.desk.tokens,
        traffic: office.desk.traffic,
        show: (atWork) => office.desk.store.publish({ atWork }),
        activityDamaged: () => office.desk.store.tell({ code: 'activity-damaged' }),
        webs: { practice: web, cloudflare: web },
        jobDone: (slip) => office.desk.agents.jobDone(slip),
        asks: () => undefined,
      });
      return made.broker.open(port);
    },
    serves: async (slip) => policyOf(slip) !== null,
    agentChanges: {
      ...noChanges,
      list: async (slip) =>
        made === null ? [] : agentChanges(made, { clock: systemClock, random }).list(slip),
      undo: async (slip, id) =>
        made === null
          ? failed({ code: 'undo-impossible' })
          : agentChanges(made, { clock: systemClock, random }).undo(slip, id),
      activity: async () => (await made?.keeper.read()) ?? { isUntouched: true, lines: [] },
    },
    slipsChanged: () => made?.broker.sweep(),
    close: async () => {
      await made?.broker.close();
      await made?.keeper.close();
    },
  };
  const office = await openDesk({
    practice,
    random,
    ports: { localServer, routeFiles: createRouteFiles(home) },
  });
  onTestFinished(() => office.desk.close());

  return {
    office,
    practice,
    home,
    folder,
    gate: (): OwnersGate => {
      if (made === null) throw new Error('No slip has needed the broker yet.');
      return made.gate;
    },
    /** Makes a slip and its prompt; answers with its id. */
    makeSlip: async (request: SlipRequest): Promise<string> => {
      const issued = await office.call['slip:issue']({ request });
      if (!issued.ok) throw new Error(issued.problem.code);
      const prompt = await office.call['slip:prompt']({ id: issued.value.id });
      if (!prompt.ok) throw new Error(prompt.problem.code);
      return issued.value.id;
    },
    /** Runs a command as the prompt says. */
    runAs: (slip: string, command: string): Promise<Ran> => {
      const line = credentialCommand({ kind: 'local' }, slip, 'linux', command);
      const env = { PATH: process.env.PATH ?? '', HOME: home };
      return run('sh', ['-c', line], { env, cwd: root }).then(
        ({ stdout, stderr }) => ({ stdout, stderr, code: 0 }),
        (error: { readonly stdout: string; readonly stderr: string; readonly code: number }) => error,
      );
    },
    /** Everything that stands in the home and the data folder. */
    readAll: async (): Promise<string> => {
      const files = await readdir(home, { recursive: true, withFileTypes: true });
      const texts = files
        .filter((file) => file.isFile())
        .map((file) => readFile(join(file.parentPath, file.name), 'utf8'));
      return (await Promise.all(texts)).join('\n');
    },
  };
}

/**
 * An owner who answers each question as it comes, once it was on the screen long enough; of a plan they strike the given
 * lines.
 */
export function answering(
  gate: OwnersGate,
  say: (card: ApprovalCard) => 'allow' | 'deny',
  struck: readonly number[] = [],
): void {
  const look = () => {
    const [card] = gate.cards();
    if (card === undefined) return;
    if (say(card) === 'deny') gate.answer(card.id, { say: 'deny' });
    else if (card.armed) {
      gate.answer(card.id, card.asks.kind === 'plan' ? { say: 'allow-plan', struck } : { say: 'allow' });
    } else gate.look(card.id);
  };
  onTestFinished(gate.subscribe(() => setImmediate(look)));
}
