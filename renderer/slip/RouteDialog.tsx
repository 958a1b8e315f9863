import { type FormEvent, useState } from 'react';
import { agentName } from '../../shared/agents.ts';
import { problemText } from '../../shared/problem-texts.ts';
import type { Route, Slip } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { type Choice, ChoiceCards } from '../ui/ChoiceCards.tsx';
import { Dialog, DialogFoot } from '../ui/Dialog.tsx';
import { ProblemNotice } from '../ui/ProblemNotice.tsx';
import { TextField } from '../ui/TextField.tsx';
import { TokenCopy } from './TokenCopy.tsx';

type Elsewhere = Exclude<Route, { kind: 'keychain' }>;

const kinds: readonly Choice<Elsewhere['kind']>[] = [
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

/** Moves the token to another safe place: first say where, then copy it there in a minute, then name it in the prompt. */
export function RouteDialog({ slip, onClose }: { readonly slip: Slip; readonly onClose: () => void }) {
  const { client, announce } = useApp();
  const [kind, setKind] = useState<Elsewhere['kind']>(
    slip.route.kind === 'keychain' ? 'secrets-manager' : slip.route.kind,
  );
  const [name, setName] = useState('PERMISSION_SLIP_TOKEN');
  const [manager, setManager] = useState('');
  const [entry, setEntry] = useState(`Permission slip ${slip.number}`);
  const [problem, setProblem] = useState<string | null>(null);
  const [target, setTarget] = useState<Elsewhere | null>(null);
  const agent = agentName(slip.who);
  const finish = useAction(
    (route: Elsewhere) => client.call('slip:set-route', { id: slip.id, route }),
    () => {
      announce('The prompt now names the new place. Copy it once more.');
      onClose();
    },
  );

  function chosen(event: FormEvent): void {
    event.preventDefault();
    event.stopPropagation();
    const text = problemText({ code: 'route-name-malformed' });
    if (kind === 'environment' && !envNameForm.test(name)) setProblem(`${text.title}. ${text.meaning}`);
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
            <Button onClick={() => setTarget(null)}>Back</Button>
            <Button tone="primary" busy={finish.busy} onClick={() => void finish.start(target)}>
              I have put it there
            </Button>
          </>
        }
      >
        <TokenCopy slipId={slip.id} />
        {finish.problem === null ? null : (
          <ProblemNotice
            problem={finish.problem}
            steps={{ retry: () => void finish.start(target), dismiss: finish.reset }}
          />
        )}
      </Dialog>
    );
  }
  return (
    <Dialog
      title={`Where can ${agent} find the token?`}
      lead={`Most agents on this computer can use its keychain. If ${agent} runs in the cloud or in a sandbox, put the token in a safe place that it can reach. Never into the chat.`}
      onClose={onClose}
    >
      <form onSubmit={chosen} noValidate>
        <ChoiceCards
          label="Where will it be?"
          choices={kinds}
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
            onChange={setName}
          />
        ) : (
          <>
            <TextField
              label="Which one?"
              hint="For example Bitwarden."
              value={manager}
              maxLength={60}
              problem={problem}
              onChange={setManager}
            />
            <TextField label="The name of the entry" value={entry} maxLength={120} onChange={setEntry} />
          </>
        )}
        <DialogFoot>
          <Button onClick={onClose}>Keep the keychain</Button>
          <Button type="submit" tone="primary">
            Next: copy the token
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

function placeOf(target: Elsewhere): string {
  return target.kind === 'environment'
    ? `under the name ${target.name}`
    : `into ${target.manager}, as "${target.entry}",`;
}
