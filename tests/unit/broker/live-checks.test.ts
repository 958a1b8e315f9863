import { expect, it } from 'vitest';
import { checkLiveUrl } from '../../../electron/broker/mcp/check-live-url.ts';
import { LiveChecks, mostLooksAMinute } from '../../../electron/broker/mcp/live-checks.ts';
import { ok } from '../../../shared/result.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { lentToken, openBroker, samplePolicy } from '../../fakes/open-broker.ts';

it('Cloudflare is asked for a project’s hostnames no more often than pages may be looked at', async () => {
  const { port, pass, slip, arrived, broker } = await openBroker({
    parts: {
      policyOf: () => {
        const { scope } = samplePolicy();
        const project = '/accounts/{account}/pages/projects/{project}';
        const rule = { id: 'pages.read', method: 'GET', path: project, body: 'none', kind: 'read' } as const;
        return {
          scope: { ...scope, project: 'bakery-site' },
          rules: [{ ...rule, says: () => 'Looks at a project.', allows: `GET ${project}` }],
        };
      },
    },
  });
  const session = broker.ownersSession(slip);
  if (session === null) throw new Error('There is no session');
  const web = async () => ({ kind: 'failed' }) as const;
  const checks = new LiveChecks({ cloudflare: web, practice: web }, new ManualClock());
  const message = {
    session: { ...session, token: async () => ok(lentToken) },
    ownPort: { port, pass },
    gone: new AbortController().signal,
    note: () => undefined,
  };
  for (let look = 0; look < mostLooksAMinute + 5; look += 1) {
    const checked = await checkLiveUrl(checks, message, { url: 'https://elsewhere.example/' });
    expect(checked.ok).toBe(false);
  }
  expect(arrived.length).toBe(mostLooksAMinute);
});
