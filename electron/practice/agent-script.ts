import type { JobId } from '../../shared/catalogue/jobs.ts';
import { zoneOf } from '../../shared/place.ts';
import { listIn, objectIn, textIn } from '../../shared/policy/rules/shapes.ts';
import type { PracticeStepKind } from '../../shared/practice-run.ts';
import type { Slip } from '../../shared/slip.ts';
import { places } from './seed/places.ts';

/** A request of the practice agent's, below `/client/v4`. */
export type ScriptRequest = { readonly method: string; readonly path: string; readonly body?: unknown };

/** One step of a script. */
export type ScriptStep = {
  /** For the owner, beginning with a verb. */
  readonly says: string;
  readonly kind: PracticeStepKind;
  /** Given the `result` of what was looked at last; null where that leaves nothing to do. */
  readonly request: (seen: unknown) => ScriptRequest | null;
};

/** Where a slip is good for, as its script needs it. */
type Where = {
  readonly zone: string;
  readonly site: string;
  /** A hostname and a path that the slip is good for. */
  readonly host: string;
  readonly path: string;
  readonly account: string;
  /** The path of the Pages project. */
  readonly project: string;
  readonly access: Slip['access'];
};

const look = (says: string, path: string): ScriptStep => ({
  says,
  kind: 'look',
  request: () => ({ method: 'GET', path }),
});
const beyond = (says: string, method: string, path: string, body?: unknown): ScriptStep => ({
  says,
  kind: 'beyond',
  request: () => ({ method, path, body }),
});
const change = (says: string, request: ScriptStep['request']): ScriptStep => ({
  says,
  kind: 'change',
  request,
});

/** Reserved for documentation, so that it is nobody's computer. */
const newAddress = '198.51.100.1';

/** What the practice agent does with a slip: it looks, tries what is not allowed, and asks for the change of the job. */
export function scriptOf(slip: Slip): readonly ScriptStep[] {
  const { place, access } = slip;
  const zone = zoneOf(place);
  const site = zone?.name ?? '';
  const where: Where = {
    zone: `/zones/${zone?.id ?? ''}`,
    site,
    host: place.hostname ?? site,
    path: place.path ?? '/',
    account: `/accounts/${place.account.id}`,
    project: `/accounts/${place.account.id}/pages/projects/${place.pagesProject ?? ''}`,
    access,
  };
  const first =
    zone === null
      ? look('Looks at the account of its slip.', where.account)
      : look(`Looks at the website ${site}.`, where.zone);
  const job =
    typeof slip.job === 'string' && (zone !== null || slip.job === 'pages-project') ? slip.job : null;
  return [first, ...elsewhere(slip), ...(job === null ? [] : ofJob[job](where))];
}

/* What is beside the slip: another website, another project, or else the people of the account. */
function elsewhere({ place }: Slip): readonly ScriptStep[] {
  const zone = zoneOf(place);
  if (zone !== null) {
    const other = Object.values(places.zones).find(({ id }) => id !== zone.id) ?? places.zones.cakeshop;
    return [
      beyond(`Tries to look at your other website, ${other.name}.`, 'GET', `/zones/${other.id}/dns_records`),
    ];
  }
  const account = `/accounts/${place.account.id}`;
  const project = Object.values(places.projects).find((name) => name !== place.pagesProject);
  if (place.pagesProject === null || project === undefined) {
    return [beyond('Tries to see who works in your account.', 'GET', `${account}/members`)];
  }
  const path = `${account}/pages/projects/${project}`;
  return [beyond(`Tries to look at your other project, ${project}.`, 'GET', path)];
}

