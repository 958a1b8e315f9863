import { problemText } from '../../shared/problem-texts.ts';
import { useApp } from '../app/app-context.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';

/** Tells when the list of slips is a restored copy, or can only be looked at. */
export function StorageNotice() {
  const { client, snapshot } = useApp();
  const { storage } = snapshot;
  switch (storage.kind) {
    case 'fine':
      return null;
    case 'restored':
      return (
        <Notice tone="soon" title="We brought back your list of slips">
          The file was damaged, so you see the last good copy. Check that your newest slip is here. Your
          website is not touched by this.
        </Notice>
      );
    case 'read-only': {
      const { title, meaning } = problemText({
        code: storage.why === 'unreadable' ? 'storage-unreadable' : 'storage-newer-version',
      });
      return (
        <Notice
          tone="stop"
          title={title}
          actions={
            <Button small onClick={() => void client.call('data-folder:open')}>
              Open its folder
            </Button>
          }
        >
          {meaning}
        </Notice>
      );
    }
  }
}
