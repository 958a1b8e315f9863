import { useCallback, useEffect, useEffectEvent, useMemo, useState, useSyncExternalStore } from 'react';
import type { Screen as ScreenToShow } from '../../shared/ipc/contract.ts';
import { readScreenSearch } from '../../shared/screen-address.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { isForNewSlip } from '../../shared/wizard.ts';
import type { Client } from '../client.ts';
import { helpContext, topicOf } from '../help/help-topic.ts';
import { useHelp } from '../help/use-help.tsx';
import { HomeScreen } from '../home/HomeScreen.tsx';
import { newPlace, useStopEnd } from '../home/kept-place.ts';
import { Announcer } from '../ui/Announcer.tsx';
import { WelcomeScreen } from '../welcome/WelcomeScreen.tsx';
import { type AppContext, appContext } from './app-context.ts';
import { LoadFailed } from './LoadFailed.tsx';
import {
  ConnectScreen,
  HandDeleteScreen,
  HandSwapScreen,
  SettingsScreen,
  SlipScreen,
  TokensScreen,
  WizardScreen,
} from './later-screens.ts';
import { ScreenBoundary } from './ScreenBoundary.tsx';
import type { SnapshotStore } from './snapshot-store.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import { keyOfView, type View, viewOfScreen } from './view.ts';

type AppProps = {
  readonly client: Client;
  readonly store: SnapshotStore;
  readonly now?: () => Date;
};

const computerClock = () => new Date();

/** The window: holds the newest snapshot, the current screen, and the live region. */
export function App({ client, store, now = computerClock }: AppProps) {
  const state = useSyncExternalStore(store.subscribe, store.read);
  switch (state.kind) {
    case 'loading':
      return null;
    case 'failed':
      return <LoadFailed problem={state.problem} onRetry={() => void store.ask()} />;
    case 'ready':
      return <Window client={client} snapshot={state.snapshot} now={now} />;
  }
}

type WindowProps = { readonly client: Client; readonly snapshot: Snapshot; readonly now: () => Date };

function Window({ client, snapshot, now }: WindowProps) {
  const [view, show] = useState<View>(() => viewOfScreen(readScreenSearch(location.search)));
  const [spoken, setSpoken] = useState('');
  const announce = useCallback((text: string) => {
    /* The same words twice are no change to a screen reader; a trailing space makes them one. */
    setSpoken((last) => (last === text ? `${text} ` : text));
  }, []);
  const help = useHelp(() => topicOf(view, snapshot));
  const showFromOutside = useEffectEvent((screen: ScreenToShow) => {
    help.close();
    /* A new slip that is being written is the one that is asked for. A token that is made or was brought is not walked away from. */
    const { draft, progress, pickUp } = snapshot;
    const isThere =
      screen.name === 'wizard' &&
      view.name === 'wizard' &&
      (isForNewSlip(draft) ||
        progress.doing === 'issuing' ||
        (draft?.guide != null && pickUp.token !== null));
    if (!isThere) show(viewOfScreen(screen));
  });
  useEffect(() => client.on['screen:show']((screen) => showFromOutside(screen)), [client]);

  useKeptFocus();
  const [homePlace] = useState(newPlace);
  useStopEnd(snapshot, announce, homePlace);
  const context: AppContext = useMemo(
    () => ({ client, snapshot, show, now, announce, homePlace }),
    [client, snapshot, now, announce, homePlace],
  );
  return (
    <appContext.Provider value={context}>
      <helpContext.Provider value={help.open}>
        <ScreenBoundary key={keyOfView(view)} onLeave={() => show({ name: 'home' })}>
          {isFirstStart(snapshot) ? <WelcomeScreen /> : <Screen view={view} />}
        </ScreenBoundary>
      </helpContext.Provider>
      {help.dialog}
      <Announcer text={spoken} />
    </appContext.Provider>
  );
}

/* A book that can't be read has no world either, but its owner has long been here. */
function isFirstStart({ world, storage }: Snapshot): boolean {
  return world === null && storage.kind !== 'read-only';
}

function Screen({ view }: { readonly view: View }) {
  switch (view.name) {
    case 'home':
      return <HomeScreen />;
    case 'connect':
      return <ConnectScreen next={view.next} />;
    case 'wizard':
      return <WizardScreen anew={view.anew === true} />;
    case 'tokens':
      return <TokensScreen />;
    case 'settings':
      return <SettingsScreen {...view} />;
    case 'hand-swap':
      return <HandSwapScreen id={view.id} why={view.why} />;
    case 'hand-delete':
      return <HandDeleteScreen mark={view.mark} />;
    case 'slip':
      return <SlipScreen id={view.id} fresh={view.fresh} />;
  }
}