/** One script a job. */
const ofJob: Readonly<Record<JobId, (where: Where) => readonly ScriptStep[]>> = {
  'purge-pages': ({ zone, host, path }) => [
    beyond('Tries to clear everything at once.', 'POST', `${zone}/purge_cache`, { purge_everything: true }),
    change(`Asks to clear the saved copy of ${host}${path}.`, () => ({
      method: 'POST',
      path: `${zone}/purge_cache`,
      body: { files: [`https://${host}${path}`] },
    })),
  ],
  'change-dns': ({ zone, site, host }) => [
    look(`Looks at the DNS records of ${site}.`, `${zone}/dns_records?per_page=100`),
    change('Asks to send one name of the website to another address.', (seen) => {
      const records = listIn(seen).filter((record) => textIn(record, 'type') === 'A');
      const one = records.find((record) => textIn(record, 'name') === host) ?? records[0];
      if (one === undefined) return null;
      const path = `${zone}/dns_records/${textIn(one, 'id') ?? ''}`;
      return { method: 'PATCH', path, body: { content: newAddress } };
    }),
  ],
  audit: ({ zone, site }) => [
    look(`Looks at the settings of ${site}.`, `${zone}/settings`),
    look(`Looks at the DNS records of ${site}.`, `${zone}/dns_records?per_page=100`),
    beyond('Tries to change a setting, though its slip is for looking.', 'PATCH', `${zone}/settings/ssl`, {
      value: 'off',
    }),
  ],
  'pages-project': ({ project, access }) => [
    look('Looks at what was published so far.', `${project}/deployments`),
    access === 'change'
      ? change('Asks to put the version from before back on the live website.', (seen) => {
          const id = earlierVersion(seen);
          return id === null ? null : { method: 'POST', path: `${project}/deployments/${id}/rollback` };
        })
      : tries('Tries to put an earlier version back, though its slip is for looking.', (seen) => {
          const id = earlierVersion(seen);
          return id === null ? null : { method: 'POST', path: `${project}/deployments/${id}/rollback` };
        }),
  ],
  analytics: ({ zone, site }) => [
    {
      says: `Looks at the visits of ${site}.`,
      kind: 'look',
      request: () => ({ method: 'POST', path: '/graphql', body: { query: visits(zone) } }),
    },
    beyond('Tries to clear everything at once.', 'POST', `${zone}/purge_cache`, { purge_everything: true }),
  ],
  bots: ({ zone, site }) => [
    look(`Looks at which bots may visit ${site}.`, `${zone}/bot_management`),
    beyond('Tries to let all bots in, though its slip is for looking.', 'PUT', `${zone}/bot_management`, {
      fight_mode: false,
    }),
  ],
  'pages-domain': ({ zone, project, host, site }) => [
    look('Looks at the names of the project.', `${project}/domains`),
    beyond('Tries to remove the whole project.', 'DELETE', project),
    change(`Asks to put ${host === site ? `practice.${site}` : host} on the project.`, () => ({
      method: 'POST',
      path: `${project}/domains`,
      body: { name: host === site ? `practice.${site}` : host },
    })),
    look(`Looks at the website ${site} again.`, zone),
  ],
  'cache-rules': (where) => rulesOf(where, 'http_request_cache_settings', 'cache rule'),
  redirects: (where) => rulesOf(where, 'http_request_dynamic_redirect', 'redirect'),
  'deploy-worker': ({ zone, account, host }) => [
    look('Looks at the Workers of your account.', `${account}/workers/scripts`),
    change(`Asks to send visitors of ${host}/practice to a Worker.`, (seen) => {
      const script = textIn(listIn(seen)[0], 'id');
      if (script === null) return null;
      const body = { pattern: `${host}/practice/*`, script };
      return { method: 'POST', path: `${zone}/workers/routes`, body };
    }),
  ],
};

const tries = (says: string, request: ScriptStep['request']): ScriptStep => ({
  says,
  kind: 'beyond',
  request,
});

/* The last version but one that went live. */
function earlierVersion(seen: unknown): string | null {
  const live = listIn(seen)
    .filter((one) => textIn(one, 'environment') === 'production')
    .filter((one) => textIn(objectIn(one.latest_stage), 'status') === 'success');
  return textIn(live[1], 'id');
}

function visits(zone: string): string {
  const tag = zone.slice('/zones/'.length);
  return `{ viewer { zones(filter: { zoneTag: "${tag}" }) { httpRequests1dGroups(limit: 7) { sum { requests } } } } }`;
}

function rulesOf({ zone, access }: Where, phase: string, word: string): readonly ScriptStep[] {
  const switchOff: ScriptStep['request'] = (seen) => {
    const ruleset = textIn(seen, 'id');
    const rule = listIn(objectIn(seen).rules)[0];
    const id = textIn(rule, 'id');
    if (ruleset === null || id === null) return null;
    const body = { ...rule, enabled: false };
    return { method: 'PATCH', path: `${zone}/rulesets/${ruleset}/rules/${id}`, body };
  };
  return [
    look(`Looks at each ${word} of the website.`, `${zone}/rulesets/phases/${phase}/entrypoint`),
    access === 'change'
      ? change(`Asks to switch the first ${word} off.`, switchOff)
      : tries(`Tries to switch a ${word} off, though its slip is for looking.`, switchOff),
  ];
}
