import type { TokenOwner } from '../../shared/slip.ts';
import type { Connection } from '../../shared/snapshot.ts';
import { tokenListLink } from '../../shared/token-list-link.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { OldTokenNotice } from '../slip/OldTokenNotice.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';

/** Tokens that should be gone from Cloudflare and are not, with the way to be rid of them. */
export function CleanUpNotice() {
  const { cleanUps } = useApp().snapshot;
  return (
    <>
      <LeftBehind />
      {cleanUps
        .filter(({ oldOf }) => oldOf !== null)
        .map((cleanUp) => (
          <OldTokenNotice key={cleanUp.mark} cleanUp={cleanUp} />
        ))}
    </>
  );
}

/* What an earlier try left behind. */
function LeftBehind() {
  const { client, snapshot, announce } = useApp();
  const cleanUps = snapshot.cleanUps.filter(({ oldOf }) => oldOf === null);
  const retry = useAction(
    () => client.call('clean-up:retry', { marks: cleanUps.map(({ mark }) => mark) }),
    () => announce('All clean. No token is left behind.'),
  );
  if (cleanUps.length === 0) return null;
  const one = cleanUps.length === 1;
  const owners = new Map(
    cleanUps
      .filter(({ world }) => world === 'cloudflare')
      .map(({ owner }) => [owner.kind === 'user' ? owner.kind : owner.accountId, owner]),
  );
  return (
    <>
      <Notice
        tone="soon"
        title={
          one
            ? '1 token should be deleted, and is not yet'
            : `${cleanUps.length} tokens should be deleted, and are not yet`
        }
        actions={
          <>
            <Button small busy={retry.busy} onClick={() => void retry.start()}>
              Try again
            </Button>
            {[...owners].map(([key, owner]) => (
              <Button
                key={key}
                small
                tone="quiet"
                onClick={() => void client.call('link:open', tokenListLink(owner))}
              >
                {owners.size === 1
                  ? "Open Cloudflare's token list"
                  : `Open ${listName(owner, snapshot.connection)}`}
              </Button>
            ))}
          </>
        }
      >
        {one ? 'It was' : 'They were'} left at Cloudflare when a try could not finish. Nobody has{' '}
        {one ? 'it' : 'them'}. The name there:{' '}
        {cleanUps.map(({ mark, tokenName }) => (
          <q key={mark}>{tokenName}</q>
        ))}
      </Notice>
      <ActionProblem of={retry} />
    </>
  );
}

/* Which list it is, where tokens are left in several. */
function listName(owner: TokenOwner, connection: Connection | null): string {
  if (owner.kind === 'user') return 'the list of your own tokens';
  const isKnown = connection?.account.id === owner.accountId;
  return `the list of ${isKnown ? connection.account.name : `account ${owner.accountId.slice(0, 6)}…`}`;
}
