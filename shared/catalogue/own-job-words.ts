import type { Job, JobMode } from './jobs.ts';
import { accessOfOwn, type OwnJob, permissionsOfOwn } from './own-job.ts';
import { type PermissionKey, type PermissionProduct, permissionGroup } from './permission-groups.ts';
import { permissionCare, permissionPhrase } from './permission-words.ts';

/** The longest list of rights on one line of the paper, in characters. */
const longestList = 110;

/** An own job in the form that the catalogue's jobs have. */
export function ownJobAsJob({ title, permissions: picked }: OwnJob): Job {
  const permissions = permissionsOfOwn(picked);
  const access = accessOfOwn(permissions);
  const needsZone = permissions.some((key) => permissionGroup(key).scope === 'zone');
  const readOnly = access === 'read';
  const mode: JobMode = {
    may: rightsInWords(picked),
    permissions,
    allowed: permissions.map(allowedLine),
  };
  const why = [
    ...new Set(
      picked.flatMap((key) => {
        const care = permissionCare(permissionGroup(key));
        return care.kind === 'fine' ? [] : [care.why];
      }),
    ),
  ];
  const wholeAccount = permissions.some((key) => permissionGroup(key).scope === 'account');
  return {
    id: 'custom',
    title,
    summary: rightsInWords(picked),
    modes: picked.length === 0 ? {} : readOnly ? { read: mode } : { change: mode },
    mayNot: listed(limitsOf(permissions), 'or'),
    ...(why.length === 0 ? {} : { caution: why.join(' ') }),
    notAllowed: [
      ...(readOnly ? ['Any change of any kind.'] : []),
      'Anything that is not in the list above, even where the token could reach it.',
    ],
    needsZone,
    pagesProject: 'none',
    mayReadAllZones: needsZone && readOnly,
    narrowsTo: needsZone ? 'hostname' : 'nothing',
    ...(wholeAccount ? { wholeAccount } : {}),
    defaultDays: 7,
    examples: title.trim() === '' ? [] : [needsZone ? `${title.trim()} on {site}.` : `${title.trim()}.`],
  };
}

/** What an own job can and can't do, in sentences: "It can change ..., on one website. It can't see billing." */
export function riskSummary(picked: readonly PermissionKey[]): string {
  if (picked.length === 0) return 'It can do nothing yet.';
  const sentence = (scope: 'zone' | 'account', where: string) => {
    const phrases = picked.filter((key) => permissionGroup(key).scope === scope).map(phraseOf);
    return phrases.length === 0 ? [] : [`It can ${phrases.join('; ')}. ${where}`];
  };
  return [
    ...sentence('zone', 'This holds for one website.'),
    ...sentence('account', 'This holds for the whole account.'),
    `It can’t ${listed(limitsOf(permissionsOfOwn(picked)), 'or')}.`,
  ].join(' ');
}

function phraseOf(key: PermissionKey): string {
  return permissionPhrase(permissionGroup(key));
}

function rightsInWords(picked: readonly PermissionKey[]): string {
  const changing = picked.filter((key) => permissionGroup(key).level !== 'read');
  const phrases = [...changing, ...picked.filter((key) => !changing.includes(key))].map(phraseOf);
  const fitting = phrases.filter(
    (_, index) => index === 0 || phrases.slice(0, index + 1).join('; ').length <= longestList,
  );
  const more = phrases.length - fitting.length;
  return [...fitting, ...(more === 0 ? [] : [`and ${more} more`])].join('; ');
}

/* What an own job stays out of, as far as nothing in it says otherwise. */
function limitsOf(permissions: readonly PermissionKey[]): readonly string[] {
  const has = (...products: PermissionProduct[]) =>
    permissions.some((key) => products.includes(permissionGroup(key).product));
  const inAccount = permissions.some((key) => permissionGroup(key).scope === 'account');
  return [
    accessOfOwn(permissions) === 'read' ? 'change anything at all' : 'change anything else',
    ...(has('billing') ? [] : ['see billing']),
    ...(has('accountSettings') ? [] : ['see your members']),
    'make tokens',
    ...(inAccount ? [] : ['touch other websites']),
  ];
}

function allowedLine(key: PermissionKey): string {
  const { level, row } = permissionGroup(key);
  if (level === 'purge') return 'Purge single page addresses (the "files" list of the purge call).';
  if (level === 'read') return `Read what Cloudflare calls "${row}".`;
  return `Read what Cloudflare calls "${row}", and change in it what the task names.`;
}

function listed(items: readonly string[], word: 'and' | 'or'): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${word} ${last}`;
}
