import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { OldTokenNotice } from '../slip/OldTokenNotice.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ProblemNotice } from '../ui/ProblemNotice.tsx';

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
  const { connection } = snapshot;
  const cleanUps = snapshot.cleanUps.filter(({ oldOf }) => oldOf === null);
  const retry = useAction(
    () => client.call('clean-up:retry'),
    ({ left }) => announce(left === 0 ? 'All clean. No token is left behind.' : `${left} left to delete.`),
  );
  if (cleanUps.length === 0) return null;
  const one = cleanUps.length === 1;
  const openList = () =>
    void client.call('link:open', { to: 'account-tokens', accountId: connection?.account.id ?? null });
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
            {cleanUps.some(({ world }) => world === 'cloudflare') ? (
              <Button small tone="quiet" onClick={openList}>
                Open Cloudflare's token list
              </Button>
            ) : null}
          </>
        }
      >
        {one ? 'It was' : 'They were'} left at Cloudflare when a try could not finish. Nobody has{' '}
        {one ? 'it' : 'them'}. The name there:{' '}
        {cleanUps.map(({ mark, tokenName }) => (
          <q key={mark}>{tokenName}</q>
        ))}
      </Notice>
      {retry.problem === null ? null : (
        <ProblemNotice
          problem={retry.problem}
          steps={{ retry: () => void retry.start(), dismiss: retry.reset }}
        />
      )}
    </>
  );
}
