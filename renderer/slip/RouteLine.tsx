import { type ReactNode, useState } from 'react';
import { agentName } from '../../shared/agents.ts';
import { assertNever } from '../../shared/assert-never.ts';
import type { Route, Slip } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { later } from '../app/later.tsx';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { Term } from '../ui/Term.tsx';
import styles from './RouteLine.module.css';

const RouteDialog = later(async () => (await import('./RouteDialog.tsx')).RouteDialog);

/** Where the agent finds the token, and the way to another place if it can't get at the keychain. */
export function RouteLine({ slip }: { readonly slip: Slip }) {
  const { client, announce } = useApp();
  const [moving, setMoving] = useState(false);
  const { route } = slip;
  const isElsewhere = route.kind !== 'keychain' && route.kind !== 'local';
  const back = useAction(
    () => client.call('slip:set-route', { id: slip.id, route: { kind: 'keychain' } }),
    () => announce('The prompt names the keychain again. Copy it once more.'),
  );
  return (
    <div className={styles.line}>
      <p>
        {routeText(route, agentName(slip.who))}{' '}
        <Button tone="link" onClick={() => setMoving(true)}>
          Change this
        </Button>
        {!isElsewhere ? null : (
          <>
            {' or '}
            <Button tone="link" busy={back.busy} onClick={() => void back.start()}>
              use the keychain again
            </Button>
          </>
        )}
      </p>
      <ActionProblem of={back} />
      {moving ? <RouteDialog slip={slip} onClose={() => setMoving(false)} /> : null}
    </div>
  );
}

function routeText(route: Route, agent: string): ReactNode {
  switch (route.kind) {
    case 'keychain':
      return `${agent} finds the token in this computer's keychain. Is that out of its reach?`;
    case 'local':
      return (
        <>
          {agent} works through this app. It gets a <Term word="pass" />, never the token, and each change
          waits for your yes. The app must be running for that.
        </>
      );
    case 'environment':
      return `Your agent finds it under the name ${route.name}.`;
    case 'secrets-manager':
      return `Your agent finds it in ${route.manager}, as "${route.entry}".`;
    default:
      return assertNever(route);
  }
}
