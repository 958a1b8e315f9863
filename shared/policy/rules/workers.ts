import { z } from 'zod';
import type { Asked, Rule, Shown, Watch } from '../policy.ts';
import { bodyAs, line, listIn, objectIn, oneOf, shapeRefusal, textIn } from './shapes.ts';
import {
  inOneLine,
  observability,
  setsAllVersions,
  showLogReaders,
  showUpload,
  updateStrategy,
  uploadLimits,
  whatItReaches,
} from './worker-upload.ts';

const scripts = '/accounts/{account}/workers/scripts';
const script = `${scripts}/{script}`;
const service = '/accounts/{account}/workers/services/{script}';
const read = { method: 'GET', body: 'none', kind: 'read' } as const;

/** The Worker that a request is about: the fifth step of every path below. */
const workerIn = ({ target }: Asked) => target.segments[4] ?? '';
const looks = (what: string) => (asked: Asked) => `Looks at ${what} of the Worker ${workerIn(asked)}.`;

const parts = [
  ['source', script, 'the program'],
  ['settings', `${script}/settings`, 'the settings'],
  ['subdomain', `${script}/subdomain`, 'the address'],
  ['schedules', `${script}/schedules`, 'the times'],
  ['secret-names', `${script}/secrets`, 'the names of the secrets'],
  ['versions.read', `${script}/versions/{id}`, 'a version'],
  ['service', service, 'the entry'],
  ['environment', `${service}/environments/{environment}`, 'the entry'],
  ['entry', '/accounts/{account}/workers/workers/{script}', 'the entry'],
] as const;

/** Reading Workers: what command lines look at before and after a deployment. */
export const workerReads: readonly Rule[] = [
  {
    ...read,
    id: 'workers.list',
    path: scripts,
    says: () => 'Looks at the names of your Workers.',
    allows: `GET ${scripts}`,
  },
  {
    ...read,
    id: 'workers.account-subdomain',
    path: '/accounts/{account}/workers/subdomain',
    says: () => 'Looks at the address of your Workers.',
    allows: 'GET /accounts/{account}/workers/subdomain',
  },
  ...parts.map(
    ([id, path, what]): Rule => ({
      ...read,
      id: `workers.${id}`,
      path,
      says: looks(what),
      allows: `GET ${path}`,
    }),
  ),
  {
    ...read,
    id: 'workers.versions.list',
    path: `${script}/versions`,
    query: { deployable: oneOf('true', 'false'), page: /^\d{1,6}$/, per_page: /^\d{1,5}$/ },
    says: looks('the versions'),
    allows: `GET ${script}/versions`,
  },
  {
    ...read,
    id: 'workers.deployments.list',
    path: `${script}/deployments`,
    says: looks('the deployments'),
    allows: `GET ${script}/deployments`,
  },
];

/** The largest upload of a Worker, in bytes. */
const largestUpload = 67_108_864;

const versionId = z.string().regex(/^[0-9a-f-]{32,36}$/);
const deployment = z.strictObject({
  strategy: z.literal('percentage').optional(),
  versions: z
    .array(z.strictObject({ version_id: versionId, percentage: z.number().min(0).max(100) }))
    .min(1)
    .max(2),
  annotations: z.record(z.string().max(60), z.string().max(500)).optional(),
  code_update_strategy: updateStrategy.optional(),
});

const latest = (result: unknown) => listIn(objectIn(result).deployments)[0] ?? {};

function sharesOf(one: unknown): string {
  const versions = listIn(objectIn(one).versions);
  const shares = versions.map(
    (version) => `${(textIn(version, 'version_id') ?? '?').slice(0, 8)} for ${String(version.percentage)} %`,
  );
  return shares.join(', ');
}

function plannedDeployment(asked: Asked): readonly Shown[] {
  const sent = bodyAs(deployment, asked);
  const rest = [
    ['Note', inOneLine(sent?.annotations)],
    ['How it takes over', inOneLine(sent?.code_update_strategy)],
    ['Against Cloudflare’s warning', asked.target.query.get('force') === 'true' ? 'Yes' : undefined],
  ] as const;
  return [
    line('Live version', sharesOf(sent)),
    ...rest.flatMap(([label, value]) => (value === undefined ? [] : [line(label, value)])),
  ];
}

const deploymentsOf = ({ target }: Asked) => [...target.segments.slice(0, 5), 'deployments'];

/* What was sent may set more than a version, and that does not come back with the versions of before. */
const versionsBefore = (asked: Asked, before: unknown) =>
  setsAllVersions(asked) ? [] : listIn(latest(before).versions);

/* The live deployment is looked at before and after; going back means deploying the versions of before again. */
const liveWatch: Omit<Watch, 'planned'> = {
  read: (asked: Asked) => ({ method: 'GET', segments: deploymentsOf(asked) }),
  show: (result: unknown) => [line('Live version', sharesOf(latest(result)))],
  readsPart: true,
  canUndo: (asked: Asked, before: unknown) => versionsBefore(asked, before).length > 0,
  undo: (asked: Asked, before: unknown) => {
    const versions = versionsBefore(asked, before).map(({ version_id, percentage }) => ({
      version_id,
      percentage,
    }));
    if (versions.length === 0) return null;
    return { method: 'POST', segments: deploymentsOf(asked), body: { strategy: 'percentage', versions } };
  },
};

