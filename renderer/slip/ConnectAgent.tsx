import { programsFor, type WiredProgram, wirings } from '../../shared/agent-wiring.ts';
import type { Platform } from '../../shared/credential-command.ts';
import type { Slip } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { Term } from '../ui/Term.tsx';
import styles from './ConnectAgent.module.css';

const terminalWhere: Record<Platform, string> = {
  win32: 'press the Windows key, type PowerShell, and press Enter.',
  darwin: 'press Command and the space bar, type Terminal, and press Enter.',
  linux: 'look for Terminal among your programs.',
};

/** How to connect each known program to a slip that goes through this app. Nothing here holds the pass. */
export function ConnectAgent({ slip }: { readonly slip: Pick<Slip, 'id' | 'route' | 'who'> }) {
  const { snapshot } = useApp();
  if (slip.route.kind !== 'local') return null;
  return (
    <details className={styles.connect}>
      <summary>Connect it to your agent's program</summary>
      <p>
        The prompt is enough. With this your agent finds the slip's tools by itself. To open a{' '}
        <Term word="terminal" />, {terminalWhere[snapshot.platform]}
      </p>
      <ul>
        {programsFor(slip.who.agent).map((program) => (
          <ProgramLine key={program} id={slip.id} program={program} />
        ))}
      </ul>
    </details>
  );
}

function ProgramLine({ id, program }: { readonly id: string; readonly program: WiredProgram }) {
  const { client, announce } = useApp();
  const { name, steps, note } = wirings[program];
  const copy = useAction(
    () => client.call('agents:copy-wiring', { id, program }),
    () => announce(`Copied for ${name}.`),
  );
  return (
    <li>
      <strong>{name}</strong>
      <p>{steps === null ? note : `${steps} ${note}`}</p>
      {steps === null ? null : (
        <Button small busy={copy.busy} onClick={() => void copy.start()}>
          {`Copy for ${name}`}
        </Button>
      )}
      <ActionProblem of={copy} />
    </li>
  );
}
