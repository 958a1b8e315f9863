import { useEffect } from 'react';
import type { ApprovalsClient } from './approvals-client.ts';

/** Tells the main process which question is on the screen: none while the window is hidden. */
export function useLook(client: ApprovalsClient, id: string | null): void {
  useEffect(() => {
    const tell = () => void client.look(document.visibilityState === 'visible' ? id : null);
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  }, [client, id]);
}
