import { describe, expect, it, vi } from 'vitest';
import { holdsValue } from '../../electron/core/leak-guard.ts';
import { scriptOf } from '../../electron/practice/agent-script.ts';
import { type JobId, jobs } from '../../shared/catalogue/jobs.ts';
import type { PracticeRun } from '../../shared/practice-run.ts';
import { passIn } from '../../shared/route-file.ts';
import { answering, openLocalRoute } from '../fakes/open-local-route.ts';
import { requestFor } from '../fakes/requests.ts';

/* The scripted agent on the real way: the route file, HTTP to the port, the rules, and the owner's gate. */
const everyJob = Object.values(jobs).flatMap(({ id, modes }) =>
  (['read', 'change'] as const)
    .filter((access) => modes[access] !== undefined)
    .map((access) => [id, access] as const),
);

type Opened = Awaited<ReturnType<typeof openLocalRoute>>;

const runOf = ({ office }: Opened): PracticeRun | null => office.desk.store.snapshot.agents.practice;

async function watched(opened: Opened, slip: string, until: (run: PracticeRun) => boolean) {
  const started = await opened.office.call['practice-agent:start']({ id: slip });
  expect(started.ok).toBe(true);
  await vi.waitUntil(() => {
    const run = runOf(opened);
    return run !== null && run.slip === slip && until(run);
  }, 20_000);
  return runOf(opened)?.steps ?? [];
}
const isOver = ({ isOver }: PracticeRun) => isOver;

async function openWith(job: JobId, access: 'read' | 'change') {
  const opened = await openLocalRoute();
  const slip = await opened.makeSlip(requestFor(job, access));
  return { opened, slip };
}

describe('the practice agent', () => {
  it.each(everyJob)(
    'with a slip for %s (%s) looks, is refused, and changes what is allowed',
    async (job, access) => {
      const { opened, slip } = await openWith(job, access);
      const cards: string[] = [];
      answering(opened.gate(), ({ id }) => {
        if (!cards.includes(id)) cards.push(id);
        return 'allow';
      });
      const steps = await watched(opened, slip, isOver);
      const expected = { look: 'passed', beyond: 'refused', change: 'changed' } as const;
      expect(steps.map(({ says, outcome }) => [says, outcome])).toEqual(
        steps.map(({ says, kind }) => [says, expected[kind]]),
      );
      const kinds = steps.map(({ kind }) => kind);
      expect([kinds.includes('look'), kinds.includes('beyond')]).toEqual([true, true]);
      const changes = kinds.filter((kind) => kind === 'change').length;
      expect(cards.length).toBe(changes);
      expect(changes).toBe(Object.hasOwn(jobs[job].modes, 'change') && access === 'change' ? 1 : 0);
      const shown = await opened.office.call['agents:changes']({ id: slip });
      /* Cleared copies come back by themselves; every other change of its can be undone. */
      const undo = job === 'purge-pages' ? 'none' : 'offered';
      expect(shown.ok && shown.value.map((change) => change.undo)).toEqual(changes === 1 ? [undo] : []);
    },
  );

  it('changes nothing where the owner says no', async () => {
    const { opened, slip } = await openWith('change-dns', 'change');
    answering(opened.gate(), () => 'deny');
    const before = opened.practice.fingerprint();
    const steps = await watched(opened, slip, isOver);
    expect(steps.at(-1)?.outcome).toBe('denied');
    expect(opened.practice.fingerprint()).toBe(before);
  });

  it('can be stopped while it waits, and its question goes with it', async () => {
    const { opened, slip } = await openWith('change-dns', 'change');
    await watched(opened, slip, ({ steps }) => steps.at(-1)?.outcome === 'waits');
    await vi.waitUntil(() => opened.gate().cards().length === 1, 20_000);
    await opened.office.call['practice-agent:stop'](undefined);
    await vi.waitUntil(() => runOf(opened)?.isOver === true && opened.gate().cards().length === 0, 20_000);
    expect(runOf(opened)?.steps.at(-1)?.outcome).toBe('stopped');
  });

  it('gets nowhere once its slip’s agent is stopped', async () => {
    const { opened, slip } = await openWith('audit', 'read');
    await opened.office.call['agents:stop']({ id: slip });
    const asked = opened.practice.requests.length;
    const steps = await watched(opened, slip, isOver);
    expect(new Set(steps.map(({ outcome }) => outcome))).toEqual(new Set(['failed']));
    expect(opened.practice.requests.length).toBe(asked);
  });

  it('shows the window neither the pass nor the token', async () => {
    const { opened, slip } = await openWith('audit', 'read');
    await watched(opened, slip, isOver);
    const shown = JSON.stringify(opened.office.desk.store.snapshot);
    const pass = passIn(await opened.readAll()) ?? '';
    const token = opened.office.keychain.items.get(slip) ?? '';
    expect([pass, token].map((value) => [value.length > 40, holdsValue(shown, value)])).toEqual([
      [true, false],
      [true, false],
    ]);
  });

  it('has a script for a slip of an own job, too: it looks, and tries what is beside the slip', async () => {
    const { opened, slip } = await openWith('audit', 'read');
    const [found] = opened.office.desk.store.snapshot.slips.filter(({ id }) => id === slip);
    if (found === undefined) throw new Error('no slip');
    const own = {
      ...found,
      job: { id: 'custom' as const, title: 'Look', permissions: ['zone.read' as const], confirmation: '' },
    };
    expect(scriptOf(own).map(({ kind }) => kind)).toEqual(['look', 'beyond']);
  });
});
