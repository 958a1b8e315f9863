import { createHash } from 'node:crypto';
import type { HeldChange, Session, Upstream } from '../../electron/broker/ports.ts';
import { Secret } from '../../electron/core/secret.ts';
import type { Asked, Rule, Shown } from '../../shared/policy/policy.ts';
import { ok } from '../../shared/result.ts';
import type { Slip } from '../../shared/slip.ts';
import { sampleSlip } from '../component/sample-slips.ts';

/** A token of the form of an account's, which must be seen nowhere. */
const sessionToken = `cfat_${'Q7'.repeat(24)}`;

/** A session of an agent, and the way to stop it. */
export function sampleSession(
  change: { readonly slip?: Partial<Slip>; readonly passId?: string; readonly upstream?: Upstream } = {},
): Session & { readonly stop: () => void } {
  const stop = new AbortController();
  return {
    slip: sampleSlip({ job: 'change-dns', who: { agent: 'claude', name: '' }, ...change.slip }),
    passId: change.passId ?? 'pass-1',
    policy: {
      scope: {
        account: 'a'.repeat(32),
        accountName: 'Bakery Ltd',
        token: { id: 'e'.repeat(32), owner: 'account' },
        zone: { id: 'b'.repeat(32), name: 'bakery.example' },
        allZones: false,
        project: null,
        hostname: null,
        path: null,
      },
      rules: [],
    },
    upstream: change.upstream ?? { send: () => Promise.reject(new Error('no upstream here')) },
    token: async () => ok(new Secret(sessionToken)),
    mayAsk: () => true,
    signal: stop.signal,
    stop: () => stop.abort(),
  };
}

/** A rule that changes a DNS record, as far as the gate looks at it. */
export function sampleRule(change: Partial<Rule> = {}): Rule {
  return {
    id: 'dns.update',
    method: 'PATCH',
    path: '/zones/{zone}/dns_records/{id}',
    body: 'json',
    kind: 'change',
    says: () => 'Changes where www.bakery.example points.',
    allows: 'PATCH /zones/{zone}/dns_records/{id}: change a record',
    ...change,
  };
}

/** A request for the content of one DNS record. */
export function askedFor(content: string, record = 'c'.repeat(32)): Asked {
  return {
    target: {
      method: 'PATCH',
      segments: ['zones', 'b'.repeat(32), 'dns_records', record],
      query: new Map(),
    },
    body: { content },
  };
}

const points = (value: string): readonly Shown[] => [
  { label: 'Type', value: 'A' },
  { label: 'Points to', value },
];

/** A held change that points www.bakery.example from one address to another. */
export function heldChange(
  session: Session,
  change: Partial<Omit<HeldChange, 'session'>> & { readonly to?: string } = {},
): HeldChange {
  const { to = '203.0.113.7', ...others } = change;
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  return {
    session,
    rule: sampleRule(),
    asked: askedFor(to),
    fingerprint: hash(`exact ${to}`),
    meaning: hash(`meaning ${to}`),
    says: 'Changes where www.bakery.example points.',
    why: null,
    before: points('192.0.2.1'),
    planned: points(to),
    canUndo: false,
    changedMeanwhile: false,
    ...others,
  };
}
