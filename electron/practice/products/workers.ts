import { z } from 'zod';
import { ok, plainText, refusal } from '../answers.ts';
import { accountRoute, type Call, type Route, zoneRoute } from '../route.ts';
import type { Account, PracticeState, Worker, Zone } from '../state.ts';
import { newId } from '../token-values.ts';
import { addVersion, deployVersion, firstVersion, liveVersion } from './worker-versions.ts';
import { sourceOf, workerSideRoutes } from './workers-wrangler.ts';

const render = (worker: Worker) => ({
  id: worker.name,
  etag: liveVersion(worker).etag,
  handlers: ['fetch'],
  deployment_id: worker.liveVersion.replaceAll('-', ''),
  has_assets: false,
  has_modules: true,
  logpush: false,
  usage_model: 'standard',
  created_on: worker.createdOn,
  modified_on: worker.modifiedOn,
});

const inAccount = (call: Call, account: Account): Worker[] =>
  call.state.workers.filter((worker) => worker.accountId === account.id);

function named(call: Call, account: Account): Worker {
  const worker = inAccount(call, account).find((candidate) => candidate.name === call.params.script);
  if (worker === undefined) throw refusal(404, 10007, 'This Worker does not exist on your account.');
  return worker;
}

function upload(call: Call, account: Account) {
  const name = call.params.script ?? '';
  if (!/^[a-z0-9][a-z0-9_-]{0,62}$/.test(name)) throw refusal(400, 10016, 'Invalid Worker name');
  const source = sourceOf(call);
  const at = call.now.toISOString();
  const known = inAccount(call, account).find((worker) => worker.name === name);
  if (known !== undefined) {
    deployVersion(known, addVersion(known, source, call.now).id, call.now);
    return ok(render(known));
  }
  const worker: Worker = {
    accountId: account.id,
    name,
    createdOn: at,
    modifiedOn: at,
    ...firstVersion(source, at),
  };
  call.state.workers.push(worker);
  return ok(render(worker));
}

function remove(call: Call, account: Account) {
  const worker = named(call, account);
  call.state.workers.splice(call.state.workers.indexOf(worker), 1);
  return ok(null);
}

const routeBody = z.object({ pattern: z.string().min(1), script: z.string().nullish() });

function checkRoute(call: Call, zone: Zone, ownId: string | null) {
  const sent = routeBody.safeParse(call.body);
  if (!sent.success) throw refusal(400, 10000, 'A route needs a pattern');
  const { pattern, script } = sent.data;
  const host = /^(?:https?:\/\/)?(?:\*\.?)?([^/*]+)/.exec(pattern)?.[1] ?? '';
  if (host !== zone.name && !host.endsWith(`.${zone.name}`)) {
    throw refusal(400, 10022, 'Route pattern must include zone name');
  }
  const taken = call.state.workerRoutes.some((route) => route.pattern === pattern && route.id !== ownId);
  if (taken) throw refusal(409, 10020, 'A route with the same pattern already exists.');
  const exists = call.state.workers.some(
    (worker) => worker.accountId === zone.accountId && worker.name === script,
  );
  if (script != null && !exists) throw refusal(400, 10019, 'workers.api.error.script_not_found');
  return { pattern, script: script ?? null };
}

function routeNamed(call: Call, zone: Zone) {
  const route = call.state.workerRoutes.find(
    (candidate) => candidate.id === call.params.route_id && candidate.zoneId === zone.id,
  );
  if (route === undefined) throw refusal(404, 10009, 'workers.api.error.route_not_found');
  return route;
}

const renderRoute = ({ id, pattern, script }: PracticeState['workerRoutes'][number]) => ({
  id,
  pattern,
  ...(script === null ? {} : { script }),
});

/** Workers and the routes that lead to them. */
export const workerRoutes: readonly Route[] = [
  accountRoute('GET', '/workers/scripts', ['workersScripts.read'], (call, account) =>
    ok(inAccount(call, account).map(render)),
  ),
  accountRoute('GET', '/workers/subdomain', ['workersScripts.read'], (_call, account) =>
    ok({ subdomain: account.workersSubdomain }),
  ),
  accountRoute('GET', '/workers/scripts/:script', ['workersScripts.read'], (call, account) =>
    plainText(liveVersion(named(call, account)).source, 'application/javascript'),
  ),
  accountRoute('PUT', '/workers/scripts/:script', ['workersScripts.edit'], upload),
  ...workerSideRoutes,
  accountRoute('DELETE', '/workers/scripts/:script', ['workersScripts.edit'], remove),
  zoneRoute('GET', '/workers/routes', ['workersRoutes.read'], (call, zone) =>
    ok(call.state.workerRoutes.filter((route) => route.zoneId === zone.id).map(renderRoute)),
  ),
  zoneRoute('GET', '/workers/routes/:route_id', ['workersRoutes.read'], (call, zone) =>
    ok(renderRoute(routeNamed(call, zone))),
  ),
  zoneRoute('POST', '/workers/routes', ['workersRoutes.edit'], (call, zone) => {
    const route = { id: newId(), zoneId: zone.id, ...checkRoute(call, zone, null) };
    call.state.workerRoutes.push(route);
    return ok(renderRoute(route));
  }),
  zoneRoute('PUT', '/workers/routes/:route_id', ['workersRoutes.edit'], (call, zone) => {
    const route = routeNamed(call, zone);
    return ok(renderRoute(Object.assign(route, checkRoute(call, zone, route.id))));
  }),
  zoneRoute('DELETE', '/workers/routes/:route_id', ['workersRoutes.edit'], (call, zone) => {
    const route = routeNamed(call, zone);
    call.state.workerRoutes.splice(call.state.workerRoutes.indexOf(route), 1);
    return ok({ id: route.id });
  }),
];
