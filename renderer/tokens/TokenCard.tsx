import {
  groupPhrase,
  type ListedToken,
  type OwnUse,
  reachText,
  type TokenRule,
} from '../../shared/account-token.ts';
import { replacingDraft } from '../../shared/replacing-draft.ts';
import type { TokenOwner } from '../../shared/slip.ts';
import { hasEnded, type TokenFinding } from '../../shared/token-assessment.ts';
import { useApp } from '../app/app-context.ts';
import { dateText } from '../app/dates.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import styles from './Tokens.module.css';

type TokenCardProps = {
  readonly token: ListedToken;
  readonly findings: readonly TokenFinding[];
  readonly owner: TokenOwner;
  readonly now: Date;
  readonly onDelete: () => void;
};

/** One token: its dates, what is wrong with it, what it may do, and the two things that can be done. */
export function TokenCard({ token, findings, owner, now, onDelete }: TokenCardProps) {
  const { snapshot } = useApp();
  return (
    <article className={styles.card} aria-label={token.name}>
      <h2 className={styles.name}>{token.name}</h2>
      <Dates token={token} now={now} />
      {findings.length === 0 ? null : (
        <ul className={styles.findings}>
          {findings.map(({ fault, text }) => (
            <li key={fault} className={fault === 'too-wide' ? styles.wide : undefined}>
              {text}
            </li>
          ))}
        </ul>
      )}
      <Rights token={token} />
      {token.ours === null ? (
        <div className={styles.actions}>
          {hasEnded(token, now) || snapshot.storage.kind === 'read-only' ? null : (
            <Replace token={token} owner={owner} />
          )}
          <Button small tone="stop" onClick={onDelete} aria-label={`Delete it: ${token.name}`}>
            Delete it
          </Button>
        </div>
      ) : (
        <Ours use={token.ours} />
      )}
    </article>
  );
}

function Dates({ token, now }: Pick<TokenCardProps, 'token' | 'now'>) {
  const { createdAt, lastUsedAt, endsAt } = token;
  const facts = [
    ['Made', createdAt === null ? 'not known' : day(createdAt)],
    ['Last used', lastUsedAt === null ? 'never, as far as Cloudflare knows' : day(lastUsedAt)],
    [hasEnded(token, now) ? 'Ended' : 'Ends', endsAt === null ? 'never' : day(endsAt)],
  ] as const;
  return (
    <dl className={styles.dates}>
      {facts.map(([label, text]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function day(at: string): string {
  return dateText(new Date(at));
}

/** How many rights are listed before the owner asks for all. */
const mostRights = 3;

function Rights({ token }: Pick<TokenCardProps, 'token'>) {
  const rights = token.rules.flatMap((rule) =>
    rule.groups.map((group) => rightText(rule, groupPhrase(group))),
  );
  const lines = [...new Set(rights)];
  const more = lines.slice(mostRights);
  return (
    <div className={styles.rights}>
      <ul>
        {lines.length === 0 ? <li>It may do nothing.</li> : null}
        {lines.slice(0, mostRights).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {token.isLimitedToAddresses ? <li>It works only from some internet addresses.</li> : null}
      </ul>
      {more.length === 0 ? null : (
        <details>
          <summary>And {more.length} more</summary>
          <ul>
            {more.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function rightText({ effect, on }: TokenRule, phrase: string): string {
  return `It may ${effect === 'deny' ? 'not ' : ''}${phrase}. Where: ${reachText(on)}.`;
}

function Ours({ use }: { readonly use: OwnUse }) {
  const { show } = useApp();
  if (use.kind === 'slip') {
    return (
      <p className={styles.ours}>
        This one belongs to your slip {use.number}.{' '}
        <Button tone="link" onClick={() => show({ name: 'slip', id: use.id, fresh: 'no' })}>
          Look at the slip
        </Button>
      </p>
    );
  }
  return (
    <p className={styles.ours}>
      {use.kind === 'setup-key'
        ? 'This is the setup key that the app uses now.'
        : 'The app made this one and still has to delete it. You find it at the top of your slips.'}
    </p>
  );
}

function Replace({ token, owner }: Pick<TokenCardProps, 'token' | 'owner'>) {
  const { client, snapshot, show } = useApp();
  const account = snapshot.connection?.account ?? null;
  const start = useAction(
    (draft: ReturnType<typeof replacingDraft>) => client.call('draft:begin', { draft }),
    () => show({ name: 'wizard' }),
  );
  if (account === null) return null;
  return (
    <>
      <Button
        small
        busy={start.busy}
        aria-label={`Replace it by a narrow slip: ${token.name}`}
        onClick={() => void start.start(replacingDraft(token, owner, account))}
      >
        Replace it by a narrow slip
      </Button>
      <ActionProblem of={start} />
    </>
  );
}
