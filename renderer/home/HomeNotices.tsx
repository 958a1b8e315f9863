import { aboutOf } from '../../shared/notices.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Slip } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { isMakingSlip, type View } from '../app/view.ts';
import { QuestionNotice } from '../slip/QuestionNotice.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ProblemNotice, stepOf, toneOf } from '../ui/ProblemNotice.tsx';
import { CleanUpNotice } from './CleanUpNotice.tsx';
import { DraftNotice } from './DraftNotice.tsx';
import { ReminderNotices } from './ReminderNotices.tsx';
import { ReadOnlyNotice, RestoredNotice } from './StorageNotice.tsx';

/** Everything that needs the owner's eye, the most pressing first. */
export function HomeNotices({ now }: { readonly now: Date }) {
  const { client, snapshot } = useApp();
  const nothing = () => undefined;
  const busy = isMakingSlip(snapshot);
  const past = (tone: ReturnType<typeof toneOf>) =>
    snapshot.notices
      .filter((notice) => toneOf(notice) === tone)
      .map((notice) => <PastNotice key={aboutOf(notice)} notice={notice} />);
  return (
    <>
      <ReadOnlyNotice />
      <QuestionNotice />
      {past('stop')}
      {snapshot.keychain === null ? null : (
        <ProblemNotice
          problem={snapshot.keychain}
          urgent={false}
          steps={{ retry: nothing, dismiss: () => void client.call('keychain:check') }}
        />
      )}
      <ReminderNotices now={now} />
      <CleanUpNotice />
      <RestoredNotice />
      {past('soon')}
      {past('good')}
      {busy ? <BeingMade /> : null}
      {busy || snapshot.storage.kind === 'read-only' ? null : <DraftNotice />}
    </>
  );
}

/* What has come to its end is not stopped any more. */
function BeingMade() {
  const { client, snapshot } = useApp();
  const { progress } = snapshot;
  const stop = useAction(() => client.call('slip:stop-issuing'));
  const step = progress.doing === 'issuing' ? progress.step : null;
  if (step === 'deleting-old') {
    return (
      <Notice tone="calm" title="Your slip has its new token">
        The old one is being deleted.
      </Notice>
    );
  }
  if (step === 'tidying-up') {
    return (
      <Notice tone="calm" title="Taking back what was made">
        No slip comes of it. Your answers are kept.
      </Notice>
    );
  }
  return (
    <Notice
      tone="calm"
      title="Your slip is being made"
      actions={
        step === null ? undefined : (
          <Button small busy={stop.busy} onClick={() => void stop.start()}>
            Stop
          </Button>
        )
      }
    >
      It shows up here in a moment.
    </Notice>
  );
}

/* What happened in the background, until it is put away, or mended. */
function PastNotice({ notice }: { readonly notice: Problem }) {
  const { client, snapshot, show } = useApp();
  const slip = 'number' in notice ? snapshot.slips.find(({ number }) => number === notice.number) : undefined;
  if (isMended(notice, slip)) return null;
  const dismiss = () => void client.call('notice:dismiss', { about: aboutOf(notice) });
  const place = placeOf(notice, slip);
  const steps = {
    /* What is tried again is tried in its own place. */
    retry: place === null ? null : () => show(place),
    dismiss,
  };
  return (
    <ProblemNotice
      problem={notice}
      urgent={false}
      steps={steps}
      more={
        stepOf(notice, steps).action === 'dismiss' ? null : (
          <Button small tone="quiet" onClick={dismiss}>
            Hide
          </Button>
        )
      }
    />
  );
}

function isMended(notice: Problem, slip: Slip | undefined): boolean {
  switch (notice.code) {
    case 'roll-lost':
      return slip?.rotating?.lost !== true;
    case 'old-value-taken':
    case 'token-not-deleted':
      return slip?.revoked !== null;
    case 'no-new-token':
      return slip?.revoked !== null || slip.token.ending !== notice.ending;
    default:
      return false;
  }
}

function placeOf(notice: Problem, slip: Slip | undefined): View | null {
  if (slip !== undefined) return { name: 'slip', id: slip.id, fresh: 'no' };
  if (notice.code === 'account-token-not-deleted') return { name: 'tokens' };
  return notice.code === 'key-not-forgotten' ? { name: 'settings', part: 'setup-key' } : null;
}