const subdomain = z.strictObject({ enabled: z.boolean(), previews_enabled: z.boolean().optional() });
const scriptSettings = z
  .strictObject({
    logpush: z.boolean(),
    observability: observability.nullable(),
    tags: z.array(z.string().max(200)).max(20).nullable(),
    tail_consumers: z.null().or(z.array(z.never())),
    streaming_tail_consumers: z.null().or(z.array(z.never())),
  })
  .partial();

/** Publishing a Worker. Which one the task means stands on the card, since no slip names it. */
export const workerChanges: readonly Rule[] = [
  {
    id: 'workers.versions.upload',
    method: 'POST',
    path: `${script}/versions`,
    query: { bindings_inherit: oneOf('strict') },
    body: 'form',
    largest: largestUpload,
    kind: 'change',
    says: (asked) =>
      `Brings a version of the Worker ${workerIn(asked)} that is not live yet, but runs for whoever knows its address.`,
    allows: `POST ${script}/versions: bring a version that is not live yet`,
    limits: uploadLimits,
    alikeBy: whatItReaches,
    /* A version that is not live may run all the same, at a preview address and with what the live one may use. */
    watch: {
      read: () => null,
      show: () => [],
      planned: (asked) => [
        line('Where it is seen', 'By whoever knows its address; not on the live Worker'),
        ...showUpload(asked),
      ],
    },
  },
  {
    id: 'workers.deploy',
    method: 'PUT',
    path: script,
    query: { excludeScript: oneOf('true', 'false'), bindings_inherit: oneOf('strict') },
    body: 'form',
    largest: largestUpload,
    kind: 'change',
    says: (asked) => `Puts a new version of the Worker ${workerIn(asked)} live.`,
    allows: `PUT ${script}: bring a Worker and put it live`,
    limits: uploadLimits,
    alikeBy: whatItReaches,
    watch: { ...liveWatch, planned: (asked) => [line('Live version', 'This new one'), ...showUpload(asked)] },
  },
  {
    id: 'workers.deployments.add',
    method: 'POST',
    path: `${script}/deployments`,
    query: { force: oneOf('true', 'false') },
    body: 'json',
    kind: 'change',
    says: (asked) => `Puts another version of the Worker ${workerIn(asked)} live.`,
    allows: `POST ${script}/deployments: put a version live`,
    limits: ({ body }) => shapeRefusal(deployment, body),
    alikeBy: null,
    watch: { ...liveWatch, planned: plannedDeployment },
  },
  {
    id: 'workers.subdomain.set',
    method: 'POST',
    path: `${script}/subdomain`,
    body: 'json',
    kind: 'change',
    says: (asked) => `Sets whether the Worker ${workerIn(asked)} has an address of its own.`,
    allows: `POST ${script}/subdomain`,
    limits: ({ body }) => shapeRefusal(subdomain, body),
    alikeBy: null,
    watch: {
      read: ({ target }) => ({ method: 'GET', segments: target.segments }),
      show: showSubdomain,
      planned: (asked, before) => showSubdomain({ ...objectIn(before), ...bodyAs(subdomain, asked) }),
      undo: ({ target }, before) => {
        const { enabled, previews_enabled } = objectIn(before);
        return typeof enabled === 'boolean'
          ? {
              method: 'POST',
              segments: target.segments,
              body: { enabled, previews_enabled: previews_enabled === true },
            }
          : null;
      },
    },
  },
  {
    id: 'workers.script-settings',
    method: 'PATCH',
    path: `${script}/script-settings`,
    body: 'json',
    kind: 'change',
    says: (asked) => `Sets what is written down about the Worker ${workerIn(asked)}.`,
    allows: `PATCH ${script}/script-settings: logs and tags`,
    limits: ({ body }) => shapeRefusal(scriptSettings, body),
    alikeBy: whatItReaches,
    watch: {
      read: () => null,
      show: () => [],
      planned: (asked) => showSettings(bodyAs(scriptSettings, asked) ?? {}),
    },
  },
];

function showSubdomain(result: unknown): readonly Shown[] {
  const { enabled, previews_enabled } = objectIn(result);
  return [
    line('On its own address', enabled === true),
    line('Each version on an address', previews_enabled === true),
  ];
}

function showSettings(sent: z.infer<typeof scriptSettings>): readonly Shown[] {
  const { logpush, observability: logs, tags } = sent;
  return [
    ...(logpush === undefined ? [] : [line('Sends its logs away', logpush)]),
    ...(logs === undefined ? [] : [line('Keeps its logs', logs?.enabled === true)]),
    ...(typeof logs?.head_sampling_rate === 'number'
      ? [line('Share of its logs', logs.head_sampling_rate)]
      : []),
    ...(tags === undefined ? [] : [line('Labels', (tags ?? []).join(', '))]),
    ...showLogReaders(sent),
  ];
}
