import { holdsToken } from '../../shared/token-forms.ts';
import type { Draft } from '../../shared/wizard.ts';

/** The first field of a draft that holds anything of a credential's form; null if none does. */
export function fieldWithSecret({ task, who, job, where, until }: Draft): string | null {
  const typed: Readonly<Record<string, string>> = {
    task,
    name: who?.name ?? '',
    title: job?.id === 'custom' ? job.title : '',
    confirmation: job?.id === 'custom' ? job.confirmation : '',
    project: where.pagesProject ?? '',
    hostname: where.hostname,
    domain: where.domain,
    path: where.path,
    reason: where.zones.kind === 'all' ? where.zones.reason : '',
    until: until?.kind === 'never' ? until.reason : '',
  };
  return Object.entries(typed).find(([, text]) => holdsToken(text))?.[0] ?? null;
}
