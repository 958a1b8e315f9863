import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { QuestionNotice } from '../slip/QuestionNotice.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ProblemNotice } from '../ui/ProblemNotice.tsx';
import { CleanUpNotice } from './CleanUpNotice.tsx';
import { ReminderNotices } from './ReminderNotices.tsx';
import { StorageNotice } from './StorageNotice.tsx';

/** Everything that needs the owner's eye, the most pressing first. */
export function HomeNotices({ now }: { readonly now: Date }) {
  const { client, snapshot, show, announce } = useApp();
  const discard = useAction(
    () => client.call('draft:discard'),
    () => announce('The unfinished slip is gone.'),
  );
  const stop = useAction(() => client.call('slip:stop-issuing'));
  const dismissNotice = () => void client.call('notice:dismiss');
  const nothing = () => undefined;
  const busy = snapshot.progress.doing === 'issuing';
  return (
    <>
      <StorageNotice />
      <QuestionNotice />
      {snapshot.notice === null ? null : (
        <ProblemNotice
          problem={snapshot.notice}
          urgent={false}
          steps={{ retry: dismissNotice, dismiss: dismissNotice }}
          more={
            <Button small tone="quiet" onClick={dismissNotice}>
              Hide
            </Button>
          }
        />
      )}
      {snapshot.keychain === null ? null : (
        <ProblemNotice
          problem={snapshot.keychain}
          urgent={false}
          steps={{ retry: nothing, dismiss: () => void client.call('keychain:check') }}
        />
      )}
      <CleanUpNotice />
      {busy ? (
        <Notice
          tone="calm"
          title="Your slip is being made"
          actions={
            <Button small busy={stop.busy} onClick={() => void stop.start()}>
              Stop
            </Button>
          }
        >
          It shows up here in a moment.
        </Notice>
      ) : null}
      {snapshot.draft === null || busy || snapshot.storage.kind === 'read-only' ? null : (
        <Notice
          tone="calm"
          title={
            snapshot.draft.changes === null
              ? 'You have started a slip'
              : `You have started to change slip number ${snapshot.draft.changes.number}`
          }
          actions={
            <>
              <Button small onClick={() => show({ name: 'wizard' })}>
                Go on with it
              </Button>
              <Button small tone="quiet" busy={discard.busy} onClick={() => void discard.start()}>
                Throw it away
              </Button>
            </>
          }
        >
          Your answers are still here. Nothing has been made at Cloudflare.
        </Notice>
      )}
      <ReminderNotices now={now} />
    </>
  );
}
