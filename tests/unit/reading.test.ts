import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wirings } from '../../shared/agent-wiring.ts';
import { jobIds, jobs } from '../../shared/catalogue/jobs.ts';
import type { Asked } from '../../shared/policy/policy.ts';
import { readingGrade } from '../reading-level.ts';
import { policyFor } from './shared/policy/asking.ts';

/* What is on a screen is measured with the screens, in tests/component; problems and reminders beside their words. */
const isPlain = (text: string) => expect(readingGrade(text), text).toBeLessThanOrEqual(7);
const asked: Asked = { target: { method: 'GET', segments: [], query: new Map() }, body: {} };

describe.each(jobIds)('the job %s', (id) => {
  const { title, summary, modes, mayNot, examples, needsZone } = jobs[id];

  it('is told to a grade 7 reader, on the card and on the paper', () => {
    const may = Object.values(modes).map((mode) => `It may ${mode.may}.`);
    const lines = [`${title}.`, `${summary}.`, ...may, `It may not ${mayNot}.`, ...examples];
    isPlain(lines.join('\n').replaceAll(/\{\w+\}/g, 'it'));
  });

  it('asks a grade 7 reader before a change', () => {
    const reach = needsZone ? {} : { reach: { kind: 'no-zone' } as const };
    const accesses = (['read', 'change'] as const).filter((access) => modes[access] !== undefined);
    const policies = accesses.map((access) => policyFor(id, { access, project: 'shop', ...reach }));
    const asks = policies.flatMap(({ rules, scope }) => rules.map((rule) => rule.says(asked, scope)));
    isPlain([...new Set(asks)].join('\n').replaceAll(/[\w-]+(?:\.[\w-]+)+/g, 'it'));
  });
});

it('a program is connected in words for a grade 7 reader', () => {
  isPlain(
    Object.values(wirings)
      .flatMap(({ steps, note }) => [steps ?? '', note])
      .join('\n'),
  );
});

it('the README speaks to a grade 7 reader, up to where it speaks to developers', () => {
  const [forOwners = ''] = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8').split(
    '## For developers',
  );
  isPlain(
    forOwners
      .replaceAll(/!?\[(.+?)\]\(.+?\)/g, '$1')
      .replaceAll(/(?<!\n)\n(?!\n|\d)/g, ' ')
      .replaceAll(/[*_`#]|Claude Code|Cloudflare|OpenClaw/g, ''),
  );
});
