import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { PermissionKey } from '../../../shared/catalogue/permission-groups.ts';
import { ok, paged, refusal } from '../answers.ts';
import { accountRoute, type Call, type Route } from '../route.ts';
import { type Account, addressOf, type CustomDomain, type Deployment, type Project } from '../state.ts';
import { renderDeployment, renderDomain, renderProject } from './pages-view.ts';

const read: readonly PermissionKey[] = ['pages.read'];
const edit: readonly PermissionKey[] = ['pages.edit'];
const shortPages = { defaultSize: 10, maxSize: 25 };

function projectOf(call: Call, account: Account): Project {
  const project = call.state.projects.find(
    (candidate) => candidate.accountId === account.id && candidate.name === call.params.project,
  );
  if (project === undefined) {
    throw refusal(
      404,
      8000007,
      'Project not found. The specified project name does not match any of your existing projects.',
    );
  }
  return project;
}

function deploymentOf(call: Call, project: Project): Deployment {
  const deployment = project.deployments.find((candidate) => candidate.id === call.params.deployment);
  if (deployment === undefined)
    throw refusal(404, 8000009, 'The deployment ID you have specified does not exist.');
  return deployment;
}

function listProjects(call: Call, account: Account) {
  const projects = call.state.projects.filter((project) => project.accountId === account.id);
  return paged(projects, call.query, renderProject, shortPages);
}

function listDeployments(call: Call, account: Account) {
  const project = projectOf(call, account);
  const environment = call.query.get('env');
  const shown = project.deployments
    .filter((deployment) => environment === null || deployment.environment === environment)
    .toReversed();
  return paged(shown, call.query, (deployment) => renderDeployment(project, deployment), {
    defaultSize: 25,
    maxSize: 25,
  });
}

function deploy(project: Project, deployment: Deployment) {
  project.deployments.push(deployment);
  if (deployment.environment === 'production' && deployment.status === 'success') {
    project.canonicalDeploymentId = deployment.id;
  }
  return ok(renderDeployment(project, deployment));
}

const manifestShape = z.record(z.string(), z.string());

/** Reads the list of files of a direct upload; null when the site is built from its repository. */
function manifestOf(form: Call['form']): Record<string, string> | null {
  const text = form?.get('manifest');
  if (text === undefined) return null;
  try {
    return manifestShape.parse(JSON.parse(text));
  } catch {
    throw refusal(400, 8000004, 'The manifest is not valid JSON.');
  }
}

function createDeployment(call: Call, account: Account) {
  const project = projectOf(call, account);
  const manifest = manifestOf(call.form);
  if (manifest === null && project.repository === null) {
    throw refusal(400, 8000096, 'A "manifest" field was expected in the request body but was not provided.');
  }
  const missing = Object.values(manifest ?? {}).filter((hash) => !call.uploads.files.has(hash));
  if (missing.length > 0)
    throw refusal(400, 8000014, `${missing.length} files of the manifest were not uploaded.`);
  const field = (name: string): string | null => call.form?.get(name) || null;
  const branch = field('branch') ?? project.productionBranch;
  return deploy(project, {
    id: randomUUID(),
    environment: branch === project.productionBranch ? 'production' : 'preview',
    branch,
    commit: field('commit_hash') ?? randomBytes(20).toString('hex'),
    message: field('commit_message') ?? '',
    trigger: 'ad_hoc',
    status: 'success',
    files: Object.keys(manifest ?? {}).length,
    createdOn: call.now.toISOString(),
  });
}

function retry(call: Call, account: Account) {
  const project = projectOf(call, account);
  const old = deploymentOf(call, project);
  return deploy(project, { ...old, id: randomUUID(), status: 'success', createdOn: call.now.toISOString() });
}

function rollback(call: Call, account: Account) {
  const project = projectOf(call, account);
  const old = deploymentOf(call, project);
  if (old.environment !== 'production' || old.status !== 'success') {
    throw refusal(400, 8000039, 'Only a successful production deployment can be rolled back to.');
  }
  project.canonicalDeploymentId = old.id;
  return ok(renderDeployment(project, old));
}

function removeDeployment(call: Call, account: Account) {
  const project = projectOf(call, account);
  const deployment = deploymentOf(call, project);
  if (deployment.id === project.canonicalDeploymentId) {
    throw refusal(400, 8000034, 'The live deployment of a project cannot be deleted.');
  }
  project.deployments.splice(project.deployments.indexOf(deployment), 1);
  return ok(null);
}

function zoneTag(call: Call, account: Account, name: string): string | null {
  const zones = call.state.zones.filter((zone) => zone.accountId === account.id);
  return zones.find((zone) => name === zone.name || name.endsWith(`.${zone.name}`))?.id ?? null;
}

