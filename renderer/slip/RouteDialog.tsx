import { type FormEvent, useRef, useState } from 'react';
import { agentName } from '../../shared/agents.ts';
import { problemText } from '../../shared/problem-texts.ts';
import type { Route, Slip } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { type Choice, ChoiceCards } from '../ui/ChoiceCards.tsx';
import { Dialog, DialogFoot } from '../ui/Dialog.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { TextField } from '../ui/TextField.tsx';
import { TokenCopy } from './TokenCopy.tsx';

/** Where the owner has to put the token by hand. */
type Elsewhere = Exclude<Route, { kind: 'keychain' | 'local' }>;

const kinds: readonly Choice<Route['kind']>[] = [
  {
    value: 'local',
    title: 'Nowhere: through this app',
    text: 'It never gets the token. Each change waits for your yes. The app has to be running.',
  },
  {
    value: 'keychain',
    title: "This computer's keychain",
    text: 'It takes the token out itself. It can then change things without asking you here.',
  },
  {
    value: 'secrets-manager',
    title: 'A password manager',
    text: 'Like 1Password or Bitwarden, or the secrets page of your agent.',
  },
  {
    value: 'environment',
    title: 'A named setting',
    text: 'Programs call it an environment variable.',
  },
];

/* The form that POSIX shells and Windows both take; the main process checks it once more. */
const envNameForm = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

type RouteDialogProps = {
  readonly slip: Slip;
  /** Where the token is already, to copy it there once more. */
  readonly again?: Elsewhere | null;
  readonly onClose: () => void;
};

/** Moves the token to another safe place: first say where, then copy it there in a minute, then name it in the prompt. */
export function RouteDialog({ slip, again = null, onClose }: RouteDialogProps) {
  const { client, announce } = useApp();
  const { route } = slip;
  const isHere = route.kind === 'keychain' || route.kind === 'local';
  const named = route.kind === 'secrets-manager' ? route : null;
  const [kind, setKind] = useState<Route['kind']>(isHere ? 'secrets-manager' : route.kind);
  const [name, setName] = useState(route.kind === 'environment' ? route.name : 'PERMISSION_SLIP_TOKEN');
  const [manager, setManager] = useState(named?.manager ?? '');
  const [entry, setEntry] = useState(named?.entry ?? `Permission slip ${slip.number}`);
  const [problem, setProblem] = useState<string | null>(null);
  const typing = (set: (text: string) => void) => (text: string) => {
    set(text);
    setProblem(null);
  };
  const [target, setTarget] = useState<Elsewhere | null>(again);
  const form = useRef<HTMLFormElement>(null);
  const agent = agentName(slip.who);
  const finish = useAction(
    (route: Route) => client.call('slip:set-route', { id: slip.id, route }),
    () => {
      announce(again === null ? 'The prompt now names the new place. Copy it once more.' : 'Noted.');
      onClose();
    },
  );

  function chosen(event: FormEvent): void {
    event.preventDefault();
    event.stopPropagation();
    const text = problemText({ code: 'route-name-malformed' });
    if (kind === 'local' || kind === 'keychain') void finish.start({ kind });
    else if (kind === 'environment' && !envNameForm.test(name)) setProblem(`${text.title}. ${text.meaning}`);
    else if (kind === 'secrets-manager' && (manager.trim() === '' || entry.trim() === ''))
      setProblem('Fill in both names, so that your agent can find it.');
    else {
      setTarget(
        kind === 'environment'
          ? { kind, name }
          : { kind: 'secrets-manager', manager: manager.trim(), entry: entry.trim() },
      );
    }
  }

  if (target !== null) {
    return (
      <Dialog
        title="Copy the token there"
        lead={`You put it ${placeOf(target)} yourself. It is never shown here, and it leaves the clipboard by itself.`}
        onClose={onClose}
        foot={
          <>
            {again === null ? (
              <Button onClick={() => setTarget(null)}>Back</Button>
            ) : (
              <Button onClick={onClose}>Not now</Button>
            )}
            <Button tone="primary" busy={finish.busy} onClick={() => void finish.start(target)}>
              I have put it there
            </Button>
          </>
        }
      >
        <TokenCopy slipId={slip.id} />
        <ActionProblem of={finish} />
      </Dialog>
    );
  }
  return (
    <Dialog
      title={`Where can ${agent} find the token?`}
      lead={slip.route.kind === 'local' ? withoutApp(agent) : withKeychain(agent)}
      onClose={onClose}
      onOpen={() => form.current?.querySelector<HTMLElement>('input:checked')?.focus()}
    >
      <form ref={form} onSubmit={chosen} noValidate>
        <ChoiceCards
          label="Where will it be?"
          columns={1}
          choices={kinds.filter(({ value }) => value !== slip.route.kind || !isHere)}
          value={kind}
          onChoose={(one) => {
            setKind(one);
            setProblem(null);
          }}
        />
        {kind === 'environment' ? (
          <TextField
            label="The name"
            hint="Letters, numbers and _ only."
            value={name}
            maxLength={64}
            problem={problem}
            onChange={typing(setName)}
          />
        ) : kind !== 'secrets-manager' ? null : (
          <>
            <TextField
              label="Which one?"
              value={manager}
              maxLength={60}
              problem={manager.trim() === '' ? problem : null}
              onChange={typing(setManager)}
            />
            <TextField
              label="The name of the entry"
              value={entry}
              maxLength={120}
              problem={entry.trim() === '' ? problem : null}
              onChange={typing(setEntry)}
            />
          </>
        )}
        <ActionProblem of={finish} />
        <DialogFoot>
          <Button onClick={onClose}>
            {slip.route.kind === 'keychain' ? 'Keep the keychain' : 'Keep it as it is'}
          </Button>
          <Button type="submit" tone="primary" busy={finish.busy}>
            {kind === 'local' || kind === 'keychain' ? 'Use this' : 'Next: copy the token'}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

function withoutApp(agent: string): string {
  return `${agent} needs no token now: it works through this app. If it runs in the cloud, or walled off from this computer, put the token in a safe place that it can reach. Never into the chat.`;
}

function withKeychain(agent: string): string {
  return `Most agents on this computer can use its keychain. If ${agent} runs in the cloud, or walled off from this computer, put the token in a safe place that it can reach. Never into the chat.`;
}

function placeOf(target: Elsewhere): string {
  return target.kind === 'environment'
    ? `under the name ${target.name}`
    : `into ${target.manager}, as "${target.entry}",`;
}
