import type {
  Asked,
  Form,
  FormPart,
  OwnRequest,
  PolicyScope,
  Refusal,
  Rule,
  Shown,
  Watch,
} from '../policy.ts';
import { fieldIn, isForm, jsonIn, partsOf } from './form-fields.ts';
import { anyText, bodyRefused, isFirstPage, line, objectIn, oneOf, paging, textIn } from './shapes.ts';
import { programRefusal, showPagesProgram, whatItReaches } from './worker-upload.ts';

const project = '/accounts/{account}/pages/projects/{project}';
const read = { method: 'GET', body: 'none', kind: 'read' } as const;
const siteName = ({ project: name }: PolicyScope) => `the Pages project ${name ?? ''}`;
const looks = (what: string) => (_asked: Asked, scope: PolicyScope) => `Looks at ${what}${siteName(scope)}.`;

/** A look at the slip's project. */
export const ownProject = ({ account, project: name }: PolicyScope): OwnRequest => ({
  method: 'GET',
  segments: ['accounts', account, 'pages', 'projects', name ?? ''],
});

/** Reading the slip's Pages project. A list of all projects is answered with the slip's own alone. */
export const projectReads: readonly Rule[] = [
  {
    ...read,
    id: 'pages.list',
    path: '/accounts/{account}/pages/projects',
    query: paging,
    says: looks(''),
    allows: 'GET /accounts/{account}/pages/projects (only the slip’s own)',
    instead: (_asked, scope) => ownProject(scope),
    narrow: (result, _scope, asked) => (isFirstPage(asked) ? [result] : []),
  },
  { ...read, id: 'pages.read', path: project, says: looks(''), allows: `GET ${project}` },
];

/** Reading past deployments and their logs. */
export const deploymentReads: readonly Rule[] = [
  {
    ...read,
    id: 'pages.deployments.list',
    path: `${project}/deployments`,
    query: {
      ...paging,
      env: oneOf('production', 'preview'),
      sort_by: anyText,
      sort_order: oneOf('asc', 'desc'),
    },
    says: looks('the deployments of '),
    allows: `GET ${project}/deployments`,
  },
  {
    ...read,
    id: 'pages.deployments.read',
    path: `${project}/deployments/{id}`,
    says: looks('a deployment of '),
    allows: `GET ${project}/deployments/{id}`,
  },
  {
    ...read,
    id: 'pages.deployments.logs',
    path: `${project}/deployments/{id}/history/logs`,
    query: { size: /^\d{1,9}$/ },
    says: looks('the log of a deployment of '),
    allows: `GET ${project}/deployments/{id}/history/logs`,
  },
];

/*
 * Bringing the files of a deployment. They lie at Cloudflare unseen until a deployment names them, and for that the owner
 * is asked; so these count as reading.
 */
const uploads: readonly Rule[] = [
  {
    ...read,
    id: 'pages.upload-token',
    path: `${project}/upload-token`,
    says: looks('where files can be brought for '),
    allows: `GET ${project}/upload-token`,
    upload: 'gives',
  },
  ...(['check-missing', 'upload', 'upsert-hashes'] as const).map(
    (step): Rule => ({
      id: `pages.assets.${step}`,
      method: 'POST',
      path: `/pages/assets/${step}`,
      body: 'stream',
      largest: 104_857_600,
      kind: 'read',
      says: looks('files that are brought for '),
      allows: `POST /pages/assets/${step}, with the pass of ${project}/upload-token`,
      upload: 'takes',
    }),
  ),
];

/* What wrangler sends, part by part. */
const plainParts = [
  'manifest',
  'branch',
  'commit_message',
  'commit_hash',
  'commit_dirty',
  'wrangler_config_hash',
  'pages_build_output_dir',
];
const ruleParts = ['_headers', '_redirects', '_routes.json', 'functions-filepath-routing-config.json'];
const programParts = ['_worker.js', '_worker.bundle'];
const longestManifest = 4_000_000;

/* Cloudflare may pass over a field that comes as a file, or read another text in one of another type. */
function isPlain({ fileName, type, text, size }: FormPart): boolean {
  const isText = type === null || /^text\/plain(?:; ?charset=utf-8)?$/.test(type);
  return fileName === null && isText && text !== null && size <= longestManifest;
}

function deployLimits(asked: Asked): Refusal | null {
  /* Without a body, Cloudflare builds the site anew from its code. */
  if (asked.body === undefined) return null;
  if (!isForm(asked.body)) return bodyRefused('A deployment is sent as multipart/form-data.');
  const known = [...plainParts, ...ruleParts, ...programParts];
  for (const [name, part] of partsOf(asked)) {
    if (!known.includes(name)) return bodyRefused(`A deployment has no part ${name.slice(0, 60)}.`);
    if (plainParts.includes(name) && !isPlain(part)) {
      return bodyRefused(`The part ${name} must be plain text.`);
    }
  }
  const branch = fieldIn(asked, 'branch') ?? '';
  if (branch !== branch.trim() || !anyText.test(branch)) {
    return bodyRefused('The branch must be a plain name.');
  }
  const manifest = partsOf(asked).get('manifest');
  if (manifest !== undefined && jsonIn(manifest) === null) {
    return bodyRefused('The manifest is not plain JSON.');
  }
  return programLimits(partsOf(asked));
}

