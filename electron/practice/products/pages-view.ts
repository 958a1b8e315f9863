import { addressOf, type CustomDomain, type Deployment, type Project } from '../state.ts';

/** How Pages shows a deployment. */
export function renderDeployment(project: Project, deployment: Deployment) {
  const short = deployment.id.slice(0, 8);
  const stage = (name: string, status: string) => ({
    name,
    status,
    started_on: deployment.createdOn,
    ended_on: deployment.createdOn,
  });
  const deployed = stage('deploy', deployment.status);
  const alias = deployment.branch.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return {
    id: deployment.id,
    short_id: short,
    project_id: project.id,
    project_name: project.name,
    environment: deployment.environment,
    url: `https://${short}.${addressOf(project)}`,
    aliases: deployment.environment === 'preview' ? [`https://${alias}.${addressOf(project)}`] : null,
    created_on: deployment.createdOn,
    modified_on: deployment.createdOn,
    is_skipped: false,
    uses_functions: false,
    latest_stage: deployed,
    stages: [
      stage('queued', 'success'),
      stage('initialize', 'success'),
      stage('clone_repo', 'success'),
      stage('build', deployment.status),
      deployed,
    ],
    deployment_trigger: {
      type: deployment.trigger,
      metadata: {
        branch: deployment.branch,
        commit_hash: deployment.commit,
        commit_message: deployment.message,
        commit_dirty: false,
      },
    },
    build_config: {
      build_command: 'npm run build',
      destination_dir: 'dist',
      root_dir: '',
      web_analytics_tag: null,
    },
    env_vars: {},
    source: renderSource(project),
    compatibility_date: '2026-01-01',
    file_count: deployment.files,
  };
}

function renderSource(project: Project) {
  if (project.repository === null) return undefined;
  const [owner, repo] = project.repository.split('/');
  return {
    type: 'github',
    config: {
      owner,
      repo_name: repo,
      production_branch: project.productionBranch,
      pr_comments_enabled: true,
      production_deployments_enabled: true,
      preview_deployment_setting: 'all',
    },
  };
}

/** How Pages shows a project, with its newest and its live deployment. */
export function renderProject(project: Project) {
  const newest = project.deployments.at(-1);
  const live = project.deployments.find((one) => one.id === project.canonicalDeploymentId);
  const settings = {
    env_vars: {},
    compatibility_date: '2026-01-01',
    compatibility_flags: [],
    fail_open: true,
    usage_model: 'standard',
    build_image_major_version: 3,
    always_use_latest_compatibility_date: false,
  };
  return {
    id: project.id,
    name: project.name,
    subdomain: addressOf(project),
    domains: [addressOf(project), ...project.domains.map((domain) => domain.name)],
    source: renderSource(project),
    build_config: {
      build_command: 'npm run build',
      destination_dir: 'dist',
      root_dir: '',
      web_analytics_tag: null,
    },
    deployment_configs: { preview: settings, production: settings },
    latest_deployment: newest === undefined ? null : renderDeployment(project, newest),
    canonical_deployment: live === undefined ? null : renderDeployment(project, live),
    created_on: project.createdOn,
    production_branch: project.productionBranch,
    framework: '',
    framework_version: '',
    preview_script_name: `pages-worker--${project.id.slice(0, 7)}-preview`,
    production_script_name: `pages-worker--${project.id.slice(0, 7)}-production`,
    uses_functions: false,
  };
}

/** How Pages shows a custom domain. */
export function renderDomain(domain: CustomDomain, zoneTag: string | null) {
  return {
    id: domain.id,
    domain_id: domain.id,
    name: domain.name,
    status: domain.status,
    verification_data: { status: domain.status },
    validation_data: { status: domain.status, method: 'http' },
    certificate_authority: 'google',
    zone_tag: zoneTag,
    created_on: domain.createdOn,
  };
}
