import { findRule } from '../../shared/policy/find-rule.ts';
import type { Asked, Refusal, Rule } from '../../shared/policy/policy.ts';
import { isRefusal, readTarget } from '../../shared/policy/read-target.ts';
import type { Clock } from '../core/ports.ts';
import { type ActivityEntry, type ActivityOutcome, type ActivitySink, plainSteps } from './activity.ts';
import type { Caller, Callers } from './callers.ts';
import type { Crowds } from './crowds.ts';
import type { Exchange } from './exchange.ts';
import type { McpParts } from './mcp/serve-mcp.ts';
import { ownAnswers } from './own-answers.ts';
import type { OwnZones } from './own-zones.ts';
import type { Changes, OwnAnswer, Plans } from './ports.ts';
import { carryOut } from './serve-change.ts';
import { planPath, servePlan } from './serve-plan.ts';
import { readOnly } from './serve-read.ts';
import { type BodyTaken, takeBody } from './take-body.ts';
import type { UploadJwts } from './upload-jwts.ts';

/** What serving a request needs. */
export type Service = {
  readonly callers: Callers;
  readonly uploads: UploadJwts;
  readonly crowds: Readonly<Record<'all' | 'uploads', Crowds>>;
  readonly zones: OwnZones;
  readonly changes: Changes;
  readonly plans: Plans | null;
  /** Null where nobody is served who speaks MCP. */
  readonly mcp: McpParts | null;
  readonly activity: ActivitySink;
  readonly clock: Clock;
};

/** Where an agent speaks MCP. */
const mcpPath = '/mcp';

/** What became of a request, for the activity. */
export type Served = {
  readonly outcome: ActivityOutcome;
  readonly rule: Rule | null;
  /** As `ActivityEntry` has it. */
  readonly path: string;
};

/** A request that its slip allows, as far as its rule goes. */
export type Allowed = { readonly caller: Caller; readonly rule: Rule; readonly asked: Asked };

/** Serves one request of whoever it came from. */
export async function serve(service: Service, exchange: Exchange): Promise<void> {
  const caller = await service.callers.identify(exchange.request, exchange.facts);
  if (caller === null) return exchange.own(ownAnswers.noPass);
  const { session } = caller;
  exchange.welcome(session.passId);
  const began = performance.now();
  service.activity.began(session);
  const served = await serveInTurn(service, exchange, caller).catch((): Served => {
    exchange.fail();
    return { outcome: 'failed', rule: null, path: '/' };
  });
  if (served === null) return service.activity.ended(session, null);
  const entry: ActivityEntry = {
    at: service.clock.now().toISOString(),
    slip: session.slip.id,
    pass: session.passId,
    rule: served.rule?.id ?? null,
    method: (exchange.request.method ?? '').slice(0, 10),
    path: served.path,
    status: exchange.status,
    /* A change that was sent is made, whether or not the agent waited for the answer. */
    outcome: exchange.isGone && served.outcome !== 'changed' ? 'gone' : served.outcome,
    bytes: exchange.sent,
    ms: Math.round(performance.now() - began),
  };
  service.activity.ended(session, entry);
}

async function serveInTurn(service: Service, exchange: Exchange, caller: Caller): Promise<Served | null> {
  const { all } = service.crowds;
  const { passId } = caller.session;
  if (!all.enters(passId)) return refuse(exchange, ownAnswers.tooManyAtOnce, null, '/');
  try {
    return await serveCaller(service, exchange, caller);
  } finally {
    all.leaves(passId);
  }
}

/* Null where what it led to is written down already. */
async function serveCaller(service: Service, exchange: Exchange, caller: Caller): Promise<Served | null> {
  const { facts, request } = exchange;
  if (facts.isFromBrowser) return refuse(exchange, ownAnswers.fromBrowser, null, '/');
  if (facts.isOdd || request.httpVersion !== '1.1') return refuse(exchange, ownAnswers.oddRequest, null, '/');
  const raw = request.url ?? '';
  if (raw === planPath && service.plans !== null) return servePlan(service.plans, exchange, caller);
  if (raw === mcpPath && service.mcp !== null) return mcpMessage(service.mcp, exchange, caller);
  const target = readTarget(request.method ?? '', raw);
  if (isRefusal(target)) return refuse(exchange, ofPolicy(target), null, '/');
  const path = plainSteps(target.segments);
  const rule = findRule(caller.session.policy, target);
  if (isRefusal(rule)) return refuse(exchange, ofPolicy(rule), null, path);
  if ((rule.upload === 'takes') !== (caller.upload !== null)) {
    return refuse(exchange, ownAnswers.wrongCredential, rule, rule.path);
  }
  const elsewhere = await service.zones.refusal(caller.session, target);
  if (elsewhere !== null) return refuse(exchange, elsewhere, rule, rule.path);
  const taken = await takeBody(exchange, rule);
  if (taken.kind === 'gone') return { outcome: 'gone', rule, path: rule.path };
  if (taken.kind === 'refused') return refuse(exchange, taken.own, rule, rule.path);
  const asked: Asked = { target, body: taken.kind === 'read' ? taken.value : undefined };
  const limit = rule.limits?.(asked, caller.session.policy.scope) ?? null;
  if (limit !== null) return refuse(exchange, ofPolicy(limit), rule, rule.path);
  const allowed: Allowed = { caller, rule, asked };
  if (taken.kind === 'stream') return serveUpload(service, exchange, allowed, taken);
  const outcome =
    rule.kind === 'read'
      ? await readOnly(service, exchange, allowed, taken)
      : await carryOut(service, exchange, allowed, taken);
  return { outcome, rule, path: rule.path };
}

/* What is passed on as it comes. */
async function serveUpload(
  service: Service,
  exchange: Exchange,
  allowed: Allowed,
  taken: Extract<BodyTaken, { kind: 'stream' }>,
): Promise<Served> {
  const { uploads } = service.crowds;
  const { caller, rule } = allowed;
  const { passId } = caller.session;
  if (!uploads.enters(passId)) return refuse(exchange, ownAnswers.tooManyAtOnce, rule, rule.path);
  try {
    return { outcome: await readOnly(service, exchange, allowed, taken), rule, path: rule.path };
  } finally {
    uploads.leaves(passId);
  }
}

/* The SDK of the protocol is loaded once the first agent speaks it. */
async function mcpMessage(parts: McpParts, exchange: Exchange, caller: Caller): Promise<Served | null> {
  if (caller.upload !== null) return refuse(exchange, ownAnswers.wrongCredential, null, mcpPath);
  const { serveMcp } = await import('./mcp/serve-mcp.ts');
  const noted = await serveMcp(parts, exchange, caller);
  if (noted === null) return null;
  const path = noted.tool === null ? mcpPath : `${mcpPath}/${noted.tool}`;
  return { outcome: noted.outcome, rule: null, path };
}

/** Refuses a request in the form of Cloudflare's errors. */
export function refuse(exchange: Exchange, own: OwnAnswer, rule: Rule | null, path: string): Served {
  exchange.own(own);
  return { outcome: 'refused', rule, path };
}

/** What the policy says no with, as an answer. */
export function ofPolicy(refusal: Refusal): OwnAnswer {
  const isForm = refusal.code === 'target-refused' || refusal.code === 'body-refused';
  return { status: isForm ? 400 : 403, code: isForm ? 940003 : 940304, says: refusal.says, refusal };
}
