import { z } from 'zod';
import type { PracticeOutcome, PracticeStep, PracticeStepKind } from '../../shared/practice-run.ts';
import { baseUrlIn, passIn } from '../../shared/route-file.ts';
import type { Slip } from '../../shared/slip.ts';
import type { Clock, PracticeAgent, RouteFiles } from '../core/ports.ts';
import { type ScriptRequest, scriptOf } from './agent-script.ts';

type Parts = {
  readonly routeFiles: Pick<RouteFiles, 'read'>;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  /** How long a step is shown before the next begins, in milliseconds. */
  readonly paceMs: number;
};

type Route = { readonly url: string; readonly pass: string };

/** What came back: the status, Cloudflare's number of what was wrong, and what was asked for. */
type Came = { readonly status: number; readonly code: number | null; readonly result: unknown };

const answer = z.object({ result: z.unknown(), errors: z.array(z.object({ code: z.number() })).default([]) });

/**
 * A scripted agent for practising. It comes as any agent does: with what stands in the slip's route file, over HTTP to the
 * port of the local route. Nothing is made easier for it.
 */
export function createPracticeAgent(parts: Parts): PracticeAgent {
  return { run: (slip, tell, signal) => run(parts, slip, tell, signal) };
}

async function run(
  parts: Parts,
  slip: Slip,
  tell: (steps: readonly PracticeStep[]) => void,
  signal: AbortSignal,
): Promise<void> {
  const script = scriptOf(slip);
  let steps: readonly PracticeStep[] = script.map(({ says, kind }) => ({ says, kind, outcome: 'to-come' }));
  const note = (at: number, outcome: PracticeOutcome) => {
    steps = steps.map((step, index) => (index === at ? { ...step, outcome } : step));
    tell(steps);
  };
  tell(steps);
  let seen: unknown = null;
  for (const [at, { kind, request }] of script.entries()) {
    await parts.clock.wait(parts.paceMs, signal);
    if (signal.aborted) break;
    const asked = request(seen);
    if (asked === null) {
      note(at, 'skipped');
      continue;
    }
    note(at, kind === 'change' ? 'waits' : 'under-way');
    const came = await ask(parts, slip, asked, signal);
    if (signal.aborted) break;
    if (kind === 'look') seen = came?.result ?? null;
    note(at, came === null ? 'failed' : outcomeOf(kind, came));
  }
  if (!signal.aborted) return;
  const open: readonly PracticeOutcome[] = ['to-come', 'under-way', 'waits'];
  tell(steps.map((step) => (open.includes(step.outcome) ? { ...step, outcome: 'stopped' } : step)));
}

/* Null where there is no route or no answer. */
async function ask(
  { routeFiles, fetch }: Parts,
  slip: Slip,
  { method, path, body }: ScriptRequest,
  signal: AbortSignal,
): Promise<Came | null> {
  const route = routeIn(await routeFiles.read(slip.id));
  if (route === null) return null;
  try {
    const response = await fetch(`${route.url}${path}`, {
      method,
      signal,
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${route.pass}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const read = answer.safeParse(await response.json());
    const { status } = response;
    return read.success
      ? { status, code: read.data.errors[0]?.code ?? null, result: read.data.result }
      : { status, code: null, result: null };
  } catch {
    return null;
  }
}

function routeIn(text: string | null): Route | null {
  const [url, pass] = text === null ? [null, null] : [baseUrlIn(text), passIn(text)];
  return url === null || pass === null ? null : { url, pass };
}

/* The numbers that the local route says no with; any other comes from Cloudflare. */
const ownersNo = 940_310;
const noOwner = 940_311;
const isOwnNo = (code: number | null) => code !== null && code >= 940_000 && code < 950_000;

function outcomeOf(kind: PracticeStepKind, { status, code }: Came): PracticeOutcome {
  if (status < 300) return kind === 'change' ? 'changed' : 'passed';
  if (code === ownersNo) return 'denied';
  if (code === noOwner) return 'unanswered';
  return isOwnNo(code) ? 'refused' : 'failed';
}
