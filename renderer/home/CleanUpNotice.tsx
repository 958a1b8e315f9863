import { ok, type Result } from '../../shared/result.ts';
import type { TokenOwner } from '../../shared/slip.ts';
import type { CleanUp, Connection } from '../../shared/snapshot.ts';
import { tokenListLink } from '../../shared/token-list-link.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import type { Client } from '../client.ts';
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
  const one = cleanUps.length === 1;
  const cleanUp = useAction(
    (how: 'delete' | 'deleted') =>
      how === 'delete'
        ? client.call('clean-up:retry', { marks: cleanUps.map(({ mark }) => mark) })
        : checkEach(client, cleanUps),
    () => announce(one ? 'The token is deleted.' : 'The tokens are deleted.'),
  );
  const isDoing = (how: 'delete' | 'deleted') => cleanUp.busy && cleanUp.given?.[0] === how;
  if (cleanUps.length === 0) return null;
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
            <Button small busy={isDoing('delete')} onClick={() => void cleanUp.start('delete')}>
              Try again
            </Button>
            {[...owners].map(([key, owner]) => (
              <Button
                key={key}
                small
                tone="quiet"
                onClick={() => void client.call('link:open', tokenListLink(owner, 'cloudflare'))}
              >
                {owners.size === 1
                  ? "Open Cloudflare's token list"
                  : `Open ${listName(owner, snapshot.connection)}`}
              </Button>
            ))}
            {owners.size === 0 ? null : (
              <Button
                small
                tone="quiet"
                busy={isDoing('deleted')}
                onClick={() => void cleanUp.start('deleted')}
              >
                I deleted {one ? 'it' : 'them'} there
              </Button>
            )}
          </>
        }
      >
        {one ? 'It was' : 'They were'} left at Cloudflare when a try could not finish. Nobody has{' '}
        {one ? 'it' : 'them'}. The name there:{' '}
        {cleanUps.map(({ mark, tokenName }) => (
          <q key={mark}>{tokenName}</q>
        ))}
      </Notice>
      <ActionProblem of={cleanUp} />
    </>
  );
}

/* Says why the first stays that does. */
async function checkEach(client: Client, cleanUps: readonly CleanUp[]): Promise<Result<null>> {
  let ended: Result<null> = ok(null);
  for (const { mark } of cleanUps) {
    const checked = await client.call('clean-up:check', { mark });
    if (ended.ok) ended = checked;
  }
  return ended;
}

/* Which list it is, where tokens are left in several. */
function listName(owner: TokenOwner, connection: Connection | null): string {
  if (owner.kind === 'user') return 'the list of your own tokens';
  const isKnown = connection?.account.id === owner.accountId;
  return `the list of ${isKnown ? connection.account.name : `account ${owner.accountId.slice(0, 6)}…`}`;
}
