import { z } from 'zod';
import type { Asked, Form, Refusal, Shown } from '../policy.ts';
import { isForm, jsonIn, partsOf } from './form-fields.ts';
import { bodyRefused, inWords, line, objectIn, shapeRefusal } from './shapes.ts';

const text = z.string().max(300);
const texts = z.array(text).max(100);

/** How a Worker keeps its logs at Cloudflare. What would send them elsewhere is no part of it. */
export const observability = z.strictObject({
  enabled: z.boolean().optional(),
  head_sampling_rate: z.number().min(0).max(1).nullish(),
});

/** How objects that are at work change over to new code; the command line says it with each new Worker. */
export const updateStrategy = z.record(z.string().max(60), z.json());

/* What wrangler sends with a program. Moves of stored data and readers of its logs are no part of it. */
const metadataShape = z
  .strictObject({
    main_module: text,
    body_part: text,
    bindings: z.array(z.looseObject({ name: text, type: text })).max(500),
    compatibility_date: text,
    compatibility_flags: texts,
    usage_model: text,
    keep_bindings: texts,
    keep_assets: z.boolean(),
    annotations: z.record(z.string().max(60), z.string().max(500)),
    placement: z.record(z.string().max(60), text),
    observability,
    limits: z.record(z.string().max(60), z.number()),
    logpush: z.boolean(),
    tags: texts,
    package_dependencies: z.array(z.json()).max(5000),
    tail_consumers: z.array(z.never()),
    streaming_tail_consumers: z.array(z.never()),
    code_update_strategy: updateStrategy,
  })
  .partial();
type Metadata = z.infer<typeof metadataShape>;

/** Settings of the whole Worker, whichever version of it is live. */
const settingsOfAll = [
  'observability',
  'logpush',
  'tags',
  'tail_consumers',
  'streaming_tail_consumers',
] as const;

/** Whether an upload sets more than the version that it brings. */
export function setsAllVersions(asked: Asked): boolean {
  const metadata = metadataIn(partsOf(asked));
  return settingsOfAll.some((setting) => metadata[setting] !== undefined);
}

/** Why an upload of a Worker may not pass; null where it may. */
export function uploadLimits(asked: Asked): Refusal | null {
  if (!isForm(asked.body)) return bodyRefused('A Worker is sent as multipart/form-data.');
  return programRefusal(partsOf(asked));
}

/** Why a program's form may not pass, by what it says of itself; null where it may. */
export function programRefusal(parts: Form['parts']): Refusal | null {
  const metadata = jsonIn(parts.get('metadata'));
  return metadata === null
    ? bodyRefused('The form needs a part "metadata" with plain JSON.')
    : shapeRefusal(metadataShape, metadata);
}

/** What an upload brings, in the words of the Worker's owner. */
export function showUpload(asked: Asked): readonly Shown[] {
  const all = [...partsOf(asked)].filter(([name]) => name !== 'metadata');
  const bytes = all.reduce((sum, [, { size }]) => sum + size, 0);
  const metadata = metadataIn(partsOf(asked));
  return [
    line('Files', `${all.length}, ${Math.ceil(bytes / 1000)} kB`),
    line('Starts with', metadata.main_module ?? metadata.body_part),
    line('May use', bindingsInWords(metadata.bindings ?? [])),
    ...showRest(metadata),
  ];
}

/** What the program of a Pages project may use and how it runs; without bindings of its own the project's settings count. */
export function showPagesProgram(parts: Form['parts']): readonly Shown[] {
  const { bindings, ...rest } = metadataIn(parts);
  const uses = bindings === undefined ? 'What the project’s settings say' : bindingsInWords(bindings);
  return [line('May use', uses), ...showRest(rest)];
}

function metadataIn(parts: Form['parts']): Metadata {
  const read = metadataShape.safeParse(jsonIn(parts.get('metadata')));
  return read.success ? read.data : {};
}

const bindingsInWords = (bindings: NonNullable<Metadata['bindings']>) =>
  bindings.map(bindingInWords).join(', ');

/** The labels of lines that say what a program reaches, and what becomes of its logs: with other ones it is another program. */
export const whatItReaches = [
  'May use',
  'Keeps from before',
  'Keeps its logs',
  'Share of its logs',
  'Sends its logs away',
];

/* A thing that a Worker may use, with all that says which one it is. A secret's value stays out of sight. */
function bindingInWords({ name, type, ...rest }: Readonly<Record<string, unknown>>): string {
  const isSecret = type === 'secret_text' || type === 'secret_key';
  const target = Object.entries(rest).map(([field, value]) => `${field} ${inWords(value)}`);
  const which = isSecret || target.length === 0 ? '' : `: ${target.join(', ')}`;
  return `${String(name)} (${String(type)}${which})`;
}

function showRest(metadata: Metadata): readonly Shown[] {
  const { observability: logs, package_dependencies: packages } = metadata;
  const lists = [
    ['Runs as Cloudflare was on', metadata.compatibility_date],
    ['Runs with', metadata.compatibility_flags?.join(', ')],
    ['Is counted as', metadata.usage_model],
    ['Keeps from before', metadata.keep_bindings?.join(', ')],
    ['Keeps its files', metadata.keep_assets],
    ['Note', inOneLine(metadata.annotations)],
    ['Where it runs', inOneLine(metadata.placement)],
    ['Keeps its logs', logs?.enabled],
    ['Share of its logs', logs?.head_sampling_rate ?? undefined],
    ['Limits', inOneLine(metadata.limits)],
    ['Sends its logs away', metadata.logpush],
    ['Labels', metadata.tags?.join(', ')],
    ['How it takes over', inOneLine(metadata.code_update_strategy)],
    ['Names packages', packages === undefined ? undefined : String(packages.length)],
  ] as const;
  return [
    ...lists.flatMap(([label, value]) => (value === undefined ? [] : [line(label, value)])),
    ...showLogReaders(metadata),
  ];
}

/** Who reads a Worker's logs, where that is sent. None may be named, so whoever read them is taken away. */
export function showLogReaders(sent: {
  readonly tail_consumers?: unknown;
  readonly streaming_tail_consumers?: unknown;
}): readonly Shown[] {
  return [
    ...(sent.tail_consumers === undefined ? [] : [line('Workers that read its logs', 'None')]),
    ...(sent.streaming_tail_consumers === undefined ? [] : [line('Workers that read its logs live', 'None')]),
  ];
}

/** Named values in one line; undefined where there are none. */
export function inOneLine(fields: unknown): string | undefined {
  const words = Object.entries(objectIn(fields)).map(([name, value]) => `${name} ${inWords(value)}`);
  return words.length === 0 ? undefined : words.join(', ');
}
