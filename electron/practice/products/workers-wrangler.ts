import { z } from 'zod';
import { ok, refusal } from '../answers.ts';
import { accountRoute, type Call, type Route } from '../route.ts';
import type { Account, Worker } from '../state.ts';
import { addVersion, deployVersion, liveVersion } from './worker-versions.ts';

/* What `wrangler deploy` asks for around the upload of a Worker. */

/** The code of an upload: a plain script, or the main part of a form. */
export function sourceOf(call: Call): string {
  const source = call.form === null ? call.text : call.form.get(mainPart(call.form.get('metadata') ?? ''));
  if (source === undefined || source === '') throw refusal(400, 10021, 'The uploaded script is empty');
  return source;
}

const metadata = z.looseObject({ main_module: z.string().optional(), body_part: z.string().optional() });

function mainPart(text: string): string {
  try {
    const { main_module, body_part } = metadata.parse(JSON.parse(text));
    return main_module ?? body_part ?? 'script';
  } catch {
    throw refusal(400, 10021, 'The metadata of the upload is not valid JSON');
  }
}

function named(call: Call, account: Account): Worker {
  const worker = call.state.workers.find(
    (candidate) => candidate.accountId === account.id && candidate.name === call.params.script,
  );
  if (worker === undefined) throw refusal(404, 10090, 'This Worker does not exist on your account.');
  return worker;
}

const service = (worker: Worker) => ({
  id: worker.name,
  default_environment: {
    environment: 'production',
    created_on: worker.createdOn,
    modified_on: worker.modifiedOn,
    script: {
      id: worker.name,
      tag: liveVersion(worker).etag.slice(0, 32),
      etag: liveVersion(worker).etag,
      last_deployed_from: 'wrangler',
      created_on: worker.createdOn,
      modified_on: worker.modifiedOn,
    },
  },
  created_on: worker.createdOn,
  modified_on: worker.modifiedOn,
  environments: [{ environment: 'production', created_on: worker.createdOn, modified_on: worker.modifiedOn }],
});

const deployment = (call: Call, worker: Worker) => ({
  id: worker.liveVersion,
  source: 'wrangler',
  strategy: 'percentage',
  author_email: call.state.user.email,
  created_on: worker.modifiedOn,
  versions: [{ version_id: worker.liveVersion, percentage: 100 }],
});

const version = (worker: Worker, one: Worker['versions'][number]) => ({
  id: one.id,
  number: worker.versions.indexOf(one) + 1,
  startup_time_ms: 1,
  metadata: { created_on: one.createdOn, modified_on: one.createdOn, source: 'wrangler', hasPreview: false },
  resources: { script: { etag: one.etag, handlers: ['fetch'] }, bindings: [], script_runtime: {} },
});

const deploymentBody = z.looseObject({
  versions: z.array(z.looseObject({ version_id: z.string(), percentage: z.literal(100) })).length(1),
});

function deploy(call: Call, account: Account) {
  const worker = named(call, account);
  const sent = deploymentBody.safeParse(call.body);
  const [wanted] = sent.data?.versions ?? [];
  if (wanted === undefined) throw refusal(400, 10021, 'A deployment needs one version with 100 percent');
  if (!deployVersion(worker, wanted.version_id, call.now))
    throw refusal(404, 10012, 'This version does not exist');
  return ok(deployment(call, worker));
}

const read = ['workersScripts.read'] as const;
const edit = ['workersScripts.edit'] as const;
const script = '/workers/scripts/:script';

const subdomainBody = z.looseObject({
  enabled: z.boolean().optional(),
  previews_enabled: z.boolean().optional(),
});

/** The routes beside a Worker's code that wrangler needs for a deployment. */
export const workerSideRoutes: readonly Route[] = [
  accountRoute('GET', '/workers/services/:script', read, (call, account) =>
    ok(service(named(call, account))),
  ),
  accountRoute('GET', '/workers/services/:script/environments/production', read, (call, account) =>
    ok(service(named(call, account)).default_environment),
  ),
  accountRoute('GET', `${script}/settings`, read, (call, account) => {
    named(call, account);
    return ok({
      bindings: [],
      compatibility_date: '2026-01-01',
      compatibility_flags: [],
      usage_model: 'standard',
    });
  }),
  accountRoute('PATCH', `${script}/script-settings`, edit, (call, account) => {
    named(call, account);
    return ok({ logpush: false, tail_consumers: null, observability: { enabled: false } });
  }),
  // Needs the routes of all zones; wrangler then falls back to the routes of each zone, which a slip can hold.
  accountRoute('PUT', `${script}/routes`, [], () => ok([])),
  accountRoute('GET', '/workers/workers/:script', read, (call, account) => {
    const worker = named(call, account);
    return ok({ id: worker.name, name: worker.name, subdomain: { enabled: true, previews_enabled: false } });
  }),
  accountRoute('GET', `${script}/subdomain`, read, (call, account) => {
    named(call, account);
    return ok({ enabled: true, previews_enabled: false });
  }),
  accountRoute('POST', `${script}/subdomain`, edit, (call, account) => {
    named(call, account);
    const sent = subdomainBody.safeParse(call.body);
    return ok({
      enabled: sent.data?.enabled ?? true,
      previews_enabled: sent.data?.previews_enabled ?? false,
    });
  }),
  accountRoute('GET', `${script}/deployments`, read, (call, account) =>
    ok({ deployments: [deployment(call, named(call, account))] }),
  ),
  accountRoute('POST', `${script}/deployments`, edit, deploy),
  accountRoute('GET', `${script}/versions`, read, (call, account) => {
    const worker = named(call, account);
    return ok({ items: worker.versions.toReversed().map((one) => version(worker, one)) });
  }),
  accountRoute('GET', `${script}/versions/:version`, read, (call, account) => {
    const worker = named(call, account);
    const found = worker.versions.find((one) => one.id === call.params.version);
    if (found === undefined) throw refusal(404, 10012, 'This version does not exist');
    return ok(version(worker, found));
  }),
  accountRoute('POST', `${script}/versions`, edit, (call, account) => {
    const worker = named(call, account);
    return ok(version(worker, addVersion(worker, sourceOf(call), call.now)));
  }),
];
