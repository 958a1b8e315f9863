import { useState } from 'react';
import type { KeyOffer } from '../../shared/ipc/contract.ts';
import type { Account } from '../../shared/place.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { useEscape } from '../app/use-escape.ts';
import { useLeaving } from '../app/use-leaving.ts';
import type { View } from '../app/view.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PasteField } from '../ui/PasteField.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { ScreenHeading } from '../ui/ScreenHeading.tsx';
import { SplitPage } from '../ui/SplitPage.tsx';
import { Term } from '../ui/Term.tsx';
import { ChooseAccount } from './ChooseAccount.tsx';
import styles from './ConnectScreen.module.css';
import { KeySteps } from './KeySteps.tsx';
import { OfferedKey } from './OfferedKey.tsx';

type ConnectScreenProps = Pick<Extract<View, { name: 'connect' }>, 'next'>;

/** What the owner has handed over so far. The key itself is in the main process; here is only its kind and ending. */
type Stage =
  /** `again` when the owner came back to it, so that the field takes the focus. */
  | { readonly at: 'paste'; readonly again: boolean }
  | { readonly at: 'offered'; readonly offer: KeyOffer }
  | {
      readonly at: 'accounts';
      readonly offer: KeyOffer;
      readonly accounts: readonly Account[];
      readonly keep: boolean;
    };

/** Connects the owner's account: how to make a setup key, where to paste it, and whether to keep it. */
export function ConnectScreen({ next }: ConnectScreenProps) {
  const { client, snapshot, show, announce } = useApp();
  const [stage, setStage] = useState<Stage>({ at: 'paste', again: false });
  const inUse = snapshot.world === 'cloudflare' ? snapshot.connection : null;
  /* Nothing is replaced yet. */
  const leave = () => show(next.name === 'settings' ? { name: 'settings', part: 'setup-key' } : next);
  useEscape(() => (stage.at === 'paste' ? leave() : startOver()));

  const connect = useAction(
    (_offer: KeyOffer, account: string, keep: boolean) => client.call('key:connect', { account, keep }),
    (connected, [offer, , keep]) => {
      if (connected.kind === 'choose-account') {
        setStage({ at: 'accounts', offer, accounts: connected.accounts, keep });
        return;
      }
      announce('Connected.');
      show(next);
    },
  );

  /* A key that the owner turns away from is not connected behind their back. */
  const letGo = () => void client.call('key:drop');
  useLeaving(letGo);

  function startOver(): void {
    connect.reset();
    letGo();
    setStage({ at: 'paste', again: true });
  }

  const trouble = (
    <ActionProblem
      of={connect}
      steps={{ 'paste-again': startOver, connect: startOver, 'choose-other': connect.reset }}
    />
  );

  return (
    <SplitPage
      asideLabel="Hand over the setup key"
      asideInSmall="below"
      aside={
        <div className={styles.hand}>
          {stage.at === 'paste' ? (
            <PasteField
              title="Bring the setup key here"
              label="Setup key"
              hint="The box empties at once. The key is not shown and not sent anywhere but to Cloudflare."
              takesFocus={stage.again}
              fromText={(pasted) => client.call('key:offer', { pasted })}
              fromClipboard={() => client.call('key:offer-clipboard')}
              onTaken={(offer) => {
                announce(`Got it. The key ends in ${offer.ending}.`);
                setStage({ at: 'offered', offer });
              }}
            />
          ) : null}
          {stage.at === 'offered' ? (
            <OfferedKey
              offer={stage.offer}
              busy={connect.busy}
              trouble={trouble}
              onConnect={(account, keep) => void connect.start(stage.offer, account, keep)}
              onOther={startOver}
            />
          ) : null}
          {stage.at === 'accounts' ? (
            <ChooseAccount
              accounts={stage.accounts}
              busy={connect.busy}
              trouble={trouble}
              onChoose={({ id }) => void connect.start(stage.offer, id, stage.keep)}
            />
          ) : null}
        </div>
      }
      foot={
        <Button tone="quiet" onClick={leave}>
          Back
        </Button>
      }
    >
      <ScreenHeading
        title="Connect your Cloudflare account"
        lead={
          <>
            You make one small key at Cloudflare, the <Term word="setup key" />. It can make other keys, and
            only this app gets it. Your agent never does.
          </>
        }
      />
      {inUse === null ? null : (
        <Notice tone="calm" title={`The key ending …${inUse.ending} is in use`}>
          It stays in use until the new one works. Then we forget it.
        </Notice>
      )}
      <KeySteps primary={stage.at === 'paste'} />
    </SplitPage>
  );
}
