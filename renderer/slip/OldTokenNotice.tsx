import { opensNothing } from '../../shared/left-behind.ts';
import { leaksOf } from '../../shared/slip.ts';
import type { CleanUp } from '../../shared/snapshot.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { useSaying } from '../app/use-saying.ts';
import { canMakeTokens } from '../app/view.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';

/** That a slip's old token still has to be deleted at Cloudflare, with the way to do it. */
export function OldTokenNotice({
  cleanUp,
  leads = false,
}: {
  readonly cleanUp: CleanUp;
  readonly leads?: boolean;
}) {
  const { client, snapshot, show, now } = useApp();
  const saying = useSaying();
  const retry = useAction(() =>
    saying('The old token is deleted.', client.call('clean-up:retry', { marks: [cleanUp.mark] })),
  );
  const slip = snapshot.slips.find(({ id }) => id === cleanUp.oldOf);
  const wasSeen = slip !== undefined && leaksOf(slip).old !== null;
  const byHand = () => show({ name: 'hand-delete', mark: cleanUp.mark });
  const hasKey = canMakeTokens(cleanUp.world, snapshot);
  const tone = leads ? 'primary' : 'plain';
  if (opensNothing(cleanUp, now().getTime())) return <DeadToken cleanUp={cleanUp} number={slip?.number} />;
  return (
    <>
      <Notice
        tone={wasSeen ? 'stop' : 'soon'}
        title={
          wasSeen
            ? `The token of slip ${slip.number} that others saw still works`
            : `Slip ${slip?.number ?? ''} has a token that it does not need`
        }
        actions={
          <>
            {hasKey ? (
              <Button small tone={tone} busy={retry.busy} onClick={() => void retry.start()}>
                Delete it now
              </Button>
            ) : null}
            <Button small tone={hasKey ? 'quiet' : tone} onClick={byHand}>
              Show me how to delete it
            </Button>
          </>
        }
      >
        Whoever has it can use it until it is deleted at Cloudflare. The name there:{' '}
        <q>{cleanUp.tokenName}</q>
      </Notice>
      <ActionProblem of={retry} />
    </>
  );
}

/* It opens nothing; what is left of it is only in the way. */
function DeadToken({ cleanUp, number }: { readonly cleanUp: CleanUp; readonly number: number | undefined }) {
  const { client, snapshot } = useApp();
  const saying = useSaying();
  const clear = useAction(() =>
    saying(
      'The old token is cleared away.',
      canMakeTokens(cleanUp.world, snapshot)
        ? client.call('clean-up:retry', { marks: [cleanUp.mark] })
        : client.call('clean-up:check', { mark: cleanUp.mark }),
    ),
  );
  return (
    <>
      <Notice
        tone="calm"
        title={`The old token of slip ${number ?? ''} works no more`}
        actions={
          <Button small busy={clear.busy} onClick={() => void clear.start()}>
            Clear it away
          </Button>
        }
      >
        Nobody can use it. We could not clear all that is left of it yet. Is the keychain open? Then try
        again.
      </Notice>
      <ActionProblem of={clear} />
    </>
  );
}

/** The old tokens of one slip that are not deleted yet. */
export function OldTokens({ of, leads = false }: { readonly of: string; readonly leads?: boolean }) {
  const { snapshot, now } = useApp();
  const old = snapshot.cleanUps.filter(({ oldOf }) => oldOf === of);
  const first = old.find((one) => !opensNothing(one, now().getTime()));
  return old.map((cleanUp) => (
    <OldTokenNotice key={cleanUp.mark} cleanUp={cleanUp} leads={leads && cleanUp === first} />
  ));
}
