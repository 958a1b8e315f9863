import { dayInWords } from '../../../shared/guide/common-words.ts';
import type { GuidePlan, PolicyPlan } from '../../../shared/guide/guide-plan.ts';
import { type Scope, scopeLabels } from '../dashboard/ScopeChooser.tsx';

/** The slip's website as the owner knows it. */
export function yourDomain({ domain }: GuidePlan): string {
  return domain ?? 'your website';
}

/** The account as the owner knows it. */
export function yourAccount({ accountName }: GuidePlan): string {
  return accountName ?? 'Your account';
}

/** The scope that the form shows for a policy. */
export function drawnScope({ allDomains }: GuidePlan, policy: PolicyPlan | undefined): Scope {
  if (policy?.scope !== 'domains') return 'account';
  return allDomains ? 'all-domains' : 'domains';
}

/** What a closed policy says about where it works. */
export function whereInWords(plan: GuidePlan, policy: PolicyPlan | undefined): string {
  const scope = drawnScope(plan, policy);
  return scope === 'domains' ? `${scopeLabels.domains}: ${yourDomain(plan)}` : scopeLabels[scope];
}

/** The end as the form's last page words it. */
export function endInWords({ endDay }: GuidePlan): string {
  return endDay === null ? 'No expiration' : `Expires ${dayInWords(endDay)}`;
}
