import { useState } from 'react';
import { dismissStep, problemText } from '../../shared/problem-texts.ts';
import { useApp } from '../app/app-context.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';

/** Tells that the list of slips can only be looked at, why, and what helps. */
export function ReadOnlyNotice() {
  const { client, snapshot, show } = useApp();
  const { storage } = snapshot;
  if (storage.kind !== 'read-only') return null;
  const isNewer = storage.why === 'newer-version';
  const { title, meaning } = problemText({ code: isNewer ? 'storage-newer-version' : 'storage-unreadable' });
  return (
    <Notice
      tone="stop"
      title={title}
      actions={
        <>
          {isNewer ? (
            <Button small onClick={() => show({ name: 'settings', part: 'updates' })}>
              Look for a new version
            </Button>
          ) : null}
          <Button
            small
            tone={isNewer ? 'quiet' : 'plain'}
            onClick={() => void client.call('data-folder:open')}
          >
            Open its folder
          </Button>
          {isNewer ? null : (
            <Button small tone="quiet" onClick={() => show({ name: 'settings', part: 'report' })}>
              Report a problem
            </Button>
          )}
        </>
      }
    >
      {meaning}
    </Notice>
  );
}

/** Tells that the list of slips is a restored copy, until the owner has read it. */
export function RestoredNotice() {
  const { snapshot, homePlace } = useApp();
  const [closed, setClosed] = useState(homePlace.closedRestored);
  if (snapshot.storage.kind !== 'restored' || closed) return null;
  function close(): void {
    homePlace.closedRestored = true;
    setClosed(true);
  }
  return (
    <Notice
      tone="soon"
      title="We brought back your list of slips"
      actions={
        <Button small onClick={close}>
          {dismissStep.label}
        </Button>
      }
    >
      The file was damaged, so you see the last good copy. Check that your newest slip is here. Your website
      is not touched by this.
    </Notice>
  );
}