function domainOf(call: Call, project: Project): CustomDomain {
  const domain = project.domains.find((candidate) => candidate.name === call.params.domain);
  if (domain === undefined)
    throw refusal(404, 8000021, 'The custom domain you have specified does not exist.');
  return domain;
}

const domainName = z.object({
  name: z
    .string()
    .toLowerCase()
    .regex(/^([a-z0-9-]{1,63}\.)+[a-z]{2,63}$/),
});

function addDomain(call: Call, account: Account) {
  const project = projectOf(call, account);
  const sent = domainName.safeParse(call.body);
  if (!sent.success) throw refusal(400, 8000018, 'The domain name is not valid.');
  const { name } = sent.data;
  const taken = call.state.projects.some((other) => other.domains.some((domain) => domain.name === name));
  if (taken) throw refusal(409, 8000019, 'This domain is already in use by a project.');
  // No DNS record is made: whoever adds a domain has to point it at the project as well.
  const domain: CustomDomain = {
    id: randomUUID(),
    name,
    status: isPointedAt(call, project, name) ? 'active' : 'pending',
    createdOn: call.now.toISOString(),
  };
  project.domains.push(domain);
  return ok(renderDomain(domain, zoneTag(call, account, name)));
}

function isPointedAt(call: Call, project: Project, name: string): boolean {
  return call.state.dnsRecords.some(
    (record) => record.type === 'CNAME' && record.name === name && record.content === addressOf(project),
  );
}

/** Asks Cloudflare to look again whether the domain points at the project. */
function recheckDomain(call: Call, account: Account) {
  const project = projectOf(call, account);
  const domain = domainOf(call, project);
  domain.status = isPointedAt(call, project, domain.name) ? 'active' : 'pending';
  return ok(renderDomain(domain, zoneTag(call, account, domain.name)));
}

function removeDomain(call: Call, account: Account) {
  const project = projectOf(call, account);
  project.domains.splice(project.domains.indexOf(domainOf(call, project)), 1);
  return ok(null);
}

const hashes = z.object({ hashes: z.array(z.string()).max(20_000) });
const uploaded = z.array(z.looseObject({ key: z.string(), value: z.string() })).max(5000);

const uploadRoute = (path: string, handle: (call: Call) => ReturnType<typeof ok>): Route => ({
  method: 'POST',
  path: `/pages/assets${path}`,
  need: { on: 'upload' },
  refusal: 'product',
  handle,
});

function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw refusal(400, 8000000, 'The request body is not valid.');
  return parsed.data;
}

const project = '/pages/projects/:project';

/** Pages projects with their deployments and domains, and the upload of files. */
export const pagesRoutes: readonly Route[] = [
  accountRoute('GET', '/pages/projects', read, listProjects),
  accountRoute('GET', project, read, (call, account) => ok(renderProject(projectOf(call, account)))),
  accountRoute('GET', `${project}/deployments`, read, listDeployments),
  accountRoute('POST', `${project}/deployments`, edit, createDeployment),
  accountRoute('GET', `${project}/deployments/:deployment`, read, (call, account) => {
    const found = projectOf(call, account);
    return ok(renderDeployment(found, deploymentOf(call, found)));
  }),
  accountRoute('DELETE', `${project}/deployments/:deployment`, edit, removeDeployment),
  accountRoute('POST', `${project}/deployments/:deployment/retry`, edit, retry),
  accountRoute('POST', `${project}/deployments/:deployment/rollback`, edit, rollback),
  accountRoute('GET', `${project}/upload-token`, edit, (call, account) =>
    ok({ jwt: call.uploads.issue(call.token.id, projectOf(call, account).id, call.now) }),
  ),
  accountRoute('GET', `${project}/domains`, read, (call, account) =>
    paged(projectOf(call, account).domains, call.query, (domain) =>
      renderDomain(domain, zoneTag(call, account, domain.name)),
    ),
  ),
  accountRoute('POST', `${project}/domains`, edit, addDomain),
  accountRoute('GET', `${project}/domains/:domain`, read, (call, account) => {
    const domain = domainOf(call, projectOf(call, account));
    return ok(renderDomain(domain, zoneTag(call, account, domain.name)));
  }),
  accountRoute('PATCH', `${project}/domains/:domain`, edit, recheckDomain),
  accountRoute('DELETE', `${project}/domains/:domain`, edit, removeDomain),
  uploadRoute('/check-missing', (call) =>
    ok(readBody(hashes, call.body).hashes.filter((hash) => !call.uploads.files.has(hash))),
  ),
  uploadRoute('/upload', (call) => {
    const files = readBody(uploaded, call.body);
    for (const file of files) call.uploads.files.add(file.key);
    return ok({ successful_key_count: files.length, unsuccessful_keys: [] });
  }),
  uploadRoute('/upsert-hashes', (call) => {
    readBody(hashes, call.body);
    return ok(null);
  }),
];
