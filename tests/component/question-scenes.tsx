import { render } from '@testing-library/react';
import { ApprovalsApp } from '../../renderer/approvals/ApprovalsApp.tsx';
import type { ApprovalsClient } from '../../renderer/approvals/approvals-client.ts';
import type { ApprovalCard, ApprovalView, ChangeShown } from '../../shared/approvals/card.ts';
import { ok } from '../../shared/result.ts';

export const now = '2026-11-24T10:00:00.000Z';
const after = (seconds: number) => new Date(Date.parse(now) + seconds * 1000).toISOString();

/** Points www.bakery.example to its new host. */
const pointing: ChangeShown = {
  says: 'Changes where www.bakery.example points.',
  why: null,
  lines: [
    { label: 'Type', before: 'CNAME', after: 'CNAME' },
    { label: 'Points to', before: 'old-host.example', after: 'bakery.pages.dev' },
    { label: 'Note', before: 'Do not change', after: null },
    { label: 'Through Cloudflare', before: 'No', after: 'Yes' },
    { label: 'Remembered for', before: null, after: '1 hour' },
  ],
  isNew: false,
  risk: 'undo',
  isDestructive: false,
  changedMeanwhile: false,
};

const adding: ChangeShown = {
  ...pointing,
  says: 'Adds a record for shop.bakery.example.',
  why: 'The shop moves, too.',
  lines: [
    { label: 'Type', before: null, after: 'AAAA' },
    { label: 'Points to', before: null, after: '2001:db8:85a3:8d3:1319:8a2e:370:7348' },
  ],
  isNew: true,
};

const removing: ChangeShown = {
  ...pointing,
  says: 'Removes the DNS record for shop.bakery.example.',
  lines: pointing.lines.slice(0, 2).map((line) => ({ ...line, after: null })),
  isDestructive: true,
};

/** A question of Claude's that may be answered now. */
export function sampleCard(change: Partial<ApprovalCard> = {}): ApprovalCard {
  return {
    id: `approval-${'a'.repeat(16)}`,
    slip: {
      id: 'slip-aaaaaaaaaaaaaaaa',
      number: 4,
      practice: false,
      job: 'Change DNS records',
      place: 'bakery.example',
    },
    agent: 'Claude',
    heldUntil: after(32),
    answerUntil: after(600),
    armed: true,
    asks: { kind: 'change', change: pointing, mayAllowAlike: true },
    ...change,
  };
}

const about = (change: Partial<ChangeShown>, mayAllowAlike = true): ApprovalCard['asks'] => ({
  kind: 'change',
  change: { ...pointing, ...change },
  mayAllowAlike,
});

const plan: ApprovalCard['asks'] = {
  kind: 'plan',
  reason: 'Move the website and the shop to the new host, as you asked.',
  lines: [pointing, adding, removing],
};

const longWord = 'a-very-long-name-that-an-owner-once-chose-for-a-website-'.repeat(3);
const longText = `v=DKIM1; k=rsa; p=${'MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC'.repeat(12)}`;

/** What the window with agents' questions can show. */
export const questionScenes: Readonly<Record<string, ApprovalView>> = {
  'question: a change': { now, cards: [sampleCard()] },
  'question: a change, not awake yet': { now, cards: [sampleCard({ armed: false })] },
  'question: in practice, something new': {
    now,
    cards: [sampleCard({ slip: { ...sampleCard().slip, practice: true }, asks: about(adding) })],
  },
  'question: something that goes': { now, cards: [sampleCard({ asks: about(removing, false) })] },
  'question: a part is not looked at': {
    now,
    cards: [
      sampleCard({
        slip: { ...sampleCard().slip, job: 'Publish or inspect a Pages project' },
        asks: about({
          says: 'Puts a new version of bakery live.',
          lines: [
            { label: 'Live version', before: '3f2a9c1e of 2026-11-20 08:30', after: 'This new one' },
            { label: 'Where it is seen', before: null, after: 'On the live website', unread: true },
            { label: 'Files', before: null, after: '214', unread: true },
          ],
        }),
      }),
    ],
  },
  'question: something for good': {
    now,
    cards: [
      sampleCard({
        asks: about(
          {
            says: 'Deletes the Worker opening-hours.',
            lines: [{ label: 'Worker', before: 'opening-hours', after: null }],
            risk: 'for-good',
            isDestructive: true,
          },
          false,
        ),
      }),
    ],
  },
  'question: the agent stopped waiting, and what is there changed': {
    now,
    cards: [sampleCard({ heldUntil: null, asks: about({ changedMeanwhile: true }) })],
  },
  'question: long names and values': {
    now,
    cards: [
      sampleCard({
        agent: 'The assistant of the agency that looks after our website',
        slip: { ...sampleCard().slip, place: `${longWord}.example` },
        asks: about({
          says: `Changes the text record of ${longWord}.example.`,
          lines: [
            { label: 'Says', before: 'v=spf1 include:mailhost.example ~all', after: longText },
            { label: 'Points to', before: '2001:db8:85a3::1', after: '2001:db8:85a3:8d3:1319:8a2e:370:7348' },
          ],
        }),
      }),
    ],
  },
  'question: a list of pages': {
    now,
    cards: [
      sampleCard({
        slip: { ...sampleCard().slip, job: 'Show visitors the new page' },
        asks: about({
          says: 'Clears the saved copies of 3 pages of bakery.example. Visitors then get them fresh.',
          lines: ['/', '/menu', '/prices'].map((path) => ({
            label: 'Page',
            before: null,
            after: `https://www.bakery.example${path}`,
          })),
          isNew: true,
          risk: 'comes-back',
        }),
      }),
    ],
  },
  'question: several wait': {
    now,
    cards: [
      sampleCard(),
      sampleCard({ id: `approval-${'b'.repeat(16)}`, agent: 'Codex', asks: about(adding) }),
      sampleCard({ id: `approval-${'c'.repeat(16)}`, asks: plan }),
    ],
  },
  'question: a plan': { now, cards: [sampleCard({ asks: plan })] },
  'question: none': { now, cards: [] },
};

/** A client that answers from a view and notes what it was asked. */
export function fakeApprovals(view: ApprovalView) {
  const asked: unknown[] = [];
  let tell: (view: ApprovalView) => void = () => undefined;
  const client: { -readonly [N in keyof ApprovalsClient]: ApprovalsClient[N] } = {
    get: async () => ok(view),
    look: async (id) => {
      asked.push(['look', id]);
      return ok(null);
    },
    answer: async (id, answer) => {
      asked.push(['answer', id, answer]);
      return ok(null);
    },
    onChange: (listener) => {
      tell = listener;
      return () => undefined;
    },
  };
  return { client, asked, tell: (next: ApprovalView) => tell(next) };
}

/** Opens the window at one of its scenes. */
export function openQuestions(view: ApprovalView) {
  document.title = 'An agent asks';
  const fake = fakeApprovals(view);
  const { unmount } = render(<ApprovalsApp client={fake.client} />);
  return { ...fake, unmount };
}
