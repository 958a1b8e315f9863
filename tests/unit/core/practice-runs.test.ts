import { describe, expect, it } from 'vitest';
import { openDesk } from '../../fakes/open-desk.ts';
import { purgeRequest } from '../../fakes/requests.ts';

describe('watching a practice agent', () => {
  it('is offered for slips that go through this app, and for no others', async () => {
    const office = await openDesk();
    const issued = await office.call['slip:issue']({ request: purgeRequest });
    if (!issued.ok) throw new Error(issued.problem.code);
    const { id } = issued.value;
    await office.call['slip:set-route']({ id, route: { kind: 'keychain' } });
    expect(await office.call['practice-agent:start']({ id })).toMatchObject({
      ok: false,
      problem: { code: 'local-route-unfit' },
    });
    expect(office.desk.store.snapshot.agents.practice).toBeNull();
    const unknown = `slip-${'z'.repeat(16)}`;
    expect(await office.call['practice-agent:start']({ id: unknown })).toMatchObject({
      problem: { code: 'slip-unknown' },
    });
  });
});