/* A bundle is a form of its own, which says what the program may use: databases, stores and Workers of the whole account. */
function programLimits(parts: Form['parts']): Refusal | null {
  const [script, bundle] = [parts.get('_worker.js'), parts.get('_worker.bundle')];
  if (script !== undefined && (script.parts !== null || script.type?.startsWith('multipart/'))) {
    return bodyRefused('The part _worker.js must be one program.');
  }
  if (bundle === undefined) return null;
  if (script !== undefined) return bodyRefused('A deployment has one program, so send one part with it.');
  return bundle.parts === null
    ? bodyRefused(
        'The part _worker.bundle can’t be read. Send it as wrangler does, with at most 20,000 modules.',
      )
    : programRefusal(bundle.parts);
}

const none: Form['parts'] = new Map();

/** Whether a deployment goes live, as far as the project is known; a branch that is not named is the live one. */
function goesLive(asked: Asked, before: unknown): boolean | null {
  const branch = fieldIn(asked, 'branch');
  const live = textIn(before, 'production_branch');
  if (branch === null || branch === '') return true;
  return live === null ? null : branch === live;
}

function plannedDeployment(asked: Asked, before: unknown): readonly Shown[] {
  const branch = fieldIn(asked, 'branch') ?? '';
  const live = goesLive(asked, before);
  const files = jsonIn(partsOf(asked).get('manifest'));
  const programs = programParts.filter((name) => partsOf(asked).has(name));
  const rules = ruleParts.filter((name) => partsOf(asked).has(name));
  const message = fieldIn(asked, 'commit_message') ?? '';
  return [
    {
      label: 'Where it is seen',
      value:
        live === false
          ? `On a preview address only (${branch})`
          : live === null
            ? `On the live website or a preview (${branch})`
            : 'On the live website',
    },
    line('Live version', live === false ? liveVersion(before) : 'This new one'),
    files === null
      ? { label: 'Files', value: 'Built anew from your code' }
      : line('Files', String(Object.keys(files).length)),
    ...(programs.length === 0
      ? []
      : [
          line('With a program', programs.join(', ')),
          ...showPagesProgram(partsOf(asked).get('_worker.bundle')?.parts ?? none),
        ]),
    ...(rules.length === 0 ? [] : [line('With rules', rules.join(', '))]),
    ...(message === '' ? [] : [line('Note', message)]),
  ];
}

/** The version that visitors get, in one line. */
function liveVersion(result: unknown): string {
  const live = objectIn(objectIn(result).canonical_deployment);
  const id = textIn(live, 'id');
  if (id === null) return 'None yet';
  const at = (textIn(live, 'created_on') ?? '').slice(0, 16).replace('T', ' ');
  const note = textIn(objectIn(objectIn(live.deployment_trigger).metadata), 'commit_message') ?? '';
  return `${id.slice(0, 8)}${at === '' ? '' : ` of ${at}`}${note === '' ? '' : `, “${note}”`}`;
}

const liveId = (result: unknown) => textIn(objectIn(objectIn(result).canonical_deployment), 'id');

/* The project is looked at before and after: its live deployment is what visitors see, and what is gone back to. */
const projectWatch = (
  planned: Watch['planned'],
  isLive: (asked: Asked, before: unknown) => boolean,
): Watch => ({
  read: ({ target }) => ({ method: 'GET', segments: target.segments.slice(0, 5) }),
  show: (result) => [line('Live version', liveVersion(result))],
  readsPart: true,
  planned,
  limits: (before) => (before === null ? bodyRefused('There is no such project.') : null),
  /* A preview, or a step of the deployment's own, is no other live version. */
  same: liveId,
  canUndo: (asked, before) => liveId(before) !== null && isLive(asked, before),
  undo: ({ target }, before, after) => {
    const [old, now] = [liveId(before), liveId(after)];
    if (old === null || now === null || old === now) return null;
    return { method: 'POST', segments: [...target.segments.slice(0, 5), 'deployments', old, 'rollback'] };
  },
});

const other = ({ target }: Asked) => (target.segments[6] ?? '').slice(0, 8);

/** Publishing: deploying, trying a deployment again, going back to an earlier one. */
export const deploymentChanges: readonly Rule[] = [
  ...uploads,
  {
    id: 'pages.deploy',
    method: 'POST',
    path: `${project}/deployments`,
    body: 'form',
    largest: 67_108_864,
    kind: 'change',
    says: (asked, scope) =>
      fieldIn(asked, 'branch') === null
        ? `Puts a new version of ${siteName(scope)} on the live website.`
        : `Publishes a new version of ${siteName(scope)}.`,
    allows: `POST ${project}/deployments: deploy`,
    limits: deployLimits,
    alikeBy: ['Where it is seen', 'With a program', ...whatItReaches],
    watch: projectWatch(plannedDeployment, (asked, before) => goesLive(asked, before) === true),
  },
  {
    id: 'pages.retry',
    method: 'POST',
    path: `${project}/deployments/{id}/retry`,
    body: 'none',
    kind: 'change',
    says: (_asked, scope) => `Tries a deployment of ${siteName(scope)} again.`,
    allows: `POST ${project}/deployments/{id}/retry`,
    /* It may have been a preview, and nothing that is looked at says so. */
    watch: projectWatch(
      (asked) => [line('Live version', `${other(asked)}, tried again, if it was for the live website`)],
      () => false,
    ),
  },
  {
    id: 'pages.rollback',
    method: 'POST',
    path: `${project}/deployments/{id}/rollback`,
    body: 'none',
    kind: 'change',
    says: (_asked, scope) => `Puts an earlier version of ${siteName(scope)} back on the live website.`,
    allows: `POST ${project}/deployments/{id}/rollback`,
    watch: projectWatch(
      (asked) => [line('Live version', `${other(asked)}, the earlier one`)],
      ({ target }, before) => target.segments[6] !== liveId(before),
    ),
  },
];
