import { useState } from 'react';
import { agentName } from '../../shared/agents.ts';
import { needsCopyAgain, type Slip } from '../../shared/slip.ts';
import { later } from '../app/later.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';

const RouteDialog = later(async () => (await import('./RouteDialog.tsx')).RouteDialog);

/** For a slip with a new token whose agent takes it from a place of the owner's, until the new one is put there. */
export function CopyAgain({ slip, leads }: { readonly slip: Slip; readonly leads: boolean }) {
  const [copying, setCopying] = useState(false);
  const { route, who } = slip;
  if (route.kind === 'keychain' || route.kind === 'local') return null;
  return (
    <>
      {needsCopyAgain(slip) ? (
        <Notice
          tone="soon"
          title="One thing is left for you to do"
          actions={
            <Button small tone={leads ? 'primary' : 'plain'} onClick={() => setCopying(true)}>
              Copy the new token
            </Button>
          }
        >
          {agentName(who)} still has the old token. Put the new one{' '}
          {route.kind === 'environment' ? `under the name ${route.name}` : `into ${route.manager}`}.
        </Notice>
      ) : null}
      {copying ? <RouteDialog slip={slip} again={route} onClose={() => setCopying(false)} /> : null}
    </>
  );
}
