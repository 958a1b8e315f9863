import type { Deployment, Project } from '../state.ts';
import { seededId } from '../token-values.ts';
import { daysBefore, places } from './places.ts';

/** A seeded id in the form that Pages uses. */
function seededUuid(name: string): string {
  const hex = seededId(name);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

interface Story {
  readonly message: string;
  readonly daysAgo: number;
  readonly branch?: string;
  readonly failed?: boolean;
}

interface Plan {
  readonly name: string;
  readonly subdomain?: string;
  readonly accountId: string;
  readonly repository: string | null;
  readonly domains: readonly string[];
  readonly stories: readonly Story[];
}

const plans: readonly Plan[] = [
  {
    name: places.projects.bakerySite,
    accountId: places.accounts.bakery.id,
    repository: 'bakery-ltd/website',
    domains: ['www.bakery.example'],
    stories: [
      { message: 'Add the summer menu', daysAgo: 41 },
      { message: 'Correct the opening hours', daysAgo: 12 },
      { message: 'Try a darker header', daysAgo: 5, branch: 'dark-header' },
      { message: 'Add the cake of the month', daysAgo: 2 },
      { message: 'Compress the photos', daysAgo: 1, failed: true },
    ],
  },
  {
    name: places.projects.recipeBlog,
    subdomain: 'recipe-blog-7kq.pages.dev',
    accountId: places.accounts.bakery.id,
    repository: null,
    domains: ['recipes.cakeshop.example'],
    stories: [
      { message: 'First twenty recipes', daysAgo: 60 },
      { message: 'Rye bread, step by step', daysAgo: 9 },
    ],
  },
  {
    name: places.projects.hillSite,
    accountId: places.accounts.hill.id,
    repository: 'hill-coaching/site',
    domains: ['hillcoaching.example'],
    stories: [{ message: 'New page about group courses', daysAgo: 20 }],
  },
];

function deploymentsOf(plan: Plan, now: Date): Deployment[] {
  return plan.stories.map((story, index) => ({
    id: seededUuid(`deployment:${plan.name}:${index}`),
    environment: story.branch === undefined ? 'production' : 'preview',
    branch: story.branch ?? 'main',
    commit: `${seededId(`commit:${plan.name}:${index}`)}00000000`,
    message: story.message,
    trigger: plan.repository === null ? 'ad_hoc' : 'github:push',
    status: story.failed === true ? 'failure' : 'success',
    files: 40 + index * 3,
    createdOn: daysBefore(now, story.daysAgo),
  }));
}

/** Three Pages projects with their history. */
export function seedProjects(now: Date): Project[] {
  return plans.map((plan) => {
    const deployments = deploymentsOf(plan, now);
    const live = deployments.findLast((one) => one.environment === 'production' && one.status === 'success');
    return {
      id: seededUuid(`project:${plan.name}`),
      accountId: plan.accountId,
      name: plan.name,
      ...(plan.subdomain === undefined ? {} : { subdomain: plan.subdomain }),
      productionBranch: 'main',
      repository: plan.repository,
      canonicalDeploymentId: live?.id ?? null,
      createdOn: daysBefore(now, 200),
      domains: plan.domains.map((name) => ({
        id: seededUuid(`domain:${name}`),
        name,
        status: 'active',
        createdOn: daysBefore(now, 190),
      })),
      deployments,
    };
  });
}
